#pragma once
#include <vector>

#include "engine/settings.h"
#include "portfolios/exercise.h"
#include "portfolios/exercise_rule.h"

namespace snell {

/// An empty rule: its head and the links of its products, then zeros for each date.  The degree is lowered
/// until its functions are at most max_functions.
RuleNumbers empty_rule(const ExerciseSettings& settings, const std::vector<int>& states, int dates);

/// Products of polynomials of n states up to a total degree.
std::int64_t count_products(int states, int degree);

}  // namespace snell
