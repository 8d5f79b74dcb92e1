#include "portfolios/products/lookback.h"

#include "core/error.h"
#include "tests/engine/flat_case.h"

namespace snell {
namespace {

using worlds::expect_near;
using worlds::Flat;

Lookback fixed(OptionType type, double strike, Years maturity, double extreme = 0.0) {
    Lookback option;
    option.type = type;
    option.strike = strike;
    option.maturity = maturity;
    option.extreme = extreme;
    return option;
}
Lookback floating(OptionType type, Years maturity, double extreme = 0.0) {
    Lookback option = fixed(type, 0.0, maturity, extreme);
    option.strike_kind = Lookback::Strike::floating;
    return option;
}

/// Goldman, Sosin and Gatto (1979): floating-strike call with the given minimum so far.
double floating_call(const Flat& w, double minimum, Years t) {
    const double carry = w.rate - w.dividend, variance = w.volatility * w.volatility;
    const double deviation = w.volatility * std::sqrt(t);
    const double a1 = (std::log(w.spot / minimum) + (carry + 0.5 * variance) * t) / deviation;
    const double power = -2.0 * carry / variance;
    const double asset = w.spot * std::exp(-w.dividend * t), bond = w.deflator(t);
    return asset * worlds::cdf(a1) - minimum * bond * worlds::cdf(a1 - deviation) +
           w.spot * bond * variance / (2.0 * carry) *
               (std::pow(w.spot / minimum, power) *
                    worlds::cdf(-a1 + 2.0 * carry * std::sqrt(t) / w.volatility) -
                std::exp(carry * t) * worlds::cdf(-a1));
}

TEST(Lookback, floating_calls_agree_with_goldman_sosin_and_gatto) {
    const Flat world{100.0, 0.06, 0.02, 0.25};
    for (double minimum : {80.0, 95.0, 100.0})
        expect_near(world.price(floating(OptionType::call, 0.75, minimum)),
                    floating_call(world, minimum, 0.75), 1e-9, 0.02);
}

TEST(Lookback, agrees_with_published_values) {
    // Haug (1998), p. 61-64, and Haug (2007), p. 148; digits from the law of the running extreme.
    expect_near(Flat{120.0, 0.1, 0.06, 0.3}.price(floating(OptionType::call, 0.5, 100.0)), 25.353355271809704,
                1e-7, 0.02);
    expect_near(Flat{100.0, 0.1, 0.0, 0.3}.price(floating(OptionType::put, 0.5, 120.0)), 21.064537607933744,
                1e-7, 0.02);
    expect_near(Flat{100.0, 0.1, 0.0, 0.3}.price(fixed(OptionType::call, 100.0, 0.5, 100.0)),
                20.229613017821816, 1e-7, 0.02);
    expect_near(Flat{100.0, 0.1, 0.0, 0.2}.price(fixed(OptionType::call, 105.0, 1.0, 100.0)),
                17.296479680851583, 1e-7, 0.02);
    Lookback partial = fixed(OptionType::call, 110.0, 1.0);
    partial.lookback_start = 0.5;
    expect_near(Flat{100.0, 0.06, 0.0, 0.2}.price(partial), 10.8995, 2e-4, 0.02);
}

TEST(Lookback, on_dates_agrees_with_values_by_quadrature) {
    // The contract of Broadie, Glasserman and Kou (1999), ten dates.
    Lookback option = floating(OptionType::put, 0.5, 110.0);
    option.monitoring_times = worlds::equal_times(0.5, 10);
    expect_near(Flat{100.0, 0.1, 0.0, 0.3}.price(option), 14.122716, 1e-5, 0.02);
}

TEST(Lookback, fixed_minus_floating_of_one_extreme_is_a_forward) {
    // max(M - K, 0) + K - S_T = M - S_T where K lies below every maximum.
    const Flat world;
    for (int dates : {0, 8}) {
        Lookback call = fixed(OptionType::call, 90.0, 1.0), put = floating(OptionType::put, 1.0);
        call.monitoring_times = put.monitoring_times = worlds::equal_times(1.0, dates);
        const double forward = world.plain_price(European{0, OptionType::call, 0.0, 1.0}, 1 << 12, 8).value;
        EXPECT_NEAR(world.plain_price(call, 1 << 12, 8).value - world.plain_price(put, 1 << 12, 8).value,
                    forward - 90.0 * world.deflator(1.0), worlds::rounding(100.0));
    }
}

TEST(Lookback, is_worth_at_least_the_vanilla_option_and_more_when_watched_more) {
    const Flat world;
    for (OptionType type : {OptionType::call, OptionType::put}) {
        const double vanilla = world.plain_price(European{0, type, 100.0, 1.0}, 1 << 14, 4).value;
        Lookback on_dates = fixed(type, 100.0, 1.0);
        on_dates.monitoring_times = worlds::equal_times(1.0, 4);
        const double discrete = world.plain_price(on_dates, 1 << 14, 4).value;
        const double continuous = world.plain_price(fixed(type, 100.0, 1.0), 1 << 14, 4).value;
        EXPECT_GT(discrete, vanilla);
        EXPECT_GT(continuous, discrete);
    }
}

TEST(Lookback, on_its_last_date_alone_is_the_vanilla_option) {
    const Flat world;
    Lookback option = fixed(OptionType::put, 105.0, 1.0);
    option.monitoring_times = {1.0};
    option.lookback_start = 1.0 - 1e-3;  // today's spot does not count
    const double vanilla = world.plain_price(European{0, OptionType::put, 105.0, 1.0}).value;
    EXPECT_NEAR(world.plain_price(option).value, vanilla, worlds::rounding(vanilla));
}

TEST(Lookback, scales_with_spot_and_strike) {
    const double value = Flat{100.0}.plain_price(fixed(OptionType::call, 95.0, 1.0)).value;
    EXPECT_NEAR(Flat{1000.0}.plain_price(fixed(OptionType::call, 950.0, 1.0)).value, 10.0 * value,
                worlds::rounding(10.0 * value));
}

TEST(Lookback, steps_do_not_move_the_price_in_a_flat_world) {
    const Flat world{100.0, 0.06, 0.02, 0.25};
    for (int steps : {2, 10})
        expect_near(world.price(floating(OptionType::call, 0.75, 95.0), 1 << 16, steps),
                    floating_call(world, 95.0, 0.75), 1e-9, 0.05);
}

TEST(Lookback, new_floating_call_is_linear_in_spot_so_its_delta_is_price_over_spot) {
    const Flat world{100.0, 0.06, 0.02, 0.25};
    const Lookback option = floating(OptionType::call, 0.75);
    const Greek delta = world.greek(option, "delta");
    EXPECT_EQ(delta.method, "pathwise");
    // Path by path, but for the rounding of logarithms.
    EXPECT_NEAR(delta.estimate.value, world.plain_price(option, 1 << 16).value / 100.0, 1e-12);
}

TEST(Lookback, greeks_of_a_seasoned_call_agree_with_slopes_of_the_closed_form) {
    const Flat world{100.0, 0.06, 0.02, 0.25};
    const Lookback option = floating(OptionType::call, 0.75, 95.0);
    const auto moved = [&](double spot, double volatility) {
        return floating_call({world.spot + spot, world.rate, world.dividend, world.volatility + volatility},
                             95.0, 0.75);
    };
    const double h = 1e-4;  // error of the central difference: h^2 / 6 times the third slope
    expect_near(world.greek(option, "delta").estimate, (moved(h, 0) - moved(-h, 0)) / (2 * h), h, 1e-2);
    expect_near(world.greek(option, "vega").estimate, (moved(0, h) - moved(0, -h)) / (2 * h), h, 0.5);
}

TEST(Lookback, refuses_terms_that_contradict_each_other) {
    const auto code_of = [](const Lookback& option) {
        try {
            option.check(Quotes{{100.0}});
        } catch (const TermsFault& fault) {
            return fault.code;
        }
        return std::string("none");
    };
    EXPECT_EQ(code_of(floating(OptionType::call, 1.0, 105.0)), "E205");
    EXPECT_EQ(code_of(fixed(OptionType::call, 100.0, 1.0, 95.0)), "E205");
    EXPECT_EQ(code_of(fixed(OptionType::call, 0.0, 1.0)), "E207");
    Lookback late = fixed(OptionType::call, 100.0, 1.0);
    late.lookback_start = 1.0;
    EXPECT_EQ(code_of(late), "E206");
    Lookback both = fixed(OptionType::call, 100.0, 1.0, 105.0);
    both.lookback_start = 0.5;
    EXPECT_EQ(code_of(both), "E208");
    Lookback early = fixed(OptionType::call, 100.0, 1.0);
    early.lookback_start = 0.5;
    early.monitoring_times = {0.25, 0.75};
    EXPECT_EQ(code_of(early), "E202");
    EXPECT_EQ(code_of(fixed(OptionType::call, 100.0, 1.0, 105.0)), "none");
}

}  // namespace
}  // namespace snell
