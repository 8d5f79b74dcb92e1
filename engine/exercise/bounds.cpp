#include "engine/exercise/bounds.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "portfolios/exercise_rule.h"

namespace snell {
namespace {

/// Four paths of a dual cost as much as their nodes alone would: the rest goes to the rule's earnings.
constexpr std::int64_t share_of_dual = 4;
/// Where refining ends: paths, training paths and nodes.
constexpr std::int64_t most_paths = std::int64_t{1} << 28, most_training_paths = std::int64_t{1} << 19;
constexpr int most_nodes = 1024;

/// Paths a replicate for the gap, where the lower bound took so many.
std::int64_t dual_paths(const Settings& settings, const Estimate& low) {
    const auto nodes = static_cast<std::int64_t>(
        std::bit_ceil(static_cast<std::uint64_t>(std::max(settings.exercise.nodes, 1))));
    const std::int64_t each = low.paths / std::max(low.replicates, 1);
    return std::max<std::int64_t>(each / (share_of_dual * nodes), 32);
}

double square(double x) { return x * x; }

}  // namespace

Product trained(const Backend& backend, const Model& model, const Product& product, const Settings& settings,
                const std::vector<Years>& grid) {
    if (!exercise_of(product)) return product;
    const OptionWalk training = training_walk(model, product, settings, grid);
    return with_rule(product, backend.regress(training, settings.exercise));
}

ExerciseBounds bounds_of(const Backend& backend, const Model& model, const Product& product,
                         const Settings& settings, const std::vector<Years>& grid, const Estimate& low,
                         const std::optional<Estimate>& between) {
    const OptionWalk option = bounding_walk(model, product, settings, grid);
    Sums sums{settings.replicates, bound_outputs, 0,
              std::vector<double>(static_cast<std::size_t>(settings.replicates) * bound_outputs, 0.0)};
    backend.bound(option, dual_paths(settings, low), sums);
    std::vector<double> gaps;
    for (int r = 0; r < sums.replicates; ++r)
        gaps.push_back(sums.mean(r, high_output) - sums.mean(r, low_output));
    ExerciseBounds bounds;
    bounds.gap = estimate(gaps, sums.paths * sums.replicates);
    bounds.upper = low;
    bounds.upper.paths = bounds.gap.paths;
    bounds.upper.value += bounds.gap.value;
    double variance = square(low.std_error) + square(bounds.gap.std_error);
    if (between && between->value > 0.0) {
        bounds.upper.value += between->value;
        variance += square(between->std_error);
    }
    bounds.upper.std_error = sqrt(variance);
    bounds.training_paths = settings.exercise.training_paths;
    bounds.functions = ExerciseRule(exercise_of(product)->rule->data()).at(ExerciseRule::functions);
    bounds.nodes = option.nodes;
    return bounds;
}

double width(const ExerciseBounds& bounds, const Estimate& low) {
    return bounds.upper.value - low.value + 2.0 * (bounds.upper.std_error + low.std_error);
}

std::optional<Settings> refined(const Settings& settings, const ExerciseBounds& bounds, const Estimate& low) {
    Settings next = settings;
    const double noise = 2.0 * (bounds.upper.std_error + low.std_error);
    if (noise > 0.5 * width(bounds, low)) {
        if (settings.paths >= most_paths) return std::nullopt;
        next.paths *= 4;
        return next;
    }
    if (settings.exercise.training_paths >= most_training_paths && settings.exercise.nodes >= most_nodes)
        return std::nullopt;
    ExerciseSettings& own = next.exercise;
    own.training_paths = std::min(2 * own.training_paths, std::max(most_training_paths, own.training_paths));
    own.nodes = std::min(2 * own.nodes, std::max(most_nodes, own.nodes));
    if (own.degree > 0) ++own.degree;
    next.paths = std::min(2 * next.paths, std::max(most_paths, next.paths));
    return next;
}

std::string what_is_missing(const ExerciseBounds& bounds, const Estimate& low, double limit, bool late) {
    return fmt::format(
        "the bounds are {:.2g} apart with two errors each, not {:.2g}; {:.2g} of it is noise. {} functions, "
        "{} "
        "training paths and {} nodes: {}",
        width(bounds, low), limit, 2.0 * (bounds.upper.std_error + low.std_error), bounds.functions,
        bounds.training_paths, bounds.nodes,
        late ? "more would not be done before the deadline" : "more of them would not help");
}

}  // namespace snell
