#pragma once
#include <optional>

#include "engine/meter/processor.h"

namespace snell {

/// What all CUDA devices of this machine reach at most, together, each measured alone; nothing where there is
/// none.  Throws DeviceFault where one fails.
std::optional<meter::Limits> cuda_limits();

}  // namespace snell
