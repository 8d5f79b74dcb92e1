#include "core/black_formula.h"
#include "core/error.h"
#include "tests/engine/flat_case.h"
#include "tests/engine/underlyings.h"
#include "tests/models/heston_worlds.h"

namespace snell {
namespace {

using worlds::expect_near;
using worlds::Flat;

/// Averaged all the time from `start` to maturity.
Asian continuous(OptionType type, AverageKind average, double strike, Years maturity, Years start = 0.0) {
    Asian option{0, type, average, Asian::Strike::fixed, strike, {}};
    option.maturity = maturity;
    option.averaging = Asian::Averaging::continuous;
    option.averaging_start = start;
    return option;
}
Asian floating(Asian option) {
    option.strike_kind = Asian::Strike::floating;
    return option;
}

constexpr AverageKind arithmetic = AverageKind::arithmetic, geometric = AverageKind::geometric;

/// Kemna and Vorst (1990) for a continuous average from s to t: its logarithm has the mean of ln S at the
/// middle of that time and the variance sigma^2 (s + (t - s) / 3).
double geometric_formula(const Flat& w, double sign, double strike, Years t, Years s = 0.0) {
    const double variance = w.volatility * w.volatility;
    const double mean = (w.rate - w.dividend - 0.5 * variance) * 0.5 * (s + t);
    const double spread = variance * (s + (t - s) / 3.0);
    return w.deflator(t) * black(sign, w.spot * std::exp(mean + 0.5 * spread), strike, spread);
}

/// Expectation of the continuous arithmetic average from s to t.
double mean_average(const Flat& w, Years s, Years t) {
    const double carry = w.rate - w.dividend;
    return w.spot * (std::exp(carry * t) - std::exp(carry * s)) / (carry * (t - s));
}

TEST(ContinuousAsian, call_less_put_is_the_average_less_the_strike_path_by_path) {
    const Flat world;
    const Asian call = continuous(OptionType::call, arithmetic, 95.0, 1.5, 0.25);
    Asian put = call;
    put.type = OptionType::put;
    const double forward = world.plain_price(call).value - world.plain_price(put).value;
    const Estimate average = world.plain_price(continuous(OptionType::call, arithmetic, 0.0, 1.5, 0.25));
    EXPECT_NEAR(forward, average.value - 95.0 * world.deflator(1.5), worlds::rounding(100.0));
    // What mean_over_step leaves out: E (d^2 + v)^4 = 188 v^4 where d^2 / v is the square of a normal.
    const double v = world.volatility * world.volatility * 1.5 / 16.0;
    expect_near(average, world.deflator(1.5) * mean_average(world, 0.25, 1.5),
                world.spot * 188.0 * v * v * v * v / 1e6, 0.02);
}

TEST(ContinuousAsian, geometric_agrees_with_kemna_and_vorst_in_one_step) {
    const Flat world{100.0, 0.06, 0.01, 0.3};
    for (Years start : {0.0, 0.5})
        for (OptionType type : {OptionType::call, OptionType::put}) {
            const Asian option = continuous(type, geometric, 103.0, 2.0, start);
            const Price found = price(TbbBackend(1), world.model(), option, worlds::settings(1 << 16));
            expect_near(found.estimate, geometric_formula(world, sign_of(type), 103.0, 2.0, start), 1e-9,
                        2e-3);
            EXPECT_EQ(found.steps, start > 0.0 ? 2 : 1);
            EXPECT_FALSE(found.time_step_bias);
        }
}

TEST(ContinuousAsian, steps_do_not_move_a_geometric_average) {
    const Flat world{100.0, 0.06, 0.01, 0.3};
    for (int steps : {2, 9})
        expect_near(world.price(continuous(OptionType::call, geometric, 103.0, 2.0), 1 << 16, steps),
                    geometric_formula(world, 1.0, 103.0, 2.0), 1e-9, 1e-2);
}

TEST(ContinuousAsian, geometric_with_floating_strike_is_the_right_to_exchange_two_lognormals) {
    // Of ln(S_T / G) the variance is sigma^2 T / 3; Margrabe (1978).
    const Flat world;
    const double variance = world.volatility * world.volatility;
    const double average =
        world.spot * std::exp((world.rate - world.dividend - 0.5 * variance) * 0.75 + 0.5 * variance * 0.5);
    const Asian option = floating(continuous(OptionType::call, geometric, 0.0, 1.5));
    expect_near(world.price(option),
                world.deflator(1.5) * black(1.0, world.forward(1.5), average, variance * 0.5), 1e-9, 2e-3);
}

TEST(ContinuousAsian, agrees_with_published_values) {
    // Haug (1998), p. 96-97, printed to four decimals.
    expect_near(Flat{80.0, 0.05, -0.03, 0.2}.price(continuous(OptionType::put, geometric, 85.0, 0.25)),
                4.6922, 1e-4, 1e-3);
    // Linetsky (2004), table 3.
    struct Published {
        double spot, rate, volatility;
        Years maturity;
        double value;
    };
    for (const Published& p : {Published{2.0, 0.02, 0.1, 1.0, 0.0559860415},
                               {2.0, 0.18, 0.3, 1.0, 0.2183875466},
                               {2.0, 0.0125, 0.25, 2.0, 0.1722687410},
                               {1.9, 0.05, 0.5, 1.0, 0.1931737903},
                               {2.0, 0.05, 0.5, 1.0, 0.2464156905},
                               {2.1, 0.05, 0.5, 1.0, 0.3062203648},
                               {2.0, 0.05, 0.5, 2.0, 0.3500952190}})
        expect_near(Flat{p.spot, p.rate, 0.0, p.volatility}.price(
                        continuous(OptionType::call, arithmetic, 2.0, p.maturity), 1 << 18),
                    p.value, 1e-9, 5e-5);
}

TEST(ContinuousAsian, arithmetic_converges_with_the_fourth_power_of_the_step) {
    const Flat world{2.0, 0.18, 0.0, 0.3};
    const Asian option = continuous(OptionType::call, arithmetic, 2.0, 1.0);
    double before = 0.0;
    for (int steps : {1, 2, 4}) {
        const Estimate found = world.price(option, 1 << 22, steps);
        const double bias = found.value - 0.2183875466;
        EXPECT_LT(4.0 * found.std_error, 2.0 * bias) << steps;
        // Measured: 8.4e-5, 5.4e-6, 3.4e-7.
        if (before > 0.0) {
            EXPECT_NEAR(bias, before / 16.0, 0.1 * before / 16.0 + 4.0 * found.std_error) << steps;
        }
        before = bias;
    }
}

TEST(ContinuousAsian, measures_the_bias_of_its_steps) {
    const Flat world{2.0, 0.18, 0.0, 0.3};
    Settings settings = worlds::settings(1 << 18);
    settings.steps = 2;
    const auto bias =
        price(TbbBackend(1), world.model(), continuous(OptionType::call, arithmetic, 2.0, 1.0), settings)
            .time_step_bias;
    ASSERT_TRUE(bias);
    EXPECT_NEAR(bias->value, 5.4e-6 - 8.37e-5, 1e-7 + 4.0 * bias->std_error);  // see the test above
    EXPECT_LT(bias->std_error, 1e-5);
}

TEST(ContinuousAsian, of_the_last_moment_is_a_european_option) {
    const Flat world;
    const double vanilla = world.formula(OptionType::call, 101.0, 1.0).price();
    for (Years window : {1e-2, 1e-4}) {
        const Estimate found =
            world.price(continuous(OptionType::call, arithmetic, 101.0, 1.0, 1.0 - window));
        // The average looks back by half the window on the mean: less than theta and vega times that.
        EXPECT_NEAR(found.value, vanilla, 10.0 * window + 4.0 * found.std_error);
    }
}

TEST(ContinuousAsian, is_the_limit_of_many_fixings) {
    const Flat world;
    Asian on_dates{0, OptionType::call, arithmetic, Asian::Strike::fixed, 100.0, {}};
    const double limit = world.price(continuous(OptionType::call, arithmetic, 100.0, 1.0)).value;
    double before = 0.0;
    for (int n : {25, 50, 100}) {
        on_dates.fixings = worlds::equal_times(1.0, n);
        const double distance = world.price(on_dates).value - limit;
        // Fixings at the ends of their intervals come late by half an interval: of first order.
        if (before > 0.0) {
            EXPECT_NEAR(distance, 0.5 * before, 0.1 * before) << n;
        }
        before = distance;
    }
}

TEST(ContinuousAsian, moves_straight_without_volatility) {
    const Flat world{100.0, 0.05, 0.02, 1e-9};
    const double expected = world.deflator(1.0) * (mean_average(world, 0.0, 1.0) - 90.0);
    EXPECT_NEAR(world.price(continuous(OptionType::call, arithmetic, 90.0, 1.0)).value, expected, 1e-6);
}

TEST(ContinuousAsian, agrees_with_kim_and_wee_under_heston) {
    // Kim and Wee (2014), tables 1 and 4, printed to four decimals.
    const HestonWorld calm{100.0, 0.05, 0.0, {0.09, 1.15, 0.348, 0.39, -0.64}};
    const HestonWorld wild{100.0, 0.05, 0.0, {0.09, 2.0, 0.09, 1.0, -0.3}};
    const auto expect = [](const HestonWorld& world, double strike, Years maturity, double published) {
        Settings settings = worlds::settings(1 << 17);
        settings.steps = 32;
        const Asian option = continuous(OptionType::call, geometric, strike, maturity);
        const Price found = price(TbbBackend(1), world.model<double>(), option, settings);
        // Of first order at worst: what is left is no more than what the last halving changed.
        const double bias = std::fabs(found.time_step_bias->value) + 4.0 * found.time_step_bias->std_error;
        expect_near(found.estimate, published, 1e-4 + bias, 0.02);
        EXPECT_LT(bias, 0.01 * published);
    };
    expect(calm, 100.0, 0.2, 3.4478);
    expect(calm, 110.0, 3.0, 12.7882);
    expect(wild, 100.0, 0.2, 3.1578);
    expect(wild, 100.0, 3.0, 12.5707);
}

TEST(ContinuousAsian, under_heston_tends_to_black_and_scholes_as_xi_vanishes) {
    const HestonWorld still{100.0, 0.05, 0.02, {0.04, 1.0, 0.04, 1e-6, 0.0}};
    Settings settings = worlds::settings(1 << 16);
    settings.steps = 16;
    const Asian option = continuous(OptionType::put, geometric, 100.0, 1.0);
    const Estimate found = price(TbbBackend(1), still.model<double>(), option, settings).estimate;
    // The distance is quadratic in xi without correlation; the twin is the price itself, but for that.
    EXPECT_NEAR(found.value, geometric_formula(Flat{}, -1.0, 100.0, 1.0), 1e-6 + 4.0 * found.std_error);
    EXPECT_LT(found.std_error, 1e-5);
}

TEST(ContinuousAsian, has_a_control_without_bias_under_steep_curves) {
    // Two steps straddle every pillar, so that a control that knew the continuous average only would be off.
    BlackScholes<double> model = black_scholes(0.03, {{100.0, 0.0, 0.2}});
    model.market.rate = Curve<double>({0.2, 0.4, 1.0}, {-0.1, 0.15, 0.05});
    model.volatility = {Curve<double>({0.3, 0.6, 1.0}, {0.6, 0.45, 0.36})};
    const Asian option = continuous(OptionType::call, arithmetic, 100.0, 1.0);
    Settings with = worlds::settings(1 << 18), without = with;
    with.steps = without.steps = 2;
    without.controls = false;
    const Estimate controlled = price(TbbBackend(1), model, option, with).estimate;
    const Estimate plain = price(TbbBackend(1), model, option, without).estimate;
    EXPECT_NEAR(controlled.value, plain.value, 4.0 * (controlled.std_error + plain.std_error));
    EXPECT_LT(controlled.std_error, 0.5 * plain.std_error);
    EXPECT_LT(plain.std_error, 1e-3);
}

TEST(ContinuousAsian, greeks_of_a_geometric_average_are_slopes_of_the_closed_form) {
    const Flat world;
    const Asian option = continuous(OptionType::call, geometric, 100.0, 1.0);
    const auto moved = [&](double spot, double volatility) {
        return geometric_formula(
            {world.spot + spot, world.rate, world.dividend, world.volatility + volatility}, 1.0, 100.0, 1.0);
    };
    const double h = 1e-3;  // error of the central differences: h^2 / 6 times the third slope, and rounding
    expect_near(world.greek(option, "delta").estimate, (moved(h, 0) - moved(-h, 0)) / (2 * h), h * h, 1e-4);
    expect_near(world.greek(option, "vega").estimate, (moved(0, h) - moved(0, -h)) / (2 * h), h, 1e-2);
    const Greek gamma = world.greek(option, "gamma");
    EXPECT_EQ(gamma.method, "difference of pathwise");  // the first step reads today's spot
    // The difference of deltas one percent away errs by 1 / 6 of the fourth slope, below 1e-3 here.
    expect_near(gamma.estimate, (moved(0.1, 0) - 2 * moved(0, 0) + moved(-0.1, 0)) / 0.01, 1e-3 / 6.0, 1e-4);
}

TEST(ContinuousAsian, pays_at_its_maturity_when_fixings_end_before) {
    const Flat world;
    Asian option{0, OptionType::put, arithmetic, Asian::Strike::fixed, 102.0, {0.25, 0.5, 1.0}};
    const Estimate prompt = world.price(option);
    option.maturity = 1.5;
    EXPECT_NEAR(world.price(option).value, prompt.value * std::exp(-world.rate * 0.5),
                4.0 * prompt.std_error);
    // The strike that floats is that of maturity.
    EXPECT_NE(world.price(floating(option)).value, world.price(option).value);
}

TEST(ContinuousAsian, refuses_terms_that_contradict_each_other) {
    const auto code_of = [](const Asian& option) {
        try {
            option.check(Quotes{{100.0}});
        } catch (const TermsFault& fault) {
            return fault.code + " " + fault.field;
        }
        return std::string("none");
    };
    Asian option = continuous(OptionType::call, arithmetic, 100.0, 1.0);
    EXPECT_EQ(code_of(option), "none");
    option.fixings = {0.5, 1.0};
    EXPECT_EQ(code_of(option), "E226 fixings");
    option.averaging = Asian::Averaging::dates;
    EXPECT_EQ(code_of(option), "none");
    option.maturity = 0.75;
    EXPECT_EQ(code_of(option), "E221 maturity");
    option.averaging_start = 0.25;
    EXPECT_EQ(code_of(option), "E226 averaging_start");
    EXPECT_EQ(code_of(Asian{}), "E226 averaging");
    EXPECT_EQ(code_of(continuous(OptionType::call, arithmetic, 100.0, 0.0)), "E226 averaging");
    EXPECT_EQ(code_of(continuous(OptionType::call, arithmetic, 100.0, 1.0, 1.0)), "E221 averaging_start");
}

}  // namespace
}  // namespace snell
