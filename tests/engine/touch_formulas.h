#pragma once
#include "tests/engine/flat_case.h"

/// Closed forms of options on one level in a flat world: what simulation is held against.
namespace snell::worlds {

/// The terms of Reiner and Rubinstein (1991), "Breaking down the barriers", RISK 4(8); phi = +1 call, -1 put;
/// eta = +1 for a level below the spot, -1 above.
struct ReinerRubinstein {
    Flat world;
    double phi, strike, level, eta;
    Years maturity;

    double deviation() const { return world.volatility * std::sqrt(maturity); }
    double mu() const { return (world.rate - world.dividend) / (world.volatility * world.volatility) - 0.5; }
    double vanilla_part(double x, double sign) const {
        return phi * (world.spot * std::exp(-world.dividend * maturity) * cdf(sign * x) -
                      strike * world.deflator(maturity) * cdf(sign * (x - deviation())));
    }
    double mirrored_part(double y) const {
        const double ratio = level / world.spot;
        return phi * (world.spot * std::exp(-world.dividend * maturity) *
                          std::pow(ratio, 2.0 * (mu() + 1.0)) * cdf(eta * y) -
                      strike * world.deflator(maturity) * std::pow(ratio, 2.0 * mu()) *
                          cdf(eta * (y - deviation())));
    }
    double argument(double ratio) const { return std::log(ratio) / deviation() + (1.0 + mu()) * deviation(); }
    double a() const { return vanilla_part(argument(world.spot / strike), phi); }
    double b() const { return vanilla_part(argument(world.spot / level), phi); }
    double c() const { return mirrored_part(argument(level * level / (world.spot * strike))); }
    double d() const { return mirrored_part(argument(level / world.spot)); }

    /// Chance of a touch before maturity.
    double touch_probability() const {
        const double drift = mu() * deviation();
        const double x = std::log(world.spot / level) / deviation();
        return cdf(-eta * (x + drift)) + std::pow(level / world.spot, 2.0 * mu()) * cdf(eta * (drift - x));
    }
    /// Value of 1 paid at the touch.
    double paid_at_touch() const {
        const double variance = world.volatility * world.volatility;
        const double lambda = std::sqrt(mu() * mu() + 2.0 * world.rate / variance);
        const double z = std::log(level / world.spot) / deviation() + lambda * deviation();
        const double ratio = level / world.spot;
        return std::pow(ratio, mu() + lambda) * cdf(eta * z) +
               std::pow(ratio, mu() - lambda) * cdf(eta * (z - 2.0 * lambda * deviation()));
    }
    /// Knock-in without rebate.
    double knock_in() const {
        const bool call = phi > 0.0, down = eta > 0.0, strike_above = strike > level;
        if (call && down) return strike_above ? c() : a() - b() + d();
        if (call) return strike_above ? a() : b() - c() + d();
        if (down) return strike_above ? b() - c() + d() : a();
        return strike_above ? a() - b() + d() : c();
    }
};

}  // namespace snell::worlds
