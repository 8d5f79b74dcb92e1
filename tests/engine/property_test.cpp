// Properties that hold for every parameter, tried at random (rapidcheck, fixed seed in tests/CMakeLists.txt).
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/engine/flat_case.h"
#include "tests/engine/underlyings.h"

namespace snell {
namespace {

double between(double low, double high) {
    return low + (high - low) * static_cast<double>(*rc::gen::inRange(0, 10001)) / 10000.0;
}
template <class T>
T one_of(std::initializer_list<T> all) {
    return *rc::gen::elementOf(std::vector<T>(all));
}
OptionType any_type() { return one_of({OptionType::call, OptionType::put}); }

/// A model of any kind on one asset at random, the same for equal draws whatever its spot.
struct World {
    double rate = between(-0.02, 0.1), dividend = between(-0.02, 0.08), volatility = between(0.05, 0.6);
    double skew = between(-0.9, 0.0);
    int kind = *rc::gen::inRange(0, 4);

    Model at(double spot) const {
        if (kind == 2) return heston(spot);
        if (kind == 3) return local_volatility(spot);
        BlackScholes<double> model = worlds::black_scholes(spot, rate, dividend, volatility);
        if (kind == 1) model.jumps = {Jumps<double>{0.5, -0.1, 0.2}};
        return model;
    }

  private:
    Heston<double> heston(double spot) const {
        const double variance = volatility * volatility;
        Heston<double> model;
        model.market = worlds::market(spot, rate, dividend);
        model.terms = {{variance, 1.5, variance, 0.8, skew}};
        return model;
    }
    LocalVolatility<double> local_volatility(double spot) const {
        LocalVolatility<double> model;
        model.market = worlds::market(spot, rate, dividend);
        std::vector<double> log_spots, values;
        for (int j = -4; j <= 4; ++j) {
            log_spots.push_back(std::log(spot) + 0.25 * j);
            values.push_back(volatility * (1.0 + 0.1 * skew * j));
        }
        model.surface = {LocalSurface({1.0}, log_spots, values)};
        model.shift = {0.0};
        return model;
    }
};

/// Without control variates and on four equal steps, so that products of one maturity see the same paths.
Estimate value(const Model& model, const Product& product) {
    static const TbbBackend backend(1);
    Settings settings = worlds::settings(32 * 64);
    settings.controls = false;
    settings.steps = 4;
    return price(backend, model, product, settings).estimate;
}

/// Equal on every path but for rounding: of ln S, whose slope in S is 1 / S, and of sums.
bool same(double found, double expected, double spot) {
    return std::fabs(found - expected) <= 1e-10 * (spot + std::fabs(expected));
}

/// Spot, strike and maturity of an option at random.
struct Terms {
    double spot = between(20.0, 200.0), strike = spot * between(0.5, 2.0), maturity = between(0.1, 5.0);

