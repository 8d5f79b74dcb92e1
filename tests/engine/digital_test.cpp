#include "portfolios/products/digital.h"

#include "tests/engine/flat_case.h"

namespace snell {
namespace {

using worlds::expect_near;
using worlds::Flat;

Digital digital(OptionType type, Digital::Payout payout, double strike, Years maturity, double cash = 1.0) {
    Digital option;
    option.type = type;
    option.payout = payout;
    option.strike = strike;
    option.cash = cash;
    option.maturity = maturity;
    return option;
}

TEST(Digital, cash_call_and_cash_put_are_a_discount_bond) {
    const Flat world;
    const auto cash = Digital::Payout::cash;
    const Estimate call = world.price(digital(OptionType::call, cash, 95.0, 0.7, 3.0));
    const Estimate put = world.price(digital(OptionType::put, cash, 95.0, 0.7, 3.0));
    // The same paths, none at the strike itself.
    EXPECT_NEAR(call.value + put.value, 3.0 * world.deflator(0.7), worlds::rounding(3.0));
}

TEST(Digital, asset_minus_strike_in_cash_is_the_vanilla_option) {
    const Flat world;
    for (OptionType type : {OptionType::call, OptionType::put}) {
        const double cash = world.plain_price(digital(type, Digital::Payout::cash, 105.0, 1.5)).value;
        const double asset = world.plain_price(digital(type, Digital::Payout::asset, 105.0, 1.5)).value;
        const double vanilla = world.plain_price(European{0, type, 105.0, 1.5}).value;
        EXPECT_NEAR(sign_of(type) * (asset - 105.0 * cash), vanilla, worlds::rounding(100.0));
    }
}

TEST(Digital, cash_call_is_minus_the_strike_slope_of_a_call) {
    const Flat world{100.0, 0.03, 0.01, 0.3};
    const auto formula = world.formula(OptionType::call, 110.0, 2.0);
    expect_near(world.price(digital(OptionType::call, Digital::Payout::cash, 110.0, 2.0)),
                world.deflator(2.0) * worlds::cdf(formula.d2()), 0.0, 1e-3);
}

TEST(Digital, scales_with_spot_and_strike) {
    const double once = Flat{100.0}.price(digital(OptionType::call, Digital::Payout::cash, 90.0, 1.0)).value;
    const double doubled =
        Flat{200.0}.price(digital(OptionType::call, Digital::Payout::cash, 180.0, 1.0)).value;
    // One path in 2^16 may fall to the other side of the strike by rounding.
    EXPECT_NEAR(once, doubled, 0x1p-16);
}

TEST(Digital, agrees_with_published_values) {
    // Haug (1998), p. 88 and p. 90; digits by the closed form.
    expect_near(Flat{100.0, 0.06, 0.06, 0.35}.price(
                    digital(OptionType::put, Digital::Payout::cash, 80.0, 0.75, 10.0)),
                2.6710456844613475, 1e-9, 2e-3);
    expect_near(
        Flat{70.0, 0.07, 0.05, 0.27}.price(digital(OptionType::put, Digital::Payout::asset, 65.0, 0.5)),
        20.206947298368547, 1e-9, 1e-2);
}

TEST(Digital, greeks_are_likelihood_ratios_and_agree_with_the_closed_form) {
    const Flat world;
    const auto f = world.formula(OptionType::call, 100.0, 1.0);
    const Digital option = digital(OptionType::call, Digital::Payout::cash, 100.0, 1.0, 10.0);
    const double scale = 10.0 * world.deflator(1.0) * worlds::pdf(f.d2());
    const double per_spot = 1.0 / (world.spot * world.volatility);
    const Greek delta = world.greek(option, "delta");
    EXPECT_EQ(delta.method, "likelihood ratio");
    expect_near(delta.estimate, scale * per_spot, 0.0, 1e-3);
    expect_near(world.greek(option, "gamma").estimate, -scale * per_spot * per_spot * f.d1(), 0.0, 1e-4);
    expect_near(world.greek(option, "vega").estimate, -scale * f.d1() / world.volatility, 0.0, 0.1);
}

}  // namespace
}  // namespace snell
