#include "tests/contributing/capped_power.h"

#include <gtest/gtest.h>

#include "core/black_formula.h"
#include "tests/contributing/book.h"
#include "tests/engine/slopes_of.h"
#include "tests/engine/underlyings.h"

namespace snell {
namespace {

const BlackScholes<double> world = black_scholes(0.03, {{100.0, 0.01, 0.25}});

/// S^p is lognormal, so the capped call is a spread of two calls by Black (1976).
template <class P>
P closed_form(const BlackScholes<P>& model, const CappedPower& option) {
    const P variance = model.total_variance(0, option.maturity);
    const P p(option.power), one(1.0);
    const P forward = model.market.assets[0].spot * exp(model.market.drift(0, option.maturity));
    const P mean = pow(forward / P(option.initial), option.power) * exp(P(0.5) * p * (p - one) * variance);
    const auto call = [&](double strike) { return black(one, mean, P(strike), p * p * variance); };
    return exp(-model.market.discounted(option.maturity)) *
           (call(option.strike) - call(option.strike + option.cap));
}

TEST(CappedPower, of_power_one_without_a_cap_is_a_european_option) {
    const Estimate power = priced(world, CappedPower{0, 50.0, 1.0, 2.1, 1e9, 1.5});
    const Estimate european = priced(world, European{0, OptionType::call, 105.0, 1.5});
    // Equal on every path but for rounding.
    EXPECT_NEAR(power.value, european.value / 50.0, 1e-12);
}

TEST(CappedPower, meets_its_closed_form) {
    for (double power : {0.5, 2.0, 3.0}) {
        const CappedPower option{0, 100.0, power, 1.1, 0.8, 1.5};
        EXPECT_TRUE(agrees(priced(world, option), closed_form(world, option))) << power;
    }
}

TEST(CappedPower, pays_at_most_its_cap) {
    const double bound = 0.3 * exp(-0.03 * 1.5);
    EXPECT_LT(priced(world, CappedPower{0, 100.0, 3.0, 0.0, 0.3, 1.5}).value, bound);
    EXPECT_NEAR(priced(world, CappedPower{0, 1.0, 3.0, 0.0, 0.3, 1.5}).value, bound, 1e-12);
}

TEST(CappedPower, has_the_greeks_of_its_closed_form) {
    const CappedPower option{0, 100.0, 2.0, 1.0, 0.8, 1.5};
    BlackScholes<Slope> moved(world);
    moved.market.assets[0].spot.slope[0] = 1.0;
    moved.volatility[0].quotes[0].slope[1] = 1.0;
    moved.market.rate.quotes[0].slope[2] = 1.0;
    const Slope expected = closed_form(moved, option);
    const auto all = greeks(TbbBackend(), world, option, paths(1 << 16));
    EXPECT_TRUE(agrees(greek(all, "delta"), expected.slope[0]));
    EXPECT_TRUE(agrees(greek(all, "vega"), expected.slope[1]));
    EXPECT_TRUE(agrees(greek(all, "rho"), expected.slope[2]));
}

TEST(CappedPower, has_the_same_bits_alone_and_in_lanes) {
    const CappedPower option{0, 100.0, 2.0, 1.0, 0.8, 1.5};
    EXPECT_EQ(price(TbbBackend(1, Isa::scalar), world, option, paths(1 << 12)).estimate.value,
              price(TbbBackend(1, Isa::avx2), world, option, paths(1 << 12)).estimate.value);
}

TEST(CappedPower, is_read_from_a_file_by_its_kind) {
    const ContributedBook book(
        "[market]\nspot = 100\nrate = 0.03\n[model]\nkind = \"black_scholes\"\nvolatility = 0.2\n"
        "[[trades]]\nproduct = \"capped_power\"\ninitial = 90\nstrike = 1\ncap = 0.5\nmaturity = 2.0\n");
    ASSERT_EQ(book.faults.count(), 0u);
    const auto& option = std::get<CappedPower>(book.trades.at(0).product);
    EXPECT_EQ(option.initial, 90.0);
    EXPECT_EQ(option.power, 2.0);
    EXPECT_EQ(option.cap, 0.5);
    EXPECT_EQ(product_catalog().front().name, "capped_power");
}

}  // namespace
}  // namespace snell
