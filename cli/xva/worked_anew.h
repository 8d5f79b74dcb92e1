#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/date.h"
#include "core/estimate.h"

namespace snell {

/// A number of a netting set, or of one of its trades.
struct NumberName {
    std::string netting_set, trade, measure;
    std::optional<Date> date;  ///< of an exposure
};

/// What the number was after 2, 4, 8 ... and all replicates of a finished run: its netting set is worked anew
/// from the plan in the folder, on the same paths.  Throws InputError E423 where the run has no such set,
/// E424 where it has no such number, IntegrityError where another program made the plan.
std::vector<Estimate> convergence_of(const std::string& folder, const NumberName& number);

}  // namespace snell
