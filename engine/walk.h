#pragma once
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "core/draws.h"
#include "engine/path_loop.h"
#include "models/model.h"
#include "portfolios/product.h"

namespace snell {

/// Slopes that one run carries beside each value.
inline constexpr int slopes_per_run = 5;
/// A parameter in a run with slopes.
using Slope = Dual<double, slopes_per_run>;

/// One expectation as plain data: the model on a time grid, the draws, what is observed, and the payoffs.
/// P = double for values; P = Slope for a run with slopes with respect to `slopes_per_run` parameters.
template <class P>
struct Walk {
    KernelOf<P> kernel;
    std::vector<P> table;           ///< the kernel's numbers
    std::optional<DrawPlan> draws;  ///< set once the kernel has said how many it needs
    int steps = 0;
    std::vector<Observation> observations;  ///< by step
    std::vector<int> ends;                  ///< [step] end of the step's observations
    std::vector<std::pair<Slot, P>> known;  ///< the same on every path
    int slots = 0;
    std::vector<Payoff> payoffs;
    std::vector<double> constants;
    bool antithetic = false;
    bool products = false;  ///< also average payoff_i * payoff_j, for control variates
    SlopeMethod method = SlopeMethod::pathwise;
    int spot_slopes[slopes_per_run] = {-1, -1, -1, -1,
                                       -1};  ///< asset whose spot the slope is taken of, or -1
    std::vector<double> spots;               ///< [asset]

    /// What the path loop sees; valid while the walk is neither changed nor moved.
    PathProgram<P> program() const { return {table.data(), steps, observations.data(), ends.data()}; }

    /// Numbers averaged per path.  Values: each payoff, then with `products` payoff_i * payoff_j for i <= j.
    /// Slopes: per payoff its value, slopes_per_run slopes, and as many second derivatives (0 unless of a
    /// spot).
    int outputs() const {
        const int n = static_cast<int>(payoffs.size());
        if constexpr (std::is_same_v<P, double>) return n + (products ? n * (n + 1) / 2 : 0);
        return n * (1 + 2 * slopes_per_run);
    }
};

}  // namespace snell
