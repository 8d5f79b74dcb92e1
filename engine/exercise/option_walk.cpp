#include "engine/exercise/option_walk.h"

#include "engine/build.h"

namespace snell {
namespace {

/// Draws of training paths and of nodes are others than those of the paths that are averaged.
constexpr std::uint32_t training_purpose = 0x10, node_purpose = 0x20;

Sampler with_purpose(Sampler sampler, std::uint32_t purpose) {
    std::visit([&](auto& each) { each.purpose ^= purpose; }, sampler);
    return sampler;
}

OptionWalk lay_out(const Model& model, const Product& product, const Settings& settings,
                   const std::vector<Years>& grid) {
    OptionWalk option{build_walk(model, product, {}, settings, grid), {}, 0, {}};
    std::visit(
        [&](const auto& each) {
            if constexpr (requires { each.exercise; }) {
                Plan plan(grid);
                for (Years t : each.exercise.dates(plan, each.maturity))
                    option.steps.push_back(step_of(grid, t));
            }
        },
        product);
    return option;
}

/// Draws of the nodes of one date interval, steps [from, to), of all replicates.
void draw_nodes(OptionWalk& option, const Sampler& sampler, int date, int from, int to, int replicates) {
    const DrawShape& shape = option.walk.draws->shape();
    DrawShape part{{}, shape.normals_per_step, shape.uniforms_per_step};
    const double start = from > 0 ? shape.times[static_cast<std::size_t>(from) - 1] : 0.0;
    for (int s = from; s < to; ++s) part.times.push_back(shape.times[static_cast<std::size_t>(s)] - start);
    const DrawPlan plan(sampler, part);
    Draws<double> draws(plan);
    const int width = option.draws_per_step();
    for (int r = 0; r < replicates; ++r) {
        double* const rows = option.node_draws.data() +
                             (option.nodes_of(static_cast<std::uint32_t>(r)) - option.node_draws.data());
        for (int node = 0; node < option.nodes; ++node) {
            const auto own = static_cast<std::uint32_t>(r * option.dates() + date);
            draws.start(own, static_cast<std::uint64_t>(node / 2), node % 2 == 1);
            for (int s = from; s < to; ++s) {
                const double* const drawn = draws.step(s - from);
                std::copy(drawn, drawn + width, rows + (static_cast<long>(s) * option.nodes + node) * width);
            }
        }
    }
}

}  // namespace

const Exercise* exercise_of(const Product& product) {
    return std::visit(
        [](const auto& each) -> const Exercise* {
            if constexpr (requires { each.exercise; }) return &each.exercise;
            return nullptr;
        },
        product);
}

Product with_rule(Product product, RuleNumbers rule) {
    std::visit(
        [&](auto& each) {
            if constexpr (requires { each.exercise; })
                each.exercise.rule = std::make_shared<const RuleNumbers>(std::move(rule));
        },
        product);
    return product;
}

int states_of(const Payoff& payoff) {
    return std::visit(
        [](const auto& each) {
            if constexpr (requires { each.states(); }) return each.states();
            return 0;
        },
        payoff);
}

OptionWalk training_walk(const Model& model, const Product& product, const Settings& settings,
                         const std::vector<Years>& grid) {
    Settings own = settings;
    own.sampler = with_purpose(settings.sampler, training_purpose);
    return lay_out(model, product, own, grid);
}

OptionWalk bounding_walk(const Model& model, const Product& product, const Settings& settings,
                         const std::vector<Years>& grid) {
    OptionWalk option = lay_out(model, product, settings, grid);
    option.nodes = settings.exercise.nodes;
    option.node_draws.resize(static_cast<std::size_t>(settings.replicates) * grid.size() *
                             static_cast<std::size_t>(option.nodes * option.draws_per_step()));
    const std::uint64_t seed = std::visit([](const auto& s) { return s.seed; }, settings.sampler);
    const Sampler sampler = Sobol{.seed = seed, .purpose = node_purpose};
    int from = 0;
    for (int date = 0; date < option.dates(); ++date) {
        const int to = option.steps[static_cast<std::size_t>(date)];
        if (to > from) draw_nodes(option, sampler, date, from, to, settings.replicates);
        from = to;
    }
    return option;
}

}  // namespace snell
