#pragma once
#include <string>
#include <vector>

#include "engine/nested/simulate.h"

/// What the error of nested estimators costs, on a problem whose answer is known.
namespace snell::nested_bench {

/// Errors of one method, over independent runs.
struct ErrorCurve {
    NestedMethod method;
    std::vector<double> budgets;  ///< inner samples that were allowed
    std::vector<double> costs;    ///< that a run took, in the mean
    std::vector<int> inner;       ///< samples at a state, of the finest level
    std::vector<double> errors;   ///< root of the mean squared error
    double slope = 0.0;           ///< of log(squared error) against log(cost), least squares
};
/// The squared error falls like cost to this power in theory (for multilevel up to logarithms).
double theory(NestedMethod method);

struct Complexity {
    double truth = 0.0;
    int runs = 0;
    std::vector<ErrorCurve> curves;
    NestedRun levels;  ///< of one multilevel run with many states on every level
};

/// E max(E[X|Y], 0) of Giles and Haji-Ali's problem with budgets of 4^8 ... 4^last inner samples.
Complexity measure_complexity(int last, int runs, std::uint64_t seed);

/// Path-steps a second of one thread, by processor time.
struct Speed {
    std::string work;
    int inner;
    double plain, nested;  ///< path loop, inner path-steps
};
std::vector<Speed> measure_speed();

}  // namespace snell::nested_bench
