#pragma once
#include "engine/exercise/kernels.h"

namespace snell {

/// When to exercise: from the last date back, what training paths pay later on is regressed on functions of
/// the option's state (Longstaff and Schwartz 2001), of the paths in the money and of the others apart.
/// States that do not move are left out.  The sums of the regressions are taken block by block in order, so
/// that the rule is the same for any threads and lanes.
RuleNumbers regress_rule(const ExerciseKernels& kernels, int threads, const OptionWalk& option,
                         const ExerciseSettings& settings);

}  // namespace snell
