#pragma once
#include <vector>

#include "engine/settings.h"
#include "engine/walk.h"

namespace snell {

/// What is averaged of each path when an option is bounded.
enum BoundOutput : int {
    low_output,      ///< payoff by the rule, less what the hedge gains until then
    high_output,     ///< largest excess of the exercise value over what the hedge has gained
    stopped_output,  ///< payoff by the rule
    bound_outputs
};

/// The walk of one option with early exercise, which is its only payoff, and where it may be exercised.
struct OptionWalk {
    Walk<double> walk;
    std::vector<int> steps;  ///< [date] steps of the grid until it; 0: today
    int nodes = 0;           ///< of the expectation one date ahead
    /// [replicate][step][node][draw]: what moves a path from each date before to the next, the same for all
    /// paths of a replicate.
    std::vector<double> node_draws;

    int outputs() const { return bound_outputs; }
    int dates() const { return static_cast<int>(steps.size()); }
    int draws_per_step() const {
        return walk.draws->shape().normals_per_step + walk.draws->shape().uniforms_per_step;
    }
    const double* nodes_of(std::uint32_t replicate) const {
        return node_draws.data() + static_cast<std::size_t>(replicate) *
                                       static_cast<std::size_t>(walk.steps) *
                                       static_cast<std::size_t>(nodes * draws_per_step());
    }
};

/// The early exercise of a product; null where it has none.
const Exercise* exercise_of(const Product& product);
/// The product with numbers that say when to exercise.
Product with_rule(Product product, RuleNumbers rule);
/// Numbers that the option shows of its state.
int states_of(const Payoff& payoff);

/// The walk of an option.  Training paths are draws of their own, and so are nodes.
OptionWalk training_walk(const Model& model, const Product& product, const Settings& settings,
                         const std::vector<Years>& grid);
OptionWalk bounding_walk(const Model& model, const Product& product, const Settings& settings,
                         const std::vector<Years>& grid);

}  // namespace snell
