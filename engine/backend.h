#pragma once
#include <span>
#include <string>
#include <vector>

#include "engine/exercise/option_walk.h"
#include "engine/nested/nested_walk.h"

namespace snell {

/// Sums over paths, per replicate and output.
struct Sums {
    int replicates = 0;
    int outputs = 0;
    std::int64_t paths = 0;     ///< per replicate
    std::vector<double> total;  ///< [replicate][output]

    double mean(int replicate, int output) const {
        return total[static_cast<std::size_t>(replicate) * outputs + output] / static_cast<double>(paths);
    }
};

/// Where simulation may run.  A backend gives the same bits as every other.
class Backend {
  public:
    virtual ~Backend() = default;
    virtual std::string name() const = 0;
    /// Adds the next `paths` paths of each replicate (numbered on from sums.paths) to the sums, in block
    /// order. All but the last call of a run must add a multiple of block_paths.
    virtual void average(const Walk<double>& walk, std::int64_t paths, Sums& sums) const = 0;
    virtual void average(const Walk<Slope>& walk, std::int64_t paths, Sums& sums) const = 0;
    /// When to exercise an option: continuation values regressed on the walk's own paths.
    virtual RuleNumbers regress(const OptionWalk& option, const ExerciseSettings& settings) const = 0;
    /// Adds the next paths of each replicate to the sums of BoundOutput, like `average`.
    virtual void bound(const OptionWalk& option, std::int64_t paths, Sums& sums) const = 0;
    /// Values outer paths from the states at their dates, by inner paths: rows of walk.row() numbers,
    /// [outer path][replicate][date][payoff][inner_quarters], deflated.
    virtual void revalue(const NestedWalk& walk, const OuterPaths& outer, double* rows) const = 0;
};

}  // namespace snell
