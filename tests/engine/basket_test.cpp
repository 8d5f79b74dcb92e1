#include "core/black_formula.h"
#include "core/math/exp.h"
#include "tests/engine/underlyings.h"

namespace snell {
namespace {

const BlackScholes<double> two = black_scholes(0.03, {{100.0, 0.02, 0.2}, {95.0, 0.01, 0.3}}, 0.4);

/// Price of the right to exchange the second asset for the first; Margrabe (1978), eq. (7).
template <class P>
P margrabe(const BlackScholes<P>& model, Years maturity) {
    const Market<P>& market = model.market;
    const P a = model.volatility[0].quotes[0], b = model.volatility[1].quotes[0];
    const P variance = (a * a + b * b - P(2.0) * market.correlation(0, 1) * a * b) * P(maturity);
    const P first = market.assets[0].spot * exp(-market.assets[0].dividend.accumulated(maturity));
    const P second = market.assets[1].spot * exp(-market.assets[1].dividend.accumulated(maturity));
    return black(P(1.0), first, second, variance);
}

TEST(Basket, call_less_put_is_the_forward) {
    const std::vector<double> weights{0.7, 0.4};
    const Basket call{{0, 1}, OptionType::call, weights, 105.0, 1.5};
    Basket put = call;
    put.type = OptionType::put;
    const Estimate bought = priced(two, call), sold = priced(two, put);
    double forward = -105.0 * exp(-two.market.discounted(1.5));
    for (int i = 0; i < 2; ++i)
        forward += weights[static_cast<std::size_t>(i)] *
                   two.market.assets[static_cast<std::size_t>(i)].spot *
                   exp(two.market.drift(i, 1.5) - two.market.discounted(1.5));
    EXPECT_NEAR(bought.value - sold.value, forward, 4.0 * (bought.std_error + sold.std_error));
}

TEST(Basket, with_one_asset_is_a_european_option) {
    const Estimate basket = priced(two, Basket{{1}, OptionType::put, {2.0}, 180.0, 1.0});
    const Estimate option = priced(two, European{1, OptionType::put, 90.0, 1.0});
    EXPECT_DOUBLE_EQ(basket.value, 2.0 * option.value);
}

TEST(Basket, is_homogeneous_in_weights_and_strike) {
    const Estimate one = priced(two, Basket{{0, 1}, OptionType::call, {0.5, 0.5}, 100.0, 1.0});
    const Estimate four = priced(two, Basket{{0, 1}, OptionType::call, {2.0, 2.0}, 400.0, 1.0});
    EXPECT_EQ(four.value, 4.0 * one.value);  // by a power of two: exact
}

TEST(Basket, of_perfectly_correlated_twins_is_one_asset) {
    const auto twins = black_scholes(0.03, {{100.0, 0.02, 0.2}, {100.0, 0.02, 0.2}}, 1.0);
    const Estimate basket = priced(twins, Basket{{0, 1}, OptionType::call, {0.3, 0.7}, 100.0, 1.0});
    const Estimate option = priced(twins, European{0, OptionType::call, 100.0, 1.0});
    EXPECT_NEAR(basket.value, option.value, 100.0 * 16.0 * 0x1p-52);  // rounding of the sum
}

TEST(Basket, one_weight_stands_for_all) {
    const Estimate one = priced(two, Basket{{0, 1}, OptionType::call, {0.5}, 100.0, 1.0});
    const Estimate each = priced(two, Basket{{0, 1}, OptionType::call, {0.5, 0.5}, 100.0, 1.0});
    EXPECT_EQ(one.value, each.value);
}

TEST(Basket, says_when_weights_do_not_match_the_assets) {
    const Basket basket{{0, 1, 2}, OptionType::call, {0.5, 0.5}, 100.0, 1.0};
    try {
        basket.check({{100.0, 100.0, 100.0}});
        FAIL() << "two weights for three assets were accepted";
    } catch (const TermsFault& fault) {
        EXPECT_EQ(fault.code, "E220");
        EXPECT_EQ(fault.field, "weights");
        EXPECT_EQ(fault.problem, "2 numbers for 3 assets");
    }
}

TEST(Basket, meets_the_published_price_of_four_assets) {
    const auto model = black_scholes(0.0, std::vector<Underlying>(4, {100.0, 0.0, 0.4}), 0.5);
    const Estimate call = priced(model, Basket{{0, 1, 2, 3}, OptionType::call, {0.25}, 100.0, 5.0});
    EXPECT_TRUE(agrees(call, 28.0073695, 5e-4));  // Krekel et al. (2004); Choi (2018)
}

TEST(Basket, has_the_greeks_of_the_exchange_option) {
    const auto all =
        greeks(TbbBackend(), two, Basket{{0, 1}, OptionType::call, {1.0, -1.0}, 0.0, 1.0}, paths(1 << 15));
    using Slopes = Dual<double, 5>;
    BlackScholes<Slopes> moved(two);
    moved.market.assets[0].spot.slope[0] = 1.0;
    moved.market.assets[1].spot.slope[1] = 1.0;
    moved.volatility[0].quotes[0].slope[2] = 1.0;
    moved.market.correlation(0, 1).slope[3] = moved.market.correlation(1, 0).slope[3] = 1.0;
    moved.market.assets[1].dividend.quotes[0].slope[4] = 1.0;
    const Slopes exact = margrabe(moved, 1.0);
    EXPECT_TRUE(agrees(greek(all, "delta[A]"), exact.slope[0]));
    EXPECT_TRUE(agrees(greek(all, "delta[B]"), exact.slope[1]));
    EXPECT_TRUE(agrees(greek(all, "vega[A]"), exact.slope[2]));
    EXPECT_TRUE(agrees(greek(all, "d_correlation[1,2]"), exact.slope[3]));
    EXPECT_TRUE(agrees(greek(all, "d_dividend[B]"), exact.slope[4]));

    BlackScholes<double> up = two, down = two;
    up.market.assets[0].spot += 0.01;
    down.market.assets[0].spot -= 0.01;
    const double gamma = (margrabe(up, 1.0) - 2.0 * margrabe(two, 1.0) + margrabe(down, 1.0)) / 1e-4;
    EXPECT_TRUE(agrees(greek(all, "gamma[A]"), gamma, 1e-7));  // rounding of the difference, 4e-15 x 8 / 1e-4
}

TEST(Spread, with_strike_0_is_the_exchange_option) {
    const Estimate exchange = priced(two, Spread{0, 1, OptionType::call, 0.0, 1.0});
    EXPECT_TRUE(agrees(exchange, margrabe(two, 1.0)));
}

TEST(Spread, is_a_basket_with_weights_1_and_minus_1) {
    const Estimate spread = priced(two, Spread{0, 1, OptionType::put, -4.0, 1.0});
    const Estimate basket = priced(two, Basket{{0, 1}, OptionType::put, {1.0, -1.0}, -4.0, 1.0});
    EXPECT_NEAR(spread.value, basket.value, 100.0 * 8.0 * 0x1p-52);  // another order of the sum
}

TEST(Spread, meets_the_published_prices_of_hurd_and_zhou) {
    const auto model = black_scholes(0.1, {{100.0, 0.05, 0.2}, {96.0, 0.05, 0.1}}, 0.5);
    EXPECT_TRUE(agrees(priced(model, Spread{0, 1, OptionType::call, 0.4, 1.0}), 8.312460732881519));
    EXPECT_TRUE(agrees(priced(model, Spread{0, 1, OptionType::call, 4.0, 1.0}), 6.653065107468672));
    EXPECT_TRUE(agrees(priced(model, Spread{0, 1, OptionType::put, 0.4, 1.0}), 4.86947800209291));
}

TEST(Spread, of_an_asset_over_itself_is_refused) {
    EXPECT_THROW((Spread{1, 1, OptionType::call, 0.0, 1.0}.check({{100.0, 95.0}})), TermsFault);
}

}  // namespace
}  // namespace snell