    European european(OptionType type) const { return {0, type, strike, maturity}; }
    Asian asian(OptionType type, Asian::Average average, int fixings) const {
        return {0, type, average, Asian::Strike::fixed, strike, worlds::equal_times(maturity, fixings)};
    }
    /// Watched on dates, or all the time where there are 0.
    Barrier barrier(OptionType type, BarrierType direction, double level, int dates) const {
        return {0,
                type,
                direction,
                strike,
                level,
                0.0,
                Barrier::RebateTiming::at_expiry,
                maturity,
                worlds::equal_times(maturity, dates)};
    }
};

RC_GTEST_PROP(AnyOption, call_less_put_is_the_forward, ()) {
    const World world;
    const Terms terms;
    const Estimate call = value(world.at(terms.spot), terms.european(OptionType::call));
    const Estimate put = value(world.at(terms.spot), terms.european(OptionType::put));
    const double forward = terms.spot * std::exp(-world.dividend * terms.maturity) -
                           terms.strike * std::exp(-world.rate * terms.maturity);
    // call - put is a martingale's mean on the same paths: its error is at most the sum of both.
    RC_ASSERT(std::fabs(call.value - put.value - forward) <=
              6.0 * (call.std_error + put.std_error) + 1e-12 * terms.spot);
}

RC_GTEST_PROP(AnyOption, call_falls_and_put_rises_with_the_strike_path_by_path, ()) {
    const World world;
    const Terms terms;
    Terms higher = terms;
    higher.strike *= between(1.001, 1.5);
    const Model model = world.at(terms.spot);
    RC_ASSERT(value(model, terms.european(OptionType::call)).value >=
              value(model, higher.european(OptionType::call)).value);
    RC_ASSERT(value(model, terms.european(OptionType::put)).value <=
              value(model, higher.european(OptionType::put)).value);
}

RC_GTEST_PROP(AnyOption, scales_with_spot_and_strike, ()) {
    const World world;
    const Terms terms;
    const double factor = between(0.1, 10.0);
    Asian asian = terms.asian(any_type(), Asian::Average::arithmetic, 4);
    Barrier barrier = terms.barrier(any_type(), BarrierType::up_and_out, terms.spot * between(1.01, 2.0), 0);
    const Model model = world.at(terms.spot), scaled = world.at(factor * terms.spot);
    const double one = factor * value(model, asian).value, other = factor * value(model, barrier).value;
    asian.strike *= factor;
    barrier.strike *= factor;
    barrier.barrier *= factor;
    RC_ASSERT(same(value(scaled, asian).value, one, factor * terms.spot));
    RC_ASSERT(same(value(scaled, barrier).value, other, factor * terms.spot));
}

RC_GTEST_PROP(AnyOption, average_is_worth_less_than_its_last_fixing_without_carry, ()) {
    World world;
    world.rate = world.dividend = 0.0;
    const Terms terms;
    const Model model = world.at(terms.spot);
    const Estimate asian = value(model, terms.asian(OptionType::call, Asian::Average::arithmetic, 4));
    const Estimate european = value(model, terms.european(OptionType::call));
    RC_ASSERT(asian.value <= european.value + 4.0 * (asian.std_error + european.std_error));
}

RC_GTEST_PROP(AnyOption, average_of_one_fixing_is_a_european_option, ()) {
    const World world;
    const Terms terms;
    const OptionType type = any_type();
    const Asian asian = terms.asian(type, one_of({Asian::Average::arithmetic, Asian::Average::geometric}), 1);
    const Model model = world.at(terms.spot);
    RC_ASSERT(same(value(model, asian).value, value(model, terms.european(type)).value, terms.spot));
}

RC_GTEST_PROP(AnyOption, basket_of_one_asset_is_a_european_option, ()) {
    const World world;
    const Terms terms;
    const OptionType type = any_type();
    const double weight = between(0.1, 10.0);
    const Model model = world.at(terms.spot);
    const Basket basket{{0}, type, {weight}, weight * terms.strike, terms.maturity};
    RC_ASSERT(same(value(model, basket).value, weight * value(model, terms.european(type)).value,
                   weight * terms.spot));
}

/// One barrier, or two, at `distance` from the spot [-].
Product knocked(const Terms& terms, OptionType type, BarrierType direction, double distance, int dates) {
    const bool up = direction == BarrierType::up_and_in || direction == BarrierType::up_and_out;
    const double level = up ? terms.spot * (1.0 + distance) : terms.spot / (1.0 + distance);
    return terms.barrier(type, direction, level, dates);
}
Product knocked(const Terms& terms, OptionType type, DoubleBarrier::Knock knock, double distance, int dates) {
    return DoubleBarrier{0,
                         type,
                         knock,
                         terms.strike,
                         terms.spot / (1.0 + distance),
                         terms.spot * (1.0 + distance),
                         0.0,
                         terms.maturity,
                         worlds::equal_times(terms.maturity, dates)};
}

RC_GTEST_PROP(AnyOption, knocked_in_plus_knocked_out_is_the_vanilla_option, ()) {
    const World world;
    const Terms terms;
    const OptionType type = any_type();
    const double distance = between(0.01, 1.0);
    const int dates = one_of({0, 4});
    const Model model = world.at(terms.spot);
    const double vanilla = value(model, terms.european(type)).value;
    const auto sum = [&](auto in, auto out) {
        return value(model, knocked(terms, type, in, distance, dates)).value +
               value(model, knocked(terms, type, out, distance, dates)).value;
    };
    RC_ASSERT(same(sum(BarrierType::down_and_in, BarrierType::down_and_out), vanilla, terms.spot));
    RC_ASSERT(same(sum(BarrierType::up_and_in, BarrierType::up_and_out), vanilla, terms.spot));
    RC_ASSERT(
        same(sum(DoubleBarrier::Knock::knock_in, DoubleBarrier::Knock::knock_out), vanilla, terms.spot));
}

RC_GTEST_PROP(AnyOption, knocked_out_far_away_is_the_vanilla_option, ()) {
    const World world;
    const Terms terms;
    const OptionType type = any_type();
    const int dates = one_of({0, 4});
    const Model model = world.at(terms.spot);
    const double vanilla = value(model, terms.european(type)).value;
    // exp(-2 ln(10^12)^2 / variance), the chance of a touch within a step, is below 2^-53 up to a variance
    // of 40.
    const double far = 1e12;
    RC_ASSERT(same(value(model, knocked(terms, type, BarrierType::down_and_out, far, dates)).value, vanilla,
                   terms.spot));
    RC_ASSERT(same(value(model, knocked(terms, type, BarrierType::up_and_out, far, dates)).value, vanilla,
                   terms.spot));
    RC_ASSERT(same(value(model, knocked(terms, type, DoubleBarrier::Knock::knock_out, far, dates)).value,
                   vanilla, terms.spot));
}

/// Lognormal or Heston, and nothing ever happens.
Model still(double spot, double rate, double dividend) {
    if (*rc::gen::inRange(0, 2) == 0) return worlds::black_scholes(spot, rate, dividend, 0.0);
    Heston<double> model;
    model.market = worlds::market(spot, rate, dividend);
    model.terms = {{0.0, 1.5, 0.0, 0.5, -0.7}};
    return model;
}

RC_GTEST_PROP(AnyOption, without_volatility_is_paid_on_the_forward, ()) {
    const double rate = between(-0.02, 0.1), dividend = between(-0.02, 0.08);
    const Terms terms;
    const OptionType type = any_type();
    const Model model = still(terms.spot, rate, dividend);
    const double deflator = std::exp(-rate * terms.maturity);
    const auto forward = [&](double t) { return terms.spot * std::exp((rate - dividend) * t); };
    const auto paid = [&](double price) {
        return deflator * std::max(sign_of(type) * (price - terms.strike), 0.0);
    };
    double mean = 0.0;
    for (Years t : worlds::equal_times(terms.maturity, 4)) mean += forward(t) / 4.0;
    const Estimate european = value(model, terms.european(type));
    RC_ASSERT(same(european.value, paid(forward(terms.maturity)), terms.spot));
    RC_ASSERT(european.std_error <= 1e-10 * terms.spot);
    RC_ASSERT(
        same(value(model, terms.asian(type, Asian::Average::arithmetic, 4)).value, paid(mean), terms.spot));
    const Lookback lookback{0, type, Lookback::Strike::fixed, terms.strike, 0.0, 0.0, terms.maturity, {}};
    const double last = forward(terms.maturity);
    const double extreme = type == OptionType::call ? std::max(terms.spot, last) : std::min(terms.spot, last);
    RC_ASSERT(same(value(model, lookback).value, paid(extreme), terms.spot));
    // The spot moves away from this level, and never touches it.
    const double level = (forward(terms.maturity) > terms.spot ? 0.9 : 1.1) * terms.spot;
    const Barrier barrier = terms.barrier(
        type, level < terms.spot ? BarrierType::down_and_out : BarrierType::up_and_out, level, 0);
    RC_ASSERT(same(value(model, barrier).value, paid(forward(terms.maturity)), terms.spot));
}

RC_GTEST_PROP(AnyOption, best_and_worst_of_two_assets_are_both_of_them, ()) {
    const Terms terms;
    const double correlation = between(-1.0, 1.0);
    const BlackScholes<double> model =
        black_scholes(between(-0.02, 0.1),
                      {{terms.spot, between(-0.02, 0.08), between(0.05, 0.6)},
                       {terms.spot * between(0.5, 2.0), between(-0.02, 0.08), between(0.05, 0.6)}},
                      correlation);
    const OptionType type = any_type();
    const double weight = between(0.5, 2.0);
    const double best = value(model, BestOf{{0, 1}, type, {weight}, terms.strike, terms.maturity}).value;
    const double worst = value(model, WorstOf{{0, 1}, type, {weight}, terms.strike, terms.maturity}).value;
    double each = 0.0;
    for (int asset : {0, 1})
        each += weight * value(model, European{asset, type, terms.strike / weight, terms.maturity}).value;
    RC_ASSERT(same(best + worst, each, 2.0 * weight * terms.spot));
}

}  // namespace
}  // namespace snell
