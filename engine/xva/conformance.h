#pragma once
#include "engine/conformance.h"
#include "engine/kernels/kernels.h"

namespace snell {

class ExposureBackend;

/// Runs small fixed books on a backend (none: the processor, with the lanes of `isa`): collateral, options,
/// each trade, values of each path, hazards that move (XXH64 of the units' bytes).
std::vector<Conformance> check_exposure_conformance(const ExposureBackend* backend, Isa isa = Isa::automatic);

}  // namespace snell
