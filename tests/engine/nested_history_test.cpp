#include "core/black_formula.h"
#include "core/math/normal_inverse.h"
#include "tests/engine/nested.h"

namespace snell::nested {
namespace {

Barrier barrier(BarrierType type, double level) {
    Barrier option;
    option.barrier_type = type;
    option.barrier = level;
    option.strike = 95.0;
    option.maturity = 1.0;
    return option;
}

/// Share of outer paths on which a position is worth something on a date.
Estimate alive(const Exposures& e, int output) {
    return measure(e.run.samples, output, Functional([](const SignedLaw& law) { return law.tail(1e-9); }))
        .estimate;
}

/// Probability that ln S has not touched ln(level) above by t; Harrison (1985), sec. 1.8.
double not_touched(double level, Years t) {
    const double m = rate - dividend - 0.5 * volatility * volatility, h = std::log(level / spot);
    const double deviation = volatility * std::sqrt(t);
    return worlds::cdf((h - m * t) / deviation) -
           std::exp(2.0 * m * h / (volatility * volatility)) * worlds::cdf((-h - m * t) / deviation);
}

TEST(Exposure, knows_whether_a_barrier_has_been_touched) {
    const double level = 120.0;
    const std::vector<Years> dates{0.2, 0.6};
    ExposureTask task =
        task_of(world,
                {barrier(BarrierType::up_and_out, level), barrier(BarrierType::up_and_in, level),
                 European{0, OptionType::call, 95.0, 1.0}},
                dates);
    task.quantities = {1.0, 1.0, -1.0};
    const Exposures e = found(task, settings_of(NestedMethod::plain, 64, 1 << 13));
    for (std::size_t d = 0; d < dates.size(); ++d) {
        // In and out are the plain option on every path, whatever has happened.
        EXPECT_LT(e.positions[3][d].epe.estimate.value, 1e-11);
        EXPECT_LT(e.positions[3][d].ene.estimate.value, 1e-11);
        // Out of the money with all 64 paths happens far below the barrier, to some of those that live.
        const Estimate share = alive(e, static_cast<int>(4 * d));
        EXPECT_TRUE(agrees(share, not_touched(level, dates[d]), 0.004)) << dates[d];
    }
}

TEST(Exposure, of_a_corridor_ends_with_it) {
    DoubleBarrier corridor;
    corridor.knock = DoubleBarrier::Knock::knock_out;
    corridor.strike = 0.0;
    corridor.lower_barrier = 1.0;  // so far that the upper one alone counts
    corridor.upper_barrier = 120.0;
    corridor.maturity = 1.0;
    const Exposures e =
        found(task_of(world, {corridor}, {0.5}), settings_of(NestedMethod::plain, 64, 1 << 13));
    EXPECT_TRUE(agrees(alive(e, 0), not_touched(120.0, 0.5), 0.001));
}

TEST(Exposure, leaves_out_what_has_been_paid) {
    OneTouch touch;
    touch.barrier = 115.0;
    touch.cash = 10.0;
    touch.maturity = 1.0;
    const Exposures e = found(task_of(world, {touch}, {0.4}), settings_of(NestedMethod::plain, 32, 1 << 13));
    OneTouch sooner = touch;
    sooner.maturity = 0.4;
    const Estimate all = priced(world, touch), paid = priced(world, sooner);
    EXPECT_NEAR(e.positions[0][0].epe.estimate.value, all.value - paid.value,
                4.0 * std::hypot(all.std_error, paid.std_error, e.positions[0][0].epe.estimate.std_error));
    EXPECT_TRUE(agrees(alive(e, 0), not_touched(115.0, 0.4), 0.004));
}

TEST(Exposure, of_a_note_ends_when_it_is_called) {
    Autocallable note;
    note.assets = {0};
    note.observations = {0.5, 1.0};
    note.knock_out_levels = {1.05};
    note.knock_out_coupons = {0.06};
    note.maturity_coupon = 0.12;
    note.notional = 1000.0;
    note.principal = true;
    const std::vector<Years> dates{0.25, 0.5, 0.75};
    const Exposures e = found(task_of(world, {note}, dates), settings_of(NestedMethod::plain, 16, 1 << 13));
    const Estimate price = priced(world, note);
    EXPECT_NEAR(e.positions[0][0].epe.estimate.value, price.value,
                4.0 * std::hypot(price.std_error, e.positions[0][0].epe.estimate.std_error));
    const double deviation = volatility * std::sqrt(0.5);
    const double d2 =
        (std::log(1.0 / 1.05) + (rate - dividend) * 0.5 - 0.5 * deviation * deviation) / deviation;
    for (const int output : {1, 2}) EXPECT_TRUE(agrees(alive(e, output), 1.0 - worlds::cdf(d2)));
    // What was paid on the call is all that the price loses.
    EXPECT_NEAR(e.positions[0][2].epe.estimate.value,
                price.value - 1060.0 * std::exp(-rate * 0.5) * worlds::cdf(d2),
                4.0 * std::hypot(price.std_error, e.positions[0][2].epe.estimate.std_error));
}

TEST(Exposure, remembers_the_fixings_of_an_average) {
    Asian asian;
    asian.average = AverageKind::geometric;
    asian.strike = 100.0;
    asian.fixings = {0.25, 0.5, 0.75, 1.0};
    const Years date = 0.6;  // after two of the four
    const Exposures e =
        found(task_of(world, {asian}, {date}), settings_of(NestedMethod::jackknife, 256, 1 << 14));
    // ln of the average, given what was seen, is M plus a normal of its own; M is normal, too.
    const double m = rate - dividend - 0.5 * volatility * volatility, v = volatility * volatility;
    const double mean = std::log(spot) + m * (0.25 + 0.5 + 0.75 + 1.0) / 4.0;
    const double seen = v * (0.25 * 1.0 + 0.25 * 0.5625 + 0.1 * 0.25);  // steps move 4, 3 and 2 of 4 fixings
    const double to_come = v * (0.15 * 0.25 + 0.25 * 0.0625);
    const auto value_at = [&](double q) {
        const double centre = mean + std::sqrt(seen) * normal_inverse(q);
        return std::exp(-rate * 0.4) * black(1.0, std::exp(centre + 0.5 * to_come), 100.0, to_come);
    };
    EXPECT_TRUE(meets(e.positions[0][0].pfe, value_at(0.95)));
    EXPECT_TRUE(meets(e.positions[0][0].low, value_at(0.05), 1e-3));
    EXPECT_TRUE(agrees(e.positions[0][0].value.estimate, priced(world, asian).value,
                       4.0 * priced(world, asian).std_error));
}

TEST(Exposure, of_a_chooser_is_that_of_the_option_that_was_chosen) {
    const Chooser chooser{0, 100.0, 0.5, 1.0};
    const Exposures e =
        found(task_of(world, {chooser}, {0.75}), settings_of(NestedMethod::plain, 64, 1 << 13));
    const Estimate price = priced(world, chooser);
    EXPECT_NEAR(e.positions[0][0].epe.estimate.value, price.value,
                4.0 * std::hypot(price.std_error, e.positions[0][0].epe.estimate.std_error));
    EXPECT_EQ(e.positions[0][0].ene.estimate.value, 0.0);
}

TEST(Exposure, of_an_exercised_option_is_nothing) {
    American option;
    option.type = OptionType::put;
    option.strike = 150.0;
    option.maturity = 1.0;
    option.exercise.style = Exercise::Style::bermudan;
    option.exercise.times = {0.25};  // deep in the money: at once
    const Exposures e =
        found(task_of(world, {option}, {0.1, 0.25, 0.5}), settings_of(NestedMethod::plain, 16, 1 << 10));
    const Estimate price = priced(world, option);
    EXPECT_NEAR(e.positions[0][0].epe.estimate.value, price.value,
                0.01 * price.value + 4.0 * e.positions[0][0].epe.estimate.std_error);
    EXPECT_LT(e.positions[0][1].epe.estimate.value, 0.05 * price.value);
    EXPECT_LT(e.positions[0][2].epe.estimate.value, 0.05 * price.value);
}

}  // namespace
}  // namespace snell::nested
