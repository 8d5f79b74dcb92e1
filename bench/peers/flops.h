#pragma once
#include "bench/peers/work.h"

namespace snell::peers {

/// Floating-point operations of one path-step of a work [flop], counted by running Snell's path loop on
/// `Counted`. The guard of a rare branch is asked per path here and per register of paths in a run, so a run
/// does a little more.
double flops_per_step(const Work& work);

}  // namespace snell::peers
