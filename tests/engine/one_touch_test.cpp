#include "portfolios/products/one_touch.h"

#include "core/error.h"
#include "portfolios/products/binary_barrier.h"
#include "portfolios/products/digital.h"
#include "tests/engine/touch_formulas.h"

namespace snell {
namespace {

using worlds::expect_near;
using worlds::Flat;
using worlds::ReinerRubinstein;

OneTouch touch(OneTouch::Direction direction, double level, Years maturity, OneTouch::Payment payment,
               double cash = 1.0) {
    OneTouch option;
    option.direction = direction;
    option.barrier = level;
    option.maturity = maturity;
    option.payment = payment;
    option.cash = cash;
    return option;
}
BinaryBarrier binary(OptionType type, BarrierType kind, double strike, double level, Years maturity,
                     double cash) {
    BinaryBarrier option;
    option.type = type;
    option.barrier_type = kind;
    option.strike = strike;
    option.barrier = level;
    option.maturity = maturity;
    option.cash = cash;
    return option;
}

using Direction = OneTouch::Direction;
using Payment = OneTouch::Payment;

TEST(OneTouch, and_no_touch_are_a_discount_bond) {
    const Flat world;
    for (int dates : {0, 6}) {
        OneTouch one = touch(Direction::up, 115.0, 0.8, Payment::at_expiry, 5.0);
        one.monitoring_times = worlds::equal_times(0.8, dates);
        OneTouch none = one;
        none.pays_if = OneTouch::Condition::not_touched;
        EXPECT_NEAR(world.plain_price(one).value + world.plain_price(none).value, 5.0 * world.deflator(0.8),
                    worlds::rounding(5.0));
    }
}

TEST(OneTouch, agrees_with_published_values) {
    // Haug (1998), p. 95, cases 1 and 6; digits by the closed form.
    expect_near(Flat{105.0, 0.1, 0.0, 0.2}.price(touch(Direction::down, 100.0, 0.5, Payment::at_hit, 15.0)),
                9.726393830820776, 1e-9, 1e-3);
    expect_near(Flat{95.0, 0.1, 0.0, 0.2}.price(touch(Direction::up, 100.0, 0.5, Payment::at_expiry, 15.0)),
                11.222329584073481, 1e-9, 1e-3);
}

TEST(OneTouch, paid_at_the_touch_is_exact_in_one_long_step) {
    // Discounting from the touch matters most here: five years at 30 percent in a single step.
    const Flat world{100.0, 0.3, 0.1, 0.4};
    for (Direction direction : {Direction::up, Direction::down})
        for (double distance : {0.02, 0.3, 1.5}) {
            const double eta = direction == Direction::up ? -1.0 : 1.0;
            const double level = 100.0 * std::exp(-eta * distance);
            const ReinerRubinstein terms{world, 1.0, level, level, eta, 5.0};
            expect_near(world.price(touch(direction, level, 5.0, Payment::at_hit)), terms.paid_at_touch(),
                        1e-12, 1e-3);
        }
}

TEST(OneTouch, at_a_level_next_to_the_spot_pays_at_once) {
    const Flat world;
    // Not touched within a year: 2 N(distance / sigma) - 1 plus drift terms, below 1e-6 / 0.2.
    const OneTouch option = touch(Direction::up, 100.0 * (1.0 + 1e-6), 1.0, Payment::at_hit, 3.0);
    EXPECT_NEAR(world.price(option).value, 3.0, 3.0 * 1e-6 / 0.2);
}

TEST(OneTouch, watched_on_dates_tends_to_continuous_as_dates_fill_the_year) {
    const Flat world;
    OneTouch option = touch(Direction::down, 90.0, 1.0, Payment::at_hit);
    const double continuous = world.price(option).value;
    option.monitoring_times = worlds::equal_times(1.0, 250);
    // Broadie, Glasserman and Kou (1997): the dates act as a level moved away by 0.5826 sigma sqrt(dt).
    const double shifted = 90.0 * std::exp(-0.5826 * 0.2 * std::sqrt(1.0 / 250.0));
    const Estimate discrete = world.price(option, 1 << 15);
    const ReinerRubinstein terms{world, 1.0, shifted, shifted, 1.0, 1.0};
    // The shift is good to o(sqrt(dt)): a tenth of the move that it explains.
    const double move = continuous - terms.paid_at_touch();
    expect_near(discrete, terms.paid_at_touch(), 0.1 * move, 3e-3);
    EXPECT_LT(discrete.value, continuous);
}

TEST(OneTouch, delta_paid_at_the_touch_agrees_with_the_slope_of_the_closed_form) {
    const Flat world{105.0, 0.1, 0.0, 0.2};
    const OneTouch option = touch(Direction::down, 100.0, 0.5, Payment::at_hit, 15.0);
    const auto moved = [&](double spot, double rate, double volatility) {
        const Flat other{world.spot + spot, world.rate + rate, world.dividend, world.volatility + volatility};
        return 15.0 * ReinerRubinstein{other, 1.0, 100.0, 100.0, 1.0, 0.5}.paid_at_touch();
    };
    const double h = 1e-4;  // error of the central difference: h^2 / 6 times the third slope
    const Greek delta = world.greek(option, "delta");
    EXPECT_EQ(delta.method, "pathwise");
    expect_near(delta.estimate, (moved(h, 0, 0) - moved(-h, 0, 0)) / (2 * h), h, 1e-2);
    expect_near(world.greek(option, "rho").estimate, (moved(0, h, 0) - moved(0, -h, 0)) / (2 * h), 10 * h,
                0.1);
    expect_near(world.greek(option, "vega").estimate, (moved(0, 0, h) - moved(0, 0, -h)) / (2 * h), 10 * h,
                0.1);
}

TEST(OneTouch, refuses_a_level_that_is_already_touched) {
    try {
        touch(Direction::down, 120.0, 1.0, Payment::at_hit).check(Quotes{{100.0}});
        FAIL() << "a touched level was accepted";
    } catch (const TermsFault& fault) {
        EXPECT_EQ(fault.code, "E201");
        EXPECT_EQ(fault.problem, "down barrier 120 is not below spot 100 (it is already touched)");
    }
}

TEST(BinaryBarrier, agrees_with_a_published_value) {
    // DerivaSharp, binary barrier tests; by the reflection principle.
    expect_near(Flat{100.0, 0.04, 0.01, 0.3}.price(
                    binary(OptionType::call, BarrierType::up_and_out, 100.0, 110.0, 1.0, 10.0)),
                0.113309, 1e-6, 1e-3);
}

TEST(BinaryBarrier, in_plus_out_is_the_digital_path_by_path) {
    const Flat world;
    const BinaryBarrier in = binary(OptionType::put, BarrierType::up_and_in, 105.0, 120.0, 1.0, 4.0);
    const BinaryBarrier out = binary(OptionType::put, BarrierType::up_and_out, 105.0, 120.0, 1.0, 4.0);
    Digital plain;
    plain.type = OptionType::put;
    plain.strike = 105.0;
    plain.cash = 4.0;
    plain.maturity = 1.0;
    EXPECT_NEAR(world.plain_price(in).value + world.plain_price(out).value, world.plain_price(plain).value,
                worlds::rounding(4.0));
}

TEST(BinaryBarrier, delta_and_gamma_by_likelihood_ratio_agree_with_differences_of_prices) {
    const BinaryBarrier option = binary(OptionType::call, BarrierType::up_and_out, 95.0, 125.0, 1.0, 10.0);
    const Flat world;
    const Greek delta = world.greek(option, "delta"), gamma = world.greek(option, "gamma");
    EXPECT_EQ(delta.method, "likelihood ratio");
    EXPECT_EQ(gamma.method, "difference of likelihood ratio");
    const auto at = [&](double spot) { return Flat{spot}.price(option, 1 << 18); };
    const Estimate up = at(101.0), middle = at(100.0), down = at(99.0);
    const double spread = std::hypot(up.std_error, down.std_error);
    // The truth moves by less than 1e-3 (delta) and 1e-4 (gamma) over the width of the differences.
    EXPECT_NEAR(delta.estimate.value, (up.value - down.value) / 2.0,
                4.0 * std::hypot(delta.estimate.std_error, spread / 2.0) + 1e-3);
    EXPECT_NEAR(gamma.estimate.value, up.value - 2.0 * middle.value + down.value,
                4.0 * std::hypot(gamma.estimate.std_error, spread, 2.0 * middle.std_error) + 1e-4);
    EXPECT_LT(delta.estimate.std_error, 1e-2);
}

}  // namespace
}  // namespace snell
