#pragma once
#include <string>

#include "engine/nested/samples.h"

namespace snell {

/// Outer states to simulate from: the next ones of a level, of every replicate.
struct InnerTask {
    int level;
    int inner;  ///< samples at each state
    int replicates;
    std::int64_t first_outer, outers;  ///< of each replicate
};
/// Writes the means of the quarters of the inner samples, [outer - first_outer][replicate][output]
/// [inner_quarters].  States and samples of different levels are independent, and inner samples a function of
/// (level, replicate, outer state, number of the sample).
using InnerSimulation = std::function<void(const InnerTask& task, double* quarters)>;

struct NestedSettings {
    NestedMethod method = NestedMethod::jackknife;
    int replicates = 32;
    std::int64_t outers = 1 << 14;    ///< outer states, all replicates together; of the coarsest level
    int inner = 0;                    ///< samples at a state, of the finest level; 0: found by a pilot
    std::optional<double> target_se;  ///< of E f, of every output: as many states as it takes, up to `most`
    std::int64_t most = 1 << 24;      ///< states, all replicates and levels together
    double outer_cost = 0.0;          ///< of reaching a state, in inner samples
    std::function<double(double)> f = [](double x) { return x > 0.0 ? x : 0.0; };
    Functionals
        beside;  ///< whose bias a pilot looks at, beside E f's, where there is no target; may be empty
    std::function<void(double share, double std_error)> progress;
};

/// What was simulated and how it went.
struct NestedRun {
    NestedSamples samples;
    std::vector<LevelStatistics> levels;  ///< of E f
    double std_error = 0.0;               ///< of E f, the largest of all outputs
    bool target_met = true;
};

/// Simulates as the settings ask.  Without a number of inner samples a pilot chooses it: the bias becomes
/// about as large as the standard error (of plain nested simulation inner samples then grow like the root of
/// the outer states).  Multilevel shares the states among levels in proportion to sqrt(variance / cost)
/// (Giles 2008).
NestedRun simulate(const InnerSimulation& inner, int outputs, const NestedSettings& settings);

/// Rates of levels from the first difference on: variances fall like inner^-beta, means like inner^-alpha
/// (least squares over the levels; NaN where there are less than two).
struct LevelRates {
    double alpha, beta;
};
LevelRates rates(const std::vector<LevelStatistics>& levels);

}  // namespace snell
