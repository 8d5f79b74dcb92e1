#pragma once
#include <span>
#include <vector>

#include "engine/nested/samples.h"
#include "engine/settings.h"
#include "engine/walk.h"

namespace snell {

/// A date that products are valued on.
struct ValuationDate {
    int step = 0;        ///< of the grid, counted from 1
    Walk<double> inner;  ///< from there on; its draws are those of the steps that are left, its own
};

/// Outer paths, and at each date of theirs inner paths that go on from the state and the history of the
/// outer one.  Plain data.
struct NestedWalk {
    Walk<double> outer;                ///< up to the last date; has the slots of the inner walks
    std::vector<ValuationDate> dates;  ///< increasing
    int inner_paths = 0;               ///< from each state, a power of two; with antithetic half are mirrored

    int payoffs() const { return static_cast<int>(outer.payoffs.size()); }
    /// Numbers that are found at one outer path: [date][payoff][inner_quarters].
    std::size_t row() const { return dates.size() * static_cast<std::size_t>(payoffs()) * inner_quarters; }
};

/// Outer paths first, first + 1 ... of every replicate.
struct OuterPaths {
    int replicates;
    std::int64_t first, count;
};

/// Products that are held together and the models that move them.
struct Held {
    const Model& model;
    const Model& outer_model;  ///< the same, or one with other drifts
    std::vector<Product> products;
};

/// How the paths of one level are drawn.
struct NestedDraws {
    Sampler outer, inner;
    int level = 0;
    bool antithetic = false;  ///< inner paths
};

/// Purposes of the draws of level 0; those of the others follow.
inline constexpr std::uint32_t outer_purpose = 0x40, inner_purpose = 0x50;
/// Most levels, dates and replicates whose draws are told apart.
inline constexpr int nested_levels = 16, nested_dates = 4096, nested_replicates = 4096;

/// The walk of what is held on dates of the grid.  Draws of the inner paths at a date are the points of set
/// (outer path) under the purpose (level, replicate, date), so that each is a pure function of outer path,
/// date, inner path and dimension.
NestedWalk nested_walk(const Held& held, const std::vector<Years>& grid, std::span<const Years> dates,
                       const NestedDraws& draws, int inner_paths);

}  // namespace snell
