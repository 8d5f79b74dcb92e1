#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/estimate.h"
#include "engine/a2/kernels.h"
#include "engine/a2/scenario_set.h"

namespace snell::a2 {

struct Named {
    std::string name;
    Estimate estimate;
};

/// How much is simulated, and with what.
struct Effort {
    std::int64_t paths = 25000;
    std::uint64_t seed = 1;
    std::uint32_t replicate = 0;
    int threads = 0;  ///< 0: one per core
    Isa isa = Isa::automatic;
    double memory = 4e9;  ///< bytes that trails of paths may take at a time, about
};

struct TileTrails;  // run.cpp

/// Values a plan by the method of Longstaff and Schwartz (2001): in each scenario the continuation value at
/// each step is fitted to {1, x, x^2}, x the running maximum, on the paths that are in the money, and the
/// same paths are exercised by it.
///
/// The error of a result is that of a mean of independent paths: the deviation, over paths, of the weighted
/// sum of what the path pays in the result's scenarios, by the root of their number.  Fitted on the same
/// paths, the rules make paths dependent; docs/benchmarks/a2.md says by how much errors are off.
///
/// Keeps its memory from run to run.
class Valuation {
  public:
    /// Throws std::runtime_error for an instruction set that the processor lacks.
    Valuation(ScenarioSet set, const Effort& effort);
    ~Valuation();
    Valuation(const Valuation&) = delete;
    Valuation& operator=(const Valuation&) = delete;

    /// The results of the plan, in its order.  The same bits for any number of threads and lanes, and any
    /// `memory`.
    std::vector<Named> run();

    const ScenarioSet& scenarios() const { return set_; }
    /// What path p paid in a scenario in the last run, deflated to today.
    double paid(int scenario, std::int64_t path) const {
        return paid_[static_cast<std::size_t>(scenario) * row_ + static_cast<std::size_t>(path)];
    }

  private:
    struct Group;
    std::vector<Group> groups() const;
    void trace(const Group& group);
    void exercise(const Group& group, int scenario);
    Named result(const Result& result) const;

    ScenarioSet set_;
    Effort effort_;
    const Kernels& kernels_;
    DrawPlan draws_;
    std::size_t tiles_, row_;
    std::vector<TileTrails> trails_;  ///< [tile]
    std::vector<double> paid_;        ///< [scenario][path]
};

}  // namespace snell::a2
