#include "core/math/exp.h"
#include "tests/engine/underlyings.h"

namespace snell {
namespace {

constexpr double rate = 0.03, dividend = 0.01, volatility = 0.25;
const BlackScholes<double> flat = black_scholes(rate, {{80.0, dividend, volatility}});

VarianceSwap quarterly() {
    VarianceSwap swap;
    swap.variance.observations = {0.25, 0.5, 0.75, 1.0};
    return swap;
}

TEST(VarianceSwap, log_returns_have_the_variance_of_the_model_and_their_squared_drift) {
    const double drift = (rate - dividend - 0.5 * volatility * volatility) * 0.25;
    const double fair = 4.0 * (drift * drift + volatility * volatility * 0.25);
    EXPECT_TRUE(agrees(priced(flat, quarterly()), exp(-rate) * fair));
}

TEST(VarianceSwap, simple_returns_have_their_lognormal_second_moment) {
    VarianceSwap swap = quarterly();
    swap.variance.returns = VarianceSwap::Returns::simple;
    const double growth = exp((rate - dividend) * 0.25);
    const double fair = 4.0 * (growth * growth * exp(volatility * volatility * 0.25) - 2.0 * growth + 1.0);
    EXPECT_TRUE(agrees(priced(flat, swap), exp(-rate) * fair));
}

TEST(VarianceSwap, strike_and_notional_are_linear) {
    VarianceSwap swap = quarterly();
    const double floating = priced(flat, swap).value;
    swap.strike = 0.05;
    swap.notional = 1000.0;
    EXPECT_NEAR(priced(flat, swap).value, 1000.0 * (floating - 0.05 * exp(-rate)), 1000.0 * 16.0 * 0x1p-52);
}

TEST(VarianceSwap, annualisation_counts_periods_a_year) {
    VarianceSwap swap = quarterly();
    const double observed = priced(flat, swap).value;
    swap.variance.annualisation = 8.0;
    EXPECT_EQ(priced(flat, swap).value, 2.0 * observed);
}

TEST(VarianceSwap, never_pays_more_than_its_cap) {
    VarianceSwap swap = quarterly();
    swap.cap = 1e-9;  // below any path but one in 1e12
    EXPECT_NEAR(priced(flat, swap).value, 1e-9 * exp(-rate), 1e-9 * 1e-3);
    swap.cap = 100.0;  // above any path
    EXPECT_EQ(priced(flat, swap).value, priced(flat, quarterly()).value);
}

TEST(VarianceSwap, has_the_vega_of_its_fair_strike) {
    const auto all = greeks(TbbBackend(), flat, quarterly(), paths(1 << 13));
    const double drift = (rate - dividend - 0.5 * volatility * volatility) * 0.25;
    const double vega = 4.0 * (-2.0 * drift * volatility * 0.25 + 2.0 * volatility * 0.25);
    EXPECT_TRUE(agrees(greek(all, "vega"), exp(-rate) * vega));
}

}  // namespace
}  // namespace snell
