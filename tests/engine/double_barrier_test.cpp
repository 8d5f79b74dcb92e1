#include "portfolios/products/double_barrier.h"

#include "core/error.h"
#include "portfolios/products/barrier.h"
#include "tests/engine/flat_case.h"

namespace snell {
namespace {

using worlds::expect_near;
using worlds::Flat;

DoubleBarrier corridor(OptionType type, double strike, double lower, double upper, Years maturity) {
    DoubleBarrier option;
    option.type = type;
    option.strike = strike;
    option.lower_barrier = lower;
    option.upper_barrier = upper;
    option.maturity = maturity;
    return option;
}

/// Knock-out call with lower < strike < upper; Kunitomo and Ikeda (1992), eq. (5.1) with level barriers.
double knock_out_call(const Flat& w, const DoubleBarrier& o) {
    const double carry = w.rate - w.dividend, deviation = w.volatility * std::sqrt(o.maturity);
    const double mu = 2.0 * carry / (w.volatility * w.volatility) + 1.0;
    const double drift = (carry + 0.5 * w.volatility * w.volatility) * o.maturity;
    double in_asset = 0.0, in_cash = 0.0;
    for (int n = -12; n <= 12; ++n) {
        const double images = std::pow(o.upper_barrier / o.lower_barrier, n);
        const double mirror = o.lower_barrier / (images * w.spot);
        const double d1 = (std::log(w.spot * images * images / o.strike) + drift) / deviation;
        const double d2 = (std::log(w.spot * images * images / o.upper_barrier) + drift) / deviation;
        const double d3 = (std::log(mirror * mirror * w.spot / o.strike) + drift) / deviation;
        const double d4 = (std::log(mirror * mirror * w.spot / o.upper_barrier) + drift) / deviation;
        const auto between = [&](double a, double b, double shift) {
            return worlds::cdf(a - shift) - worlds::cdf(b - shift);
        };
        in_asset += std::pow(images, mu) * between(d1, d2, 0.0) - std::pow(mirror, mu) * between(d3, d4, 0.0);
        in_cash += std::pow(images, mu - 2.0) * between(d1, d2, deviation) -
                   std::pow(mirror, mu - 2.0) * between(d3, d4, deviation);
    }
    return w.spot * std::exp(-w.dividend * o.maturity) * in_asset -
           o.strike * w.deflator(o.maturity) * in_cash;
}

TEST(DoubleBarrier, knock_out_calls_agree_with_kunitomo_and_ikeda) {
    const Flat world{100.0, 0.06, 0.02, 0.25};
    for (Years maturity : {0.1, 0.5, 2.0})
        for (double width : {0.08, 0.2, 0.4}) {
            const DoubleBarrier option =
                corridor(OptionType::call, 101.0, 100.0 * (1.0 - width), 100.0 * (1.0 + width), maturity);
            expect_near(world.price(option), knock_out_call(world, option), 1e-9, 5e-3);
        }
}

TEST(DoubleBarrier, agrees_with_published_values) {
    // Haug (2007), p. 156; digits by an eigenfunction series.
    const Flat haug{100.0, 0.1, 0.0, 0.25};
    expect_near(haug.price(corridor(OptionType::call, 100.0, 60.0, 140.0, 0.5)), 6.338331373194832, 1e-8,
                0.01);
    expect_near(haug.price(corridor(OptionType::call, 100.0, 80.0, 120.0, 0.25)), 2.6387128825397195, 1e-8,
                0.01);
    expect_near(haug.price(corridor(OptionType::put, 100.0, 80.0, 120.0, 0.5)), 1.785109985823005, 1e-8,
                0.01);
}

TEST(DoubleBarrier, in_plus_out_is_the_vanilla_option_path_by_path) {
    const Flat world;
    const double vanilla = world.plain_price(European{0, OptionType::call, 95.0, 1.0}, 1 << 12, 5).value;
    for (int dates : {0, 5}) {
        DoubleBarrier out = corridor(OptionType::call, 95.0, 80.0, 125.0, 1.0);
        out.monitoring_times = worlds::equal_times(1.0, dates);
        DoubleBarrier in = out;
        in.knock = DoubleBarrier::Knock::knock_in;
        EXPECT_NEAR(world.plain_price(in, 1 << 12, 5).value + world.plain_price(out, 1 << 12, 5).value,
                    vanilla, worlds::rounding(vanilla));
    }
}

TEST(DoubleBarrier, with_one_barrier_far_away_is_the_single_barrier) {
    const Flat world;
    Barrier single;
    single.type = OptionType::put;
    single.barrier_type = BarrierType::down_and_out;
    single.strike = 105.0;
    single.barrier = 85.0;
    single.maturity = 1.0;
    const double expected = world.plain_price(single, 1 << 12, 4).value;
    const DoubleBarrier wide = corridor(OptionType::put, 105.0, 85.0, 1e6, 1.0);
    EXPECT_NEAR(world.plain_price(wide, 1 << 12, 4).value, expected, worlds::rounding(expected));
}

TEST(DoubleBarrier, without_room_to_pay_is_worth_its_rebate_when_lost_for_certain) {
    const Flat world{100.0, 0.05, 0.02, 0.4};
    DoubleBarrier option = corridor(OptionType::call, 100.0, 95.0, 105.0, 2.0);
    option.rebate = 3.0;
    // Chance to stay: below 4 / pi exp(-pi^2 variance / (2 width^2)) = exp(-157).
    EXPECT_NEAR(world.price(option).value, 3.0 * world.deflator(2.0), worlds::rounding(3.0));
}

TEST(DoubleBarrier, steps_do_not_move_the_price_in_a_flat_world) {
    const Flat world;
    const DoubleBarrier option = corridor(OptionType::call, 95.0, 80.0, 125.0, 1.0);
    for (int steps : {3, 12})
        expect_near(world.price(option, 1 << 16, steps), knock_out_call(world, option), 1e-9, 1e-2);
}

TEST(DoubleBarrier, greeks_are_pathwise_and_agree_with_slopes_of_the_closed_form) {
    const Flat world;
    const DoubleBarrier option = corridor(OptionType::call, 95.0, 80.0, 125.0, 1.0);
    const auto moved = [&](double spot, double volatility) {
        return knock_out_call({world.spot + spot, world.rate, world.dividend, world.volatility + volatility},
                              option);
    };
    const double h = 1e-4;  // error of the central difference: h^2 / 6 times the third slope
    const Greek delta = world.greek(option, "delta");
    EXPECT_EQ(delta.method, "pathwise");
    expect_near(delta.estimate, (moved(h, 0) - moved(-h, 0)) / (2 * h), h, 1e-2);
    expect_near(world.greek(option, "vega").estimate, (moved(0, h) - moved(0, -h)) / (2 * h), 10 * h, 0.1);
}

TEST(DoubleBarrier, refuses_barriers_that_are_swapped_or_already_touched) {
    const auto fault_of = [](double lower, double upper) {
        try {
            corridor(OptionType::call, 100.0, lower, upper, 1.0).check(Quotes{{100.0}});
        } catch (const TermsFault& fault) {
            return fault;
        }
        return TermsFault{};
    };
    EXPECT_EQ(fault_of(120.0, 80.0).code, "E203");
    EXPECT_EQ(fault_of(120.0, 80.0).problem, "lower barrier 120 is not below upper barrier 80");
    EXPECT_EQ(fault_of(101.0, 120.0).code, "E204");
    EXPECT_EQ(fault_of(101.0, 120.0).problem,
              "spot 100 is not between the barriers 101 and 120 (the option is already dead)");
    EXPECT_EQ(fault_of(80.0, 120.0).code, "");
}

}  // namespace
}  // namespace snell
