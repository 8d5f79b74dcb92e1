#include "portfolios/products/barrier.h"

#include "core/error.h"
#include "tests/engine/touch_formulas.h"

namespace snell {
namespace {

using worlds::expect_near;
using worlds::Flat;
using worlds::ReinerRubinstein;

Barrier barrier(OptionType type, BarrierType kind, double strike, double level, Years maturity,
                double rebate = 0.0) {
    Barrier option;
    option.type = type;
    option.barrier_type = kind;
    option.strike = strike;
    option.barrier = level;
    option.maturity = maturity;
    option.rebate = rebate;
    return option;
}

/// Reiner and Rubinstein (1991) with the rebate at the touch (out) or at maturity (in).
double closed_form(const Flat& world, const Barrier& o) {
    const ReinerRubinstein terms{
        world, sign_of(o.type), o.strike, o.barrier, is_up(o.barrier_type) ? -1.0 : 1.0, o.maturity};
    if (!is_out(o.barrier_type))
        return terms.knock_in() + o.rebate * world.deflator(o.maturity) * (1.0 - terms.touch_probability());
    return world.formula(o.type, o.strike, o.maturity).price() - terms.knock_in() +
           o.rebate * terms.paid_at_touch();
}

constexpr BarrierType all_kinds[] = {BarrierType::down_and_out, BarrierType::down_and_in,
                                     BarrierType::up_and_out, BarrierType::up_and_in};

TEST(Barrier, all_eight_kinds_agree_with_reiner_and_rubinstein) {
    const Flat world{100.0, 0.08, 0.04, 0.3};
    for (OptionType type : {OptionType::call, OptionType::put})
        for (BarrierType kind : all_kinds)
            for (double strike : {85.0, 100.0, 125.0}) {
                const Barrier option = barrier(type, kind, strike, is_up(kind) ? 115.0 : 90.0, 0.75, 3.0);
                SCOPED_TRACE(testing::Message() << int(type) << int(kind) << " strike " << strike);
                // The closed form in double is good to 1e-10 of the spot.
                expect_near(world.price(option, 1 << 14), closed_form(world, option), 1e-8, 0.05);
            }
}

TEST(Barrier, agrees_with_published_values) {
    const Flat haug{100.0, 0.08, 0.04, 0.25};
    // Haug (1998), p. 72.
    expect_near(haug.price(barrier(OptionType::call, BarrierType::down_and_out, 90.0, 95.0, 0.5, 3.0)),
                9.02456769496686, 1e-8, 0.01);
    expect_near(haug.price(barrier(OptionType::call, BarrierType::up_and_out, 90.0, 105.0, 0.5, 3.0)),
                2.6789125048401, 1e-8, 0.01);
    // BENCHOP (2015), problem 1c I.
    expect_near(Flat{100.0, 0.03, 0.0, 0.15}.price(
                    barrier(OptionType::call, BarrierType::up_and_out, 100.0, 125.0, 1.0)),
                3.294086516281595, 1e-11, 0.01);
    // El Babsiri and Noel (1998).
    expect_near(Flat{100.0, 0.05, 0.02, 0.2}.price(
                    barrier(OptionType::call, BarrierType::up_and_in, 100.0, 110.0, 1.0)),
                9.110075878317828, 1e-8, 0.01);
    // Beaglehole, Dybvig and Zhou (1997).
    expect_near(Flat{50.0, 0.09531017980432493, 0.0, 0.5}.price(
                    barrier(OptionType::call, BarrierType::down_and_out, 50.0, 45.0, 1.0)),
                5.476827380614278, 1e-8, 0.01);
}

TEST(Barrier, watched_on_fifty_dates_agrees_with_broadie_glasserman_and_kou) {
    // Broadie, Glasserman and Kou (1997), table of true prices; digits by backward quadrature.
    const Flat world{100.0, 0.1, 0.0, 0.3};
    Barrier option = barrier(OptionType::call, BarrierType::down_and_out, 100.0, 95.0, 0.2);
    option.monitoring_times = worlds::equal_times(0.2, 50);
    expect_near(world.price(option), 4.90678903541196, 1e-7, 0.02);
    option.barrier = 85.0;
    expect_near(world.price(option), 6.322240140545882, 1e-7, 0.02);
}

TEST(Barrier, in_plus_out_is_the_vanilla_option_path_by_path) {
    const Flat world;
    const double vanilla = world.plain_price(European{0, OptionType::put, 105.0, 1.0}, 1 << 12, 8).value;
    for (int dates : {0, 4}) {
        Barrier in = barrier(OptionType::put, BarrierType::down_and_in, 105.0, 85.0, 1.0);
        in.monitoring_times = worlds::equal_times(1.0, dates);
        Barrier out = in;
        out.barrier_type = BarrierType::down_and_out;
        EXPECT_NEAR(world.plain_price(in, 1 << 12, 8).value + world.plain_price(out, 1 << 12, 8).value,
                    vanilla, worlds::rounding(vanilla));
    }
}

TEST(Barrier, far_away_is_the_vanilla_option) {
    const Flat world;
    const double vanilla = world.plain_price(European{0, OptionType::call, 95.0, 1.0}).value;
    // exp(-2 ln(100 / 1)^2 / 0.04) is 0 in double.
    const Barrier far = barrier(OptionType::call, BarrierType::down_and_out, 95.0, 1.0, 1.0);
    EXPECT_NEAR(world.plain_price(far).value, vanilla, worlds::rounding(vanilla));
}

TEST(Barrier, scales_with_spot_strike_and_barrier) {
    const Barrier small = barrier(OptionType::call, BarrierType::up_and_out, 95.0, 130.0, 1.0, 2.0);
    const Barrier large = barrier(OptionType::call, BarrierType::up_and_out, 950.0, 1300.0, 1.0, 20.0);
    const double value = Flat{100.0}.plain_price(small).value;
    EXPECT_NEAR(Flat{1000.0}.plain_price(large).value, 10.0 * value, worlds::rounding(10.0 * value));
}

TEST(Barrier, steps_do_not_move_the_price_in_a_flat_world) {
    const Flat world{100.0, 0.08, 0.04, 0.25};
    const Barrier option = barrier(OptionType::call, BarrierType::up_and_out, 90.0, 115.0, 0.5, 5.0);
    for (int steps : {1, 5, 20})
        expect_near(world.price(option, 1 << 16, steps), closed_form(world, option), 1e-8, 0.01);
}

TEST(Barrier, rebate_at_expiry_is_worth_the_discounted_chance_of_a_touch) {
    const Flat world;
    Barrier option = barrier(OptionType::call, BarrierType::down_and_out, 1000.0, 90.0, 1.0, 7.0);
    option.rebate_timing = Barrier::RebateTiming::at_expiry;
    const ReinerRubinstein terms{world, 1.0, 1000.0, 90.0, 1.0, 1.0};
    expect_near(world.price(option), 7.0 * world.deflator(1.0) * terms.touch_probability(), 1e-10, 1e-2);
}

TEST(Barrier, greeks_of_a_continuous_barrier_are_pathwise_and_agree_with_slopes_of_the_closed_form) {
    const Flat world{100.0, 0.08, 0.04, 0.25};
    const Barrier option = barrier(OptionType::call, BarrierType::up_and_out, 90.0, 120.0, 0.5, 3.0);
    const auto moved = [&](double spot, double rate, double volatility) {
        return closed_form(
            {world.spot + spot, world.rate + rate, world.dividend, world.volatility + volatility}, option);
    };
    const double h = 1e-3;  // central differences of a closed form: error h^2 / 6 times the third slope
    const Greek delta = world.greek(option, "delta");
    EXPECT_EQ(delta.method, "pathwise");
    expect_near(delta.estimate, (moved(h, 0, 0) - moved(-h, 0, 0)) / (2 * h), h * h, 1e-2);
    expect_near(world.greek(option, "rho").estimate, (moved(0, h, 0) - moved(0, -h, 0)) / (2 * h), 1.0 * h,
                0.1);
    expect_near(world.greek(option, "vega").estimate, (moved(0, 0, h) - moved(0, 0, -h)) / (2 * h), 10.0 * h,
                0.1);
    // Gamma is a difference of deltas one percent up and down: compare with the same difference.
    const auto closed_delta = [&](double s) { return (moved(s + h, 0, 0) - moved(s - h, 0, 0)) / (2 * h); };
    expect_near(world.greek(option, "gamma").estimate, (closed_delta(1.0) - closed_delta(-1.0)) / 2.0, h * h,
                1e-2);
}

TEST(Barrier, delta_of_a_discrete_barrier_is_a_likelihood_ratio_that_agrees_with_a_difference_of_prices) {
    Barrier option = barrier(OptionType::call, BarrierType::up_and_out, 95.0, 120.0, 0.5);
    option.monitoring_times = worlds::equal_times(0.5, 4);
    const Greek delta = Flat{100.0}.greek(option, "delta");
    EXPECT_EQ(delta.method, "likelihood ratio");
    const Estimate up = Flat{101.0}.price(option), down = Flat{99.0}.price(option);
    const double difference = (up.value - down.value) / 2.0;
    const double error =
        4.0 * std::hypot(delta.estimate.std_error, std::hypot(up.std_error, down.std_error) / 2.0);
    // Curvature of the delta over one unit of spot: below 1e-3 (third slope of the price below 6e-3).
    EXPECT_NEAR(delta.estimate.value, difference, error + 1e-3);
    EXPECT_LT(error, 0.05);
}

TEST(Barrier, jumps_between_dates_ask_for_steps_and_report_their_bias) {
    BlackScholes<double> model = Flat{}.model();
    const Barrier option = barrier(OptionType::put, BarrierType::down_and_in, 100.0, 80.0, 1.0);
    EXPECT_EQ(grid_for(model, option, 0).size(), 1u);
    model.jumps = {Jumps<double>{0.5, -0.1, 0.15}};
    EXPECT_EQ(grid_for(model, option, 0).size(), 48u);
    EXPECT_TRUE(price(TbbBackend(1), model, option, worlds::settings(1 << 12)).time_step_bias.has_value());
    EXPECT_EQ(grid_for(model, European{0, OptionType::put, 100.0, 1.0}, 0).size(), 1u);
}

TEST(Barrier, refuses_a_barrier_that_is_already_touched) {
    const Quotes quotes{{100.0}};
    try {
        barrier(OptionType::call, BarrierType::up_and_out, 100.0, 90.0, 1.0).check(quotes);
        FAIL() << "a dead option was accepted";
    } catch (const TermsFault& fault) {
        EXPECT_EQ(fault.code, "E201");
        EXPECT_EQ(fault.field, "barrier");
        EXPECT_EQ(fault.problem, "up-and-out barrier 90 is not above spot 100 (the option is already dead)");
        EXPECT_EQ(fault.remedy, "Swap 'up' and 'down'?");
    }
    Barrier on_dates = barrier(OptionType::call, BarrierType::up_and_out, 100.0, 90.0, 1.0);
    on_dates.monitoring_times = {0.5, 1.0};
    EXPECT_NO_THROW(on_dates.check(quotes));  // the spot may come back before the first date
    on_dates.monitoring_times = {0.5, 1.5};
    EXPECT_THROW(on_dates.check(quotes), TermsFault);
}

}  // namespace
}  // namespace snell
