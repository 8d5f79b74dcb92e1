#pragma once
#include "tests/engine/flat_case.h"

namespace snell::worlds {

constexpr int simpson_intervals = 40000;
constexpr double simpson_step = 18.0 / simpson_intervals;

/// Expectation of f(S_t) by Simpson's rule over the normal that drives S_t, nine deviations to either side.
template <class Function>
double expectation(const Flat& world, Years t, const Function& f) {
    const double deviation = world.volatility * std::sqrt(t);
    double sum = 0.0;
    for (int i = 0; i <= simpson_intervals; ++i) {
        const double z = -9.0 + simpson_step * i;
        const double weight = i == 0 || i == simpson_intervals ? 1.0 : i % 2 ? 4.0 : 2.0;
        sum += weight * pdf(z) * f(world.forward(t) * std::exp(deviation * z - 0.5 * deviation * deviation));
    }
    return sum * simpson_step / 3.0;
}

/// What a kink of f costs: the square of a step times the jump of df/dz, here at most S * volatility, and the
/// density.
inline double simpson_error(const Flat& world, Years t) {
    return simpson_step * simpson_step * world.spot * world.volatility * std::sqrt(t);
}

/// A European option at a spot to come, with `left` years to go.
inline double option_at(const Flat& world, double spot, OptionType type, double strike, Years left) {
    return Flat{spot, world.rate, world.dividend, world.volatility}.formula(type, strike, left).price();
}

}  // namespace snell::worlds
