#pragma once
#include <span>
#include <string>
#include <vector>

#include "engine/walk.h"

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
};

}  // namespace snell
