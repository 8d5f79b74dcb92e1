// Properties that hold for every parameter, tried at random (rapidcheck, fixed seed in tests/CMakeLists.txt).
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/engine/worlds.h"

namespace snell {
namespace {

double between(double low, double high) {
    return low + (high - low) * static_cast<double>(*rc::gen::inRange(0, 10001)) / 10000.0;
}

/// A model of any kind on one asset at random, the same for equal draws whatever its spot.
struct World {
    double rate = between(-0.02, 0.1), dividend = between(-0.02, 0.08), volatility = between(0.05, 0.6);
    int kind = *rc::gen::inRange(0, 2);

    Model at(double spot) const {
        if (kind == 0) return worlds::black_scholes(spot, rate, dividend, volatility);
        BlackScholes<double> jumping = worlds::black_scholes(spot, rate, dividend, volatility);
        jumping.jumps = {Jumps<double>{0.5, -0.1, 0.2}};
        return jumping;
    }
};

Estimate value(const Model& model, const Product& product) {
    static const TbbBackend backend(1);
    Settings settings = worlds::settings(32 * 256);
    settings.controls = false;
    return price(backend, model, product, settings).estimate;
}

RC_GTEST_PROP(AnyOption, call_less_put_is_the_forward, ()) {
    const World world;
    const double spot = between(20.0, 200.0), strike = spot * between(0.5, 2.0), maturity = between(0.1, 5.0);
    const Estimate call = value(world.at(spot), European{0, OptionType::call, strike, maturity});
    const Estimate put = value(world.at(spot), European{0, OptionType::put, strike, maturity});
    const double forward =
        spot * std::exp(-world.dividend * maturity) - strike * std::exp(-world.rate * maturity);
    // call - put is a martingale's mean on the same paths: its error is at most the sum of both.
    RC_ASSERT(std::fabs(call.value - put.value - forward) <=
              6.0 * (call.std_error + put.std_error) + 1e-12 * spot);
}

RC_GTEST_PROP(AnyOption, call_falls_and_put_rises_with_the_strike_path_by_path, ()) {
    const World world;
    const double spot = between(20.0, 200.0), strike = spot * between(0.5, 2.0),
                 more = strike * between(1.001, 1.5);
    const Model model = world.at(spot);
    RC_ASSERT(value(model, European{0, OptionType::call, strike, 1.0}).value >=
              value(model, European{0, OptionType::call, more, 1.0}).value);
    RC_ASSERT(value(model, European{0, OptionType::put, strike, 1.0}).value <=
              value(model, European{0, OptionType::put, more, 1.0}).value);
}

RC_GTEST_PROP(AnyOption, scales_with_spot_and_strike, ()) {
    const World world;
    const double spot = between(20.0, 200.0), strike = spot * between(0.5, 2.0), factor = between(0.1, 10.0);
    const Asian one{0,      OptionType::call, Asian::Average::arithmetic, Asian::Strike::fixed,
                    strike, {0.5, 1.0, 2.0}};
    Asian scaled = one;
    scaled.strike *= factor;
    const double expected = factor * value(world.at(spot), one).value;
    // The same draws: only the rounding of ln(spot) differs.
    RC_ASSERT(std::fabs(value(world.at(factor * spot), scaled).value - expected) <= 1e-10 * factor * spot);
}

RC_GTEST_PROP(AnyOption, average_is_worth_less_than_its_last_fixing_without_carry, ()) {
    World world;
    world.rate = world.dividend = 0.0;
    const double spot = between(20.0, 200.0), strike = spot * between(0.7, 1.4);
    const Estimate asian = value(world.at(spot), Asian{0,
                                                       OptionType::call,
                                                       Asian::Average::arithmetic,
                                                       Asian::Strike::fixed,
                                                       strike,
                                                       {0.25, 0.5, 0.75, 1.0}});
    const Estimate european = value(world.at(spot), European{0, OptionType::call, strike, 1.0});
    RC_ASSERT(asian.value <= european.value + 4.0 * (asian.std_error + european.std_error));
}

}  // namespace
}  // namespace snell
