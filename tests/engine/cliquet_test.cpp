#include "core/black_formula.h"
#include "core/math/exp.h"
#include "tests/engine/underlyings.h"

namespace snell {
namespace {

const BlackScholes<double> flat = black_scholes(0.03, {{80.0, 0.01, 0.25}});

Cliquet monthly() {
    Cliquet cliquet;
    for (int i = 1; i <= 12; ++i) cliquet.resets.push_back(i / 12.0);
    return cliquet;
}

/// A cliquet whose returns are floored at 0 and nothing else: calls on the return of each period, struck at
/// 1, all paid at the last reset.
template <class P>
P calls_on_returns(const BlackScholes<P>& model, const std::vector<Years>& resets, double first_fixing) {
    P sum(0.0);
    Years from = 0.0;
    for (Years to : resets) {
        const P start = from > 0.0 ? P(1.0) : model.market.assets[0].spot / P(first_fixing);
        const P growth = exp(model.market.drift(0, to) - model.market.drift(0, from));
        const P variance = model.total_variance(0, to) - model.total_variance(0, from);
        sum = sum + black(P(1.0), start * growth, P(1.0), variance);
        from = to;
    }
    return sum * exp(-model.market.discounted(resets.back()));
}

TEST(Cliquet, floored_at_0_is_a_sum_of_forward_starts) {
    Cliquet cliquet = monthly();
    cliquet.local_floor = 0.0;
    EXPECT_TRUE(agrees(priced(flat, cliquet), calls_on_returns(flat, cliquet.resets, 80.0)));
}

TEST(Cliquet, without_limits_is_the_sum_of_expected_returns) {
    const Cliquet cliquet = monthly();
    const double growth = exp((0.03 - 0.01) / 12.0);
    EXPECT_TRUE(agrees(priced(flat, cliquet), 12.0 * (growth - 1.0) * exp(-0.03)));
}

TEST(Cliquet, of_one_period_is_a_call_spread) {
    Cliquet cliquet;
    cliquet.resets = {1.0};
    cliquet.local_floor = 0.0;
    cliquet.local_cap = 0.1;
    cliquet.notional = 80.0;
    const double spread = priced(flat, European{0, OptionType::call, 80.0, 1.0}).value -
                          priced(flat, European{0, OptionType::call, 88.0, 1.0}).value;
    EXPECT_NEAR(priced(flat, cliquet).value, spread, 80.0 * 64.0 * 0x1p-52);  // rounding of the ratio
}

TEST(Cliquet, that_starts_later_does_not_depend_on_the_spot) {
    Cliquet cliquet;
    cliquet.start_time = 0.5;
    cliquet.resets = {1.0, 1.5};
    cliquet.local_floor = -0.05;
    cliquet.local_cap = 0.05;
    const auto all = greeks(TbbBackend(), flat, cliquet, paths(1 << 13));
    // Exactly 0 on each path but for the rounding of d(S_2 / S_1), relative to returns over spots.
    EXPECT_NEAR(greek(all, "delta").value, 0.0, 64.0 * 0x1p-52 / 80.0);
}

TEST(Cliquet, meets_the_price_by_convolution_with_local_and_global_limits) {
    Cliquet cliquet = monthly();
    cliquet.local_floor = -0.05;
    cliquet.local_cap = 0.03;
    cliquet.global_floor = 0.0;
    // Law of the clipped return convolved twelve times on a grid; the same on a grid twice as coarse: 1e-6.
    EXPECT_TRUE(agrees(priced(flat, cliquet), 0.01813815, 1e-6));
}

TEST(Cliquet, has_the_greeks_of_the_closed_form) {
    Cliquet cliquet = monthly();
    cliquet.local_floor = 0.0;
    const auto all = greeks(TbbBackend(), flat, cliquet, paths(1 << 15));
    using Slopes = Dual<double, 3>;
    BlackScholes<Slopes> moved(flat);
    moved.market.assets[0].spot.slope[0] = 1.0;
    moved.volatility[0].quotes[0].slope[1] = 1.0;
    moved.market.rate.quotes[0].slope[2] = 1.0;
    const Slopes exact = calls_on_returns(moved, cliquet.resets, 80.0);
    EXPECT_TRUE(agrees(greek(all, "delta"), exact.slope[0]));
    EXPECT_TRUE(agrees(greek(all, "vega"), exact.slope[1]));
    EXPECT_TRUE(agrees(greek(all, "rho"), exact.slope[2]));

    BlackScholes<double> up = flat, down = flat;
    up.market.assets[0].spot += 0.01;
    down.market.assets[0].spot -= 0.01;
    const double gamma =
        (calls_on_returns(up, cliquet.resets, 80.0) - 2.0 * calls_on_returns(flat, cliquet.resets, 80.0) +
         calls_on_returns(down, cliquet.resets, 80.0)) /
        1e-4;
    EXPECT_TRUE(agrees(greek(all, "gamma"), gamma, 1e-10));  // rounding of the difference, 1e-16 x 8 / 1e-4
}

TEST(Cliquet, refuses_a_floor_above_its_cap) {
    Cliquet cliquet = monthly();
    cliquet.local_floor = 0.02;
    cliquet.local_cap = 0.01;
    EXPECT_THROW(cliquet.check({{80.0}}), TermsFault);
}

}  // namespace
}  // namespace snell
