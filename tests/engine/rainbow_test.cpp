#include "core/black_formula.h"
#include "core/math/exp.h"
#include "tests/engine/underlyings.h"

namespace snell {
namespace {

const BlackScholes<double> two = black_scholes(0.03, {{100.0, 0.02, 0.2}, {95.0, 0.01, 0.3}}, 0.4);

/// Value of max(S_1, S_2) at maturity: the second asset and the right to exchange it (Margrabe 1978, eq. 7).
template <class P>
P best_of_two(const BlackScholes<P>& model, Years maturity) {
    const Market<P>& market = model.market;
    const P a = model.volatility[0].quotes[0], b = model.volatility[1].quotes[0];
    const P variance = (a * a + b * b - P(2.0) * market.correlation(0, 1) * a * b) * P(maturity);
    const P first = market.assets[0].spot * exp(-market.assets[0].dividend.accumulated(maturity));
    const P second = market.assets[1].spot * exp(-market.assets[1].dividend.accumulated(maturity));
    return second + black(P(1.0), first, second, variance);
}

TEST(Rainbow, call_on_best_and_call_on_worst_are_both_calls) {
    for (const OptionType type : {OptionType::call, OptionType::put}) {
        const double both = priced(two, BestOf{{0, 1}, type, {1.0}, 98.0, 1.0}).value +
                            priced(two, WorstOf{{0, 1}, type, {1.0}, 98.0, 1.0}).value;
        const double each =
            priced(two, European{0, type, 98.0, 1.0}).value + priced(two, European{1, type, 98.0, 1.0}).value;
        EXPECT_NEAR(both, each, 100.0 * 64.0 * 0x1p-52);  // equal on every path but for rounding
    }
}

TEST(Rainbow, best_at_strike_0_is_an_asset_and_an_exchange_option) {
    const Estimate best = priced(two, BestOf{{0, 1}, OptionType::call, {1.0}, 0.0, 1.0});
    EXPECT_TRUE(agrees(best, best_of_two(two, 1.0)));
}

TEST(Rainbow, of_perfectly_correlated_twins_is_one_asset) {
    const auto twins = black_scholes(0.03, {{100.0, 0.02, 0.2}, {100.0, 0.02, 0.2}}, 1.0);
    const double option = priced(twins, European{0, OptionType::call, 100.0, 1.0}).value;
    EXPECT_DOUBLE_EQ(priced(twins, BestOf{{0, 1}, OptionType::call, {1.0}, 100.0, 1.0}).value, option);
    EXPECT_DOUBLE_EQ(priced(twins, WorstOf{{0, 1}, OptionType::call, {1.0}, 100.0, 1.0}).value, option);
}

TEST(Rainbow, weights_scale_prices_before_they_are_compared) {
    const auto scaled = black_scholes(0.03, {{50.0, 0.02, 0.2}, {380.0, 0.01, 0.3}}, 0.4);
    const Estimate plain = priced(two, BestOf{{0, 1}, OptionType::call, {1.0}, 100.0, 1.0});
    const Estimate weighted = priced(scaled, BestOf{{0, 1}, OptionType::call, {2.0, 0.25}, 100.0, 1.0});
    EXPECT_NEAR(weighted.value, plain.value, 100.0 * 64.0 * 0x1p-52);  // rounding of ln S
}

TEST(Rainbow, meets_the_published_prices_of_stulz) {
    const auto model = black_scholes(0.05, {{100.0, 0.06, 0.11}, {105.0, 0.09, 0.16}}, 0.63);
    const auto value = [&](const Product& product) { return priced(model, product, 1 << 17); };
    EXPECT_TRUE(agrees(value(WorstOf{{0, 1}, OptionType::call, {1.0}, 98.0, 0.5}), 2.93394, 1e-5));
    EXPECT_TRUE(agrees(value(BestOf{{0, 1}, OptionType::call, {1.0}, 98.0, 0.5}), 8.07008, 1e-5));
    EXPECT_TRUE(agrees(value(BestOf{{0, 1}, OptionType::put, {1.0}, 98.0, 0.5}), 1.21810, 1e-5));
}

TEST(Rainbow, meets_the_published_price_of_a_call_on_the_best_of_five) {
    const auto model = black_scholes(0.05, std::vector<Underlying>(5, {100.0, 0.1, 0.2}), 0.0);
    const Estimate call = priced(model, BestOf{{0, 1, 2, 3, 4}, OptionType::call, {1.0}, 100.0, 3.0});
    EXPECT_TRUE(agrees(call, 23.052, 5e-4));  // Broadie and Glasserman (2004), printed to three decimals
}

TEST(Rainbow, has_the_greeks_of_the_closed_form) {
    const auto all =
        greeks(TbbBackend(), two, BestOf{{0, 1}, OptionType::call, {1.0}, 0.0, 1.0}, paths(1 << 15));
    using Slopes = Dual<double, 4>;
    BlackScholes<Slopes> moved(two);
    moved.market.assets[0].spot.slope[0] = 1.0;
    moved.market.assets[1].spot.slope[1] = 1.0;
    moved.volatility[1].quotes[0].slope[2] = 1.0;
    moved.market.correlation(0, 1).slope[3] = moved.market.correlation(1, 0).slope[3] = 1.0;
    const Slopes exact = best_of_two(moved, 1.0);
    EXPECT_TRUE(agrees(greek(all, "delta[A]"), exact.slope[0]));
    EXPECT_TRUE(agrees(greek(all, "delta[B]"), exact.slope[1]));
    EXPECT_TRUE(agrees(greek(all, "vega[B]"), exact.slope[2]));
    EXPECT_TRUE(agrees(greek(all, "d_correlation[1,2]"), exact.slope[3]));
}

}  // namespace
}  // namespace snell
