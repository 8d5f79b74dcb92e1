#include "core/draws.h"

#include <stdexcept>
#include <string>

namespace snell {

namespace {

/// Throws std::invalid_argument unless the shape can be drawn.
void check(const DrawShape& shape, std::uint32_t purpose) {
    if (shape.normals_per_step < 0 || shape.uniforms_per_step < 0)
        throw std::invalid_argument("draws: " + std::to_string(shape.normals_per_step) + " normals and " +
                                    std::to_string(shape.uniforms_per_step) +
                                    " uniforms per step (a count is negative)");
    double last = 0.0;
    for (double t : shape.times) {
        if (!(t > last))
            throw std::invalid_argument("draws: time " + std::to_string(t) + " is not above " +
                                        std::to_string(last) + " (times must increase from 0)");
        last = t;
    }
    if (purpose >> 8)
        throw std::invalid_argument("draws: purpose " + std::to_string(purpose) + " is not below 256");
}

}  // namespace

DrawPlan::DrawPlan(const Sampler& sampler, DrawShape shape) : sampler_(sampler), shape_(std::move(shape)) {
    std::visit([&](const auto& chosen) { prepare(chosen); }, sampler_);
}

void DrawPlan::prepare(const Philox& philox) {
    check(shape_, philox.purpose);
    tables_.seed = philox.seed;
    tables_.purpose = philox.purpose;
    tables_.steps = static_cast<int>(shape_.times.size());
    tables_.normals = shape_.normals_per_step;
    tables_.uniforms = shape_.uniforms_per_step;
    tables_.dimensions = tables_.steps * tables_.width();
}

void DrawPlan::prepare(const Sobol& sobol) {
    prepare(Philox{sobol.seed, sobol.purpose});
    const std::int64_t wanted = static_cast<std::int64_t>(tables_.steps) * tables_.width();
    if (wanted > sobol_dimensions)
        throw std::invalid_argument(
            "draws: " + std::to_string(tables_.steps) + " steps of " + std::to_string(tables_.width()) +
            " draws need " + std::to_string(wanted) + " dimensions, and Sobol' points have " +
            std::to_string(sobol_dimensions) + ". Take fewer steps, or the sampler philox?");
    directions_ = mirrored_directions(tables_.dimensions);
    std::vector<std::int32_t> step_of_order(shape_.times.size());
    for (std::int32_t s = 0; s < tables_.steps; ++s) step_of_order[s] = s;
    if (sobol.bridge) {
        splits_ = bridge_splits(shape_.times);
        for (std::size_t j = 0; j < splits_.size(); ++j) step_of_order[j + 1] = splits_[j].right;
    }
    for (std::int32_t s : step_of_order)
        for (int factor = 0; factor < tables_.normals; ++factor)
            places_.push_back(s * tables_.width() + factor);
    for (std::int32_t s = 0; s < tables_.steps; ++s)
        for (int i = 0; i < tables_.uniforms; ++i)
            places_.push_back(s * tables_.width() + tables_.normals + i);
    tables_.is_sobol = true;
    tables_.directions = directions_.data();
    tables_.places = places_.data();
    tables_.splits = splits_.data();
    tables_.split_count = static_cast<int>(splits_.size());
}

}  // namespace snell
