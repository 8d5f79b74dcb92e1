#include "models/lgm_option.h"

#include <gtest/gtest.h>

#include "core/black_formula.h"
#include "core/lanes.h"
#include "core/math/normal_pdf.h"
#include "tests/models/cross_asset_worlds.h"

namespace snell {
namespace {

using cross_asset_worlds::today;

constexpr double rounding = 1e-14;

/// Integral of f(z) against the normal density, by the trapezoid rule, whose error is below 1e-17 for an
/// entire f at this step; a kink costs step^2.
template <class Function>
double normal_mean(const Function& f, int steps) {
    double sum = 0.0;
    for (int i = -steps; i <= steps; ++i) sum += f(9.0 * i / steps) * normal_pdf(9.0 * i / steps);
    return sum * 9.0 / steps;
}

std::vector<FixedFlow> payer_swap(Date start, int years, double strike) {
    std::vector<FixedFlow> flows{{start, 1.0}};
    for (int i = 1; i <= years; ++i) flows.push_back({add_months(start, 12 * i), -strike});
    flows.push_back({add_months(start, 12 * years), -1.0});
    return flows;
}

std::vector<FixedFlow> negated(std::vector<FixedFlow> flows) {
    for (FixedFlow& flow : flows) flow.amount = -flow.amount;
    return flows;
}

TEST(Lgm, zeta_is_the_integral_of_squared_alpha) {
    const Lgm hagan = cross_asset_worlds::lgm(0.02, 0.03);
    EXPECT_NEAR(hagan.zeta(4.0), 0.008 * 0.008 + 2 * 0.011 * 0.011 + 0.007 * 0.007, rounding);
    const Lgm hull_white = cross_asset_worlds::lgm(0.02, 0.1, Lgm::Volatility::hull_white);
    double sum = 0.0;
    const int steps = 40000;  // midpoints, of which none sees a jump: error step^2 / 24 times at most 1e-5
    for (int i = 0; i < steps; ++i) {
        const double alpha = hull_white.alpha(4.0 * (i + 0.5) / steps);
        sum += alpha * alpha * 4.0 / steps;
    }
    EXPECT_NEAR(hull_white.zeta(4.0), sum, 1e-8 / 24 * 1e-5 * 4 + 1e-15);
}

TEST(Lgm, grows_linearly_as_reversion_vanishes) {
    const Lgm none = cross_asset_worlds::lgm(0.02, 0.0), slow = cross_asset_worlds::lgm(0.02, 1e-12);
    EXPECT_EQ(none.H(7.0), 7.0);
    EXPECT_NEAR(slow.H(7.0), 7.0, 1e-12 * 49 / 2 + 7 * rounding);
}

TEST(Lgm, bonds_pay_one_at_maturity_and_are_today_s_curve_today) {
    const Lgm model = cross_asset_worlds::lgm(0.02, 0.03);
    const Date t = today + 1000, maturity = today + 5000;
    EXPECT_EQ(model.bond(t, t)(0.03), 1.0);
    EXPECT_EQ(model.bond(today, maturity)(0.0), model.discount()(maturity));
    EXPECT_EQ(model.numeraire(today)(0.0), 1.0);
}

TEST(LgmOption, pays_the_flows_where_they_are_worth_having) {
    const Lgm model = cross_asset_worlds::lgm(0.02, 0.03);
    const Date expiry = today + 1826;
    const LgmOption option(model, payer_swap(expiry, 10, 0.03), expiry);
    ASSERT_EQ(option.region().boundaries.size(), 1u);
    const double boundary = option.region().boundaries[0].x;
    EXPECT_EQ(option.seen(expiry)(boundary - 1e-3), 0.0);
    EXPECT_GT(option.seen(expiry)(boundary + 1e-3), 0.0);
}

TEST(LgmOption, payer_less_receiver_is_the_swap_at_every_state) {
    const Lgm model = cross_asset_worlds::lgm(0.02, 0.03);
    const Date expiry = today + 1826, t = today + 700;
    const std::vector<FixedFlow> swap = payer_swap(expiry + 2, 10, 0.03);
    const SeenLgmOption payer = LgmOption(model, swap, expiry).seen(t);
    const SeenLgmOption receiver = LgmOption(model, negated(swap), expiry).seen(t);
    for (double x : {-0.05, -0.01, 0.0, 0.02, 0.06}) {
        double value = 0.0;
        for (const FixedFlow& flow : swap) value += flow.amount * model.bond(t, flow.pay)(x);
        EXPECT_NEAR(payer(x) - receiver(x), value, 20 * rounding);
    }
}

TEST(LgmOption, is_the_mean_of_its_deflated_payoff) {
    const Lgm model = cross_asset_worlds::lgm(0.02, 0.03);
    const Date expiry = today + 1826, t = today + 700;
    const std::vector<FixedFlow> swap = payer_swap(expiry, 10, 0.03);
    const LgmOption option(model, swap, expiry);
    const SeenLgmOption at_expiry = option.seen(expiry), at_t = option.seen(t);
    const Exponential from = model.numeraire(t), to = model.numeraire(expiry);
    const int steps = 20000;
    for (double x : {-0.02, 0.0, 0.03}) {
        const double mean = normal_mean(
            [&](double z) {
                const double end = x + at_t.deviation * z;
                return at_expiry(end) / to(end);
            },
            steps);
        // The kink: step^2 / 12 times the jump of the slope in z (below 1) and the density.
        EXPECT_NEAR(at_t(x), mean * from(x), 9.0 * 9.0 / steps / steps / 12 * 0.4);
    }
}

// A bond option is lognormal: Black's formula with the variance of the forward bond.
TEST(LgmOption, on_two_flows_is_black_s_formula) {
    const Lgm model = cross_asset_worlds::lgm(0.02, 0.03);
    const Date expiry = today + 1000, end = today + 1182;
    const double strike = 0.985;
    const LgmOption option(model, {{expiry, -strike}, {end, 1.0}}, expiry);
    const double stretch = model.H(model.time(end)) - model.H(model.time(expiry));
    const double variance = stretch * stretch * model.zeta(model.time(expiry));
    const double expected = black(1.0, model.discount()(end), strike * model.discount()(expiry), variance);
    EXPECT_NEAR(option.value(), expected, 10 * rounding);
}

TEST(LgmOption, finds_every_boundary_of_flows_of_changing_sign) {
    const Lgm model = cross_asset_worlds::lgm(0.02, 0.03);
    const Date expiry = today + 1826;
    const std::vector<FixedFlow> butterfly{{expiry, 1.0}, {expiry + 3650, -2.46}, {expiry + 7300, 1.5}};
    const LgmOption option(model, butterfly, expiry);
    ASSERT_EQ(option.region().boundaries.size(), 2u);
    const SeenLgmOption payoff = option.seen(expiry);
    const double deviation = option.seen(today).deviation;
    const Exponential to = model.numeraire(expiry);
    const int steps = 20000;
    const double mean =
        normal_mean([&](double z) { return payoff(deviation * z) / to(deviation * z); }, steps);
    EXPECT_NEAR(option.value(), mean, 2 * 9.0 * 9.0 / steps / steps / 12 * 0.4);
}

TEST(LgmOption, without_volatility_is_the_positive_part) {
    const Lgm model(cross_asset_worlds::curve(0.02), {});
    const Date expiry = today + 1826;
    EXPECT_GT(LgmOption(model, payer_swap(expiry, 10, 0.01), expiry).value(), 0.0);
    EXPECT_EQ(LgmOption(model, payer_swap(expiry, 10, 0.03), expiry).value(), 0.0);
}

TEST(LgmOption, gives_the_same_bits_on_lanes) {
    const Lgm model = cross_asset_worlds::lgm(0.02, 0.03);
    const Date expiry = today + 1826;
    const SeenLgmOption payer = LgmOption(model, payer_swap(expiry, 10, 0.03), expiry).seen(today + 700);
    double x[4] = {-0.05, 0.0, 0.01, 0.06}, together[4];
    store(together, payer(load<Lanes<4, 1>>(x)));
    for (int i = 0; i < 4; ++i) EXPECT_EQ(together[i], payer(x[i]));
}

}  // namespace
}  // namespace snell
