#pragma once
#include <deque>
#include <vector>

#include "cli/xva/frozen_run.h"
#include "cli/xva/result_rows.h"
#include "engine/xva/reduce.h"

namespace snell {

/// The numbers of the book and of its netting sets, as they were after 2, 4, 8 ... replicates.
class Convergence {
  public:
    /// Of a run that has so many replicates.
    Convergence(const FrozenRun& run, std::size_t replicates);
    /// A group's replicates, in the order in which XvaReduction takes them.
    void add(const std::vector<int>& netting_sets, const std::vector<UnitResult>& replicates);
    /// By number of replicates; those of the book before those of its netting sets.
    std::vector<ResultRow> take();

  private:
    struct Prefix {
        std::size_t replicates;
        XvaReduction reduction;
    };
    const FrozenRun& run_;
    XvaSettings settings_;  ///< without quantiles, whose values are not looked at
    std::deque<Prefix> prefixes_;

    ResultRow row_of(const std::string& netting_set, const std::string& measure,
                     const Estimate& estimate) const;
};

}  // namespace snell
