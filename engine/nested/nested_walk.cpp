#include "engine/nested/nested_walk.h"

#include <stdexcept>

#include "engine/build.h"

namespace snell {
namespace {

Sampler with_purpose(Sampler sampler, std::uint32_t purpose) {
    std::visit([&](auto& each) { each.purpose = purpose; }, sampler);
    return sampler;
}

/// The draws of the steps after a date.
DrawPlan draws_after(int step, const DrawShape& whole, const Sampler& sampler) {
    DrawShape rest{{}, whole.normals_per_step, whole.uniforms_per_step};
    const auto done = static_cast<std::size_t>(step);
    for (std::size_t s = done; s < whole.times.size(); ++s)
        rest.times.push_back(whole.times[s] - whole.times[done - 1]);
    return {sampler, std::move(rest)};
}

}  // namespace

NestedWalk nested_walk(const Held& held, const std::vector<Years>& grid, std::span<const Years> dates,
                       const NestedDraws& draws, int inner_paths) {
    if (draws.level >= nested_levels || dates.size() > nested_dates)
        throw std::logic_error("more levels or dates than there are draws for");
    const auto level = static_cast<std::uint32_t>(draws.level);
    Settings settings;
    settings.sampler = with_purpose(draws.outer, outer_purpose | level);
    NestedWalk nested{build_walk(held.outer_model, held.products, 0.0, settings, grid), {}, inner_paths};
    const Sampler inner = with_purpose(draws.inner, inner_purpose | level);
    for (Years t : dates) {
        ValuationDate date{step_of(grid, t), build_walk(held.model, held.products, t, settings, grid)};
        date.inner.antithetic = draws.antithetic;
        date.inner.draws.emplace(draws_after(date.step, nested.outer.draws->shape(), inner));
        nested.dates.push_back(std::move(date));
    }
    return nested;
}

}  // namespace snell
