#pragma once
#include <vector>

#include "core/field_lister.h"

namespace snell {

/// All that the files of a run may say, but for the blotter: keys of the run file, kinds of quotes, lists of
/// the model, columns of the netting sets.
std::vector<FieldGroup> run_catalog();

}  // namespace snell
