#include "engine/build.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "core/error.h"

namespace snell {
namespace {

Payoff bind(const Product& product, Plan& plan) {
    return std::visit([&](const auto& each) { return Payoff(each.bind(plan)); }, product);
}

/// What a product asked for, in a user's words.
std::string_view words_for(Quantity quantity) {
    switch (quantity) {
        case Quantity::spot:
        case Quantity::fixing:
            return "the spot";
        case Quantity::growth:
            return "the forward seen from a later date";
        case Quantity::variance:
            return "the variance between two dates";
        case Quantity::variance_to_come:
            return "the variance to come (known beforehand)";
        case Quantity::integrated_variance:
            return "the realised variance";
        case Quantity::variance_rate:
            return "the variance as it moves";
        default:
            return "what it asks for";
    }
}

/// True if the model's paths show it.
template <class ModelType>
bool is_observed(const ModelType& model, const Observable& what, int step) {
    return step > 0 && (what.quantity == Quantity::uniform || model.supplies(what));
}

[[noreturn]] void refuse(std::string_view kind, std::string_view asset, Quantity quantity) {
    throw InputError(
        {"E301", "",
         fmt::format("{} cannot supply {} of '{}' to the product", kind, words_for(quantity), asset),
         "Choose another model ('snell models')"});
}

/// Sorts what was asked into numbers known beforehand and observations by step.
template <class P, class ModelType>
void lay_out(const ModelType& model, const Plan& plan, const std::vector<Years>& grid, Walk<P>& walk) {
    std::vector<std::vector<Observation>> by_step(grid.size());
    Slot slot = 0;
    for (const Observable& what : plan.slots()) {
        const int step = step_of(grid, what.seen);
        const Years start = step >= 2 ? grid[static_cast<std::size_t>(step) - 2] : 0.0;
        if (const auto number = model.known(what, start))
            walk.known.emplace_back(slot, *number);
        else if (!is_observed(model, what, step))
            refuse(ModelType::kind, model.market.assets[static_cast<std::size_t>(what.asset)].name,
                   what.quantity);
        else
            by_step[static_cast<std::size_t>(step) - 1].push_back({slot, what.quantity, what.asset});
        ++slot;
    }
    walk.slots = slot;
    for (const auto& step : by_step) {
        walk.observations.insert(walk.observations.end(), step.begin(), step.end());
        walk.ends.push_back(static_cast<int>(walk.observations.size()));
    }
}

/// The walk of payoffs that are bound to the plan.
template <class P>
Walk<P> build(const ModelOf<P>& any_model, const Plan& plan, std::vector<Payoff> payoffs,
              const Settings& settings, const std::vector<Years>& grid, SlopeMethod method) {
    Walk<P> walk;
    walk.payoffs = std::move(payoffs);
    walk.constants.assign(plan.constants().begin(), plan.constants().end());
    walk.steps = static_cast<int>(grid.size());
    walk.antithetic = settings.antithetic;
    walk.method = method;
    std::visit(
        [&](const auto& model) {
            lay_out(model, plan, grid, walk);
            std::vector<unsigned char> seen(grid.size(), 0);
            for (std::size_t step = 0; step < grid.size(); ++step)
                seen[step] = walk.ends[step] > (step > 0 ? walk.ends[step - 1] : 0);
            const auto first = std::find(seen.begin(), seen.end(), 1) - seen.begin();
            const auto freeze = [&]<int N>() {
                walk.kernel =
                    model.template freeze<N>(grid, seen, static_cast<int>(first), method, walk.table);
            };
            if (model.market.size() == 1)
                freeze.template operator()<1>();
            else
                freeze.template operator()<0>();
            for (const auto& asset : model.market.assets) walk.spots.push_back(value_of(asset.spot));
        },
        any_model);
    const bool own_uniform =
        std::any_of(walk.observations.begin(), walk.observations.end(),
                    [](const Observation& o) { return o.quantity == Quantity::uniform; });
    const auto [normals, uniforms] = std::visit(
        [](const auto& kernel) { return std::pair(kernel.normals(), kernel.uniforms()); }, walk.kernel);
    walk.draws.emplace(settings.sampler, DrawShape{grid, normals, uniforms + (own_uniform ? 1 : 0)});
    return walk;
}

Plan open_plan(std::span<const Product> products) {
    Plan plan;
    for (const Product& product : products) bind(product, plan);
    return plan;
}
Plan open_plan(const Product& product) { return open_plan(std::span(&product, 1)); }

/// True if the model has no error from the length of steps in what the plan asks for.
bool moves_exactly(const Model& model, const Plan& plan) {
    return std::visit(
        [&](const auto& m) {
            if constexpr (requires { m.bridges_exactly(); })
                return m.exact && (!plan.watches() || m.bridges_exactly());
            return m.exact;
        },
        model);
}

/// Steps that a model with a time-step error takes by default: four a month, and twenty to each time in which
/// a variance falls back to its mean by 1/e, so that its integral over a step is nearly that of a straight
/// line.
double steps_per_year(const Model& model) {
    double steps = 48.0;
    if (const auto* heston = std::get_if<Heston<double>>(&model))
        for (const auto& terms : heston->terms) steps = std::max(steps, 20.0 * terms.kappa);
    return steps;
}

/// Steps to the last date where the user does not say; 0: one to each date.  Where the payoff alone errs, it
/// does so by a high power of the step, and the fewest steps are plenty.  Exercise at any time is taken at
/// the ends of steps, and what is lost between them is of the order of a step.
int default_steps(const Model& model, const Plan& plan, Years last) {
    constexpr int fewest = 16, exercise_steps = 96;
    const int least = plan.exercised_between() ? exercise_steps : fewest;
    if (moves_exactly(model, plan)) return plan.wants_short_steps() || plan.exercised_between() ? least : 0;
    return std::max(least, static_cast<int>(std::ceil(steps_per_year(model) * last)));
}

}  // namespace

bool exact_for(const Model& model, const Product& product) {
    const Plan plan = open_plan(product);
    return moves_exactly(model, plan) && !plan.wants_short_steps() && !plan.exercised_between();
}

std::vector<Years> grid_for(const Model& model, const Product& product, int steps) {
    return grid_for(model, std::span(&product, 1), {}, steps);
}

std::vector<Years> grid_for(const Model& model, std::span<const Product> products,
                            std::span<const Years> beside, int steps) {
    Plan plan = open_plan(products);
    for (Years t : beside) plan.deflator(t);
    const std::vector<Years> dates = plan.dates();
    if (dates.empty()) throw InputError({"E302", "", "the product has no date after today", ""});
    const double last = dates.back();
    if (steps <= 0) steps = default_steps(model, plan, last);
    std::vector<Years> grid;
    Years from = 0.0;
    for (Years to : dates) {
        const int parts =
            steps == 0 ? 1 : std::max(1, static_cast<int>(std::lround((to - from) / last * steps)));
        for (int i = 1; i < parts; ++i) grid.push_back(from + (to - from) * i / parts);
        grid.push_back(to);
        from = to;
    }
    return grid;
}

Walk<double> build_walk(const Model& model, const Product& product, const std::vector<Control>& controls,
                        const Settings& settings, const std::vector<Years>& grid) {
    Plan plan(grid);
    std::vector<Payoff> payoffs{bind(product, plan)};
    for (const Control& control : controls)
        if (control.reads == Control::Reads::assets) payoffs.push_back(bind(control.product, plan));
    plan.turn_to_legs();
    for (const Control& control : controls)
        if (control.reads == Control::Reads::legs) payoffs.push_back(bind(control.product, plan));
    Walk<double> walk = build<double>(model, plan, std::move(payoffs), settings, grid, SlopeMethod::pathwise);
    walk.products = !controls.empty();
    return walk;
}

Walk<double> build_walk(const Model& model, std::span<const Product> products, Years valued_at,
                        const Settings& settings, const std::vector<Years>& grid) {
    Plan plan(grid, valued_at);
    std::vector<Payoff> payoffs;
    for (const Product& product : products) payoffs.push_back(bind(product, plan));
    return build<double>(model, plan, std::move(payoffs), settings, grid, SlopeMethod::pathwise);
}

Walk<Slope> build_walk(const ModelOf<Slope>& model, const Product& product, const Settings& settings,
                       const std::vector<Years>& grid, SlopeMethod method) {
    Plan plan(grid);
    return build<Slope>(model, plan, {bind(product, plan)}, settings, grid, method);
}

bool continuous(const Product& product, const std::vector<Years>& grid) {
    Plan plan(grid);
    return std::visit([](const auto& payoff) { return static_cast<bool>(payoff.continuous); },
                      bind(product, plan));
}

bool exercised_between(const Product& product) { return open_plan(product).exercised_between(); }

bool reads_spot_today(const Product& product, const std::vector<Years>& grid) {
    Plan plan(grid);
    bind(product, plan);
    return std::any_of(plan.slots().begin(), plan.slots().end(), [](const Observable& what) {
        return what.quantity == Quantity::spot && what.seen <= same_time;
    });
}

}  // namespace snell
