#include "core/black_formula.h"
#include "core/math/exp.h"
#include "core/math/log.h"
#include "core/math/normal_cdf.h"
#include "tests/engine/underlyings.h"

namespace snell {
namespace {

const BlackScholes<double> flat = black_scholes(0.02, {{1.0, 0.04, 0.16}});
const std::vector<Years> monthly{91 / 365.0,  120 / 365.0, 152 / 365.0, 181 / 365.0, 212 / 365.0,
                                 243 / 365.0, 278 / 365.0, 306 / 365.0, 334 / 365.0, 1.0};

Autocallable note(std::vector<Years> observations, double knock_out) {
    Autocallable product;
    product.assets = {0};
    product.observations = std::move(observations);
    product.knock_out_levels = {knock_out};
    return product;
}

/// exp(-rT) P(S_T >= level) and exp(-rT) P(S_T < level).
double digital(const BlackScholes<double>& model, double sign, double level, Years maturity) {
    const double deviation = sqrt(model.total_variance(0, maturity));
    const double d2 =
        (log(model.market.assets[0].spot / level) + model.market.drift(0, maturity)) / deviation -
        0.5 * deviation;
    return exp(-model.market.discounted(maturity)) * normal_cdf(sign * d2);
}

TEST(Autocallable, that_cannot_be_called_nor_knocked_in_is_a_bond) {
    Autocallable product = note(monthly, 1e6);
    product.principal = true;
    product.maturity_coupon = 0.05;
    const Estimate bond = priced(flat, product);
    EXPECT_NEAR(bond.value, 1.05 * exp(-0.02), 16.0 * 0x1p-52);
}

TEST(Autocallable, that_is_always_called_ends_on_the_first_observation) {
    Autocallable product = note(monthly, 1e-6);
    product.knock_out_coupons = {0.06};
    product.accrual = Autocallable::Accrual::annual;
    EXPECT_NEAR(priced(flat, product).value, 0.06 * monthly[0] * exp(-0.02 * monthly[0]), 16.0 * 0x1p-52);
}

TEST(Autocallable, with_one_observation_is_made_of_digitals_and_a_put_spread) {
    Autocallable product = note({1.0}, 1.05);
    product.knock_out_coupons = {0.08};
    product.maturity_coupon = 0.03;
    product.knock_in_level = 0.9;
    product.loss_floor = -0.3;
    const double forward = exp(-0.02), variance = 0.16 * 0.16;
    const auto put = [&](double strike) { return exp(-0.02) * black(-1.0, forward, strike, variance); };
    const double called = 0.08 * digital(flat, 1.0, 1.05, 1.0);
    const double kept = 0.03 * (digital(flat, -1.0, 1.05, 1.0) - digital(flat, -1.0, 0.9, 1.0));
    const double lost = put(0.9) + 0.1 * digital(flat, -1.0, 0.9, 1.0) - put(0.7);
    EXPECT_TRUE(agrees(priced(flat, product), called + kept - lost));
}

TEST(Autocallable, meets_the_snowball_with_knock_in_at_maturity) {
    Autocallable product = note(monthly, 1.03);
    product.knock_out_coupons = {0.0535};
    product.maturity_coupon = 0.0535;
    product.accrual = Autocallable::Accrual::annual;
    product.knock_in_level = 0.8;
    // Backward Gauss-Legendre quadrature on the same calendar, good to 2e-6.
    EXPECT_TRUE(agrees(priced(flat, product), 0.0005985116, 2e-6));
}

TEST(Autocallable, meets_the_phoenix_with_coupons_above_a_barrier) {
    Autocallable product = note(monthly, 1.03);
    product.coupons = {0.0013};
    product.coupon_barrier = 0.7;
    product.knock_in_level = 0.7;
    EXPECT_TRUE(agrees(priced(flat, product), 0.0001348643, 2e-6));  // quadrature, good to 2e-6
}

TEST(Autocallable, on_perfectly_correlated_twins_is_on_one_asset) {
    const auto twins = black_scholes(0.02, {{1.0, 0.04, 0.16}, {50.0, 0.04, 0.16}}, 1.0);
    Autocallable product = note(monthly, 1.03);
    product.knock_out_coupons = {0.01};
    product.knock_in_level = 0.8;
    product.knock_in_dates = {0.1, 0.2, 0.3};
    const double one = priced(twins, product).value;
    product.assets = {0, 1};
    for (const auto level : {Autocallable::Level::worst, Autocallable::Level::average}) {
        product.level = level;
        // Rounding moves a performance across a level on at most a path or two of 65536.
        EXPECT_NEAR(priced(twins, product).value, one, 2.0 / 65536);
    }
}

TEST(Autocallable, on_the_worst_of_two_is_worth_less_than_on_each) {
    const auto two = black_scholes(0.02, {{1.0, 0.04, 0.16}, {50.0, 0.03, 0.2}}, 0.5);
    Autocallable product = note(monthly, 1e6);  // a call would cost the better one its later coupons
    product.coupons = {0.01};
    product.coupon_barrier = 0.8;
    product.knock_in_level = 0.7;
    product.assets = {0, 1};
    const double worst = priced(two, product).value;
    product.level = Autocallable::Level::best;
    const double best = priced(two, product).value;
    for (const int asset : {0, 1}) {
        product.assets = {asset};
        const double one = priced(two, product).value;
        EXPECT_LT(worst, one);
        EXPECT_LT(one, best);
    }
}

TEST(Autocallable, with_one_observation_has_the_greeks_of_digitals) {
    Autocallable product = note({1.0}, 1.05);
    product.initial_fixings = {1.0};
    product.knock_out_coupons = {1.0};
    const auto all = greeks(TbbBackend(), flat, product, paths(1 << 15));
    const double step = 1e-4;
    const auto at = [&](double spot, double vol) {
        return digital(black_scholes(0.02, {{spot, 0.04, vol}}), 1.0, 1.05, 1.0);
    };
    // Central differences of a smooth formula: relative error of order step^2.
    const double delta = (at(1.0 + step, 0.16) - at(1.0 - step, 0.16)) / (2.0 * step);
    const double gamma = (at(1.0 + step, 0.16) - 2.0 * at(1.0, 0.16) + at(1.0 - step, 0.16)) / (step * step);
    const double vega = (at(1.0, 0.16 + step) - at(1.0, 0.16 - step)) / (2.0 * step);
    EXPECT_TRUE(agrees(greek(all, "delta"), delta, 1e4 * step * step));
    EXPECT_TRUE(agrees(greek(all, "gamma"), gamma, 1e4 * step * step));
    EXPECT_TRUE(agrees(greek(all, "vega"), vega, 1e4 * step * step));
}

TEST(Autocallable, has_likelihood_ratio_greeks_that_agree_with_differences) {
    Autocallable product = note({0.25, 0.5, 0.75, 1.0}, 1.02);
    product.initial_fixings = {1.0};
    product.knock_out_coupons = {0.05};
    product.coupons = {0.01};
    product.coupon_barrier = 0.85;
    product.memory = true;
    product.knock_in_level = 0.8;
    const auto all = greeks(TbbBackend(), flat, product, paths(1 << 17));
    // Common random numbers; the bias of a width is taken off by the width twice as large (Richardson).
    const auto slope = [&](auto moved, double width) {
        const auto difference = [&](double by) {
            const Estimate up = priced(moved(by), product, 1 << 17),
                           down = priced(moved(-by), product, 1 << 17);
            return std::pair((up.value - down.value) / (2.0 * by),
                             (up.std_error + down.std_error) / (2.0 * by));
        };
        const auto [narrow, error] = difference(width);
        const auto [wide, wide_error] = difference(2.0 * width);
        return Estimate{(4.0 * narrow - wide) / 3.0, (4.0 * error + wide_error) / 3.0, 0, 0};
    };
    const Estimate delta = slope(
        [](double by) {
            return black_scholes(0.02, {{1.0 + by, 0.04, 0.16}});
        },
        0.02);
    const Estimate vega = slope(
        [](double by) {
            return black_scholes(0.02, {{1.0, 0.04, 0.16 + by}});
        },
        0.01);
    const Estimate rho = slope([](double by) { return black_scholes(0.02 + by, {{1.0, 0.04, 0.16}}); }, 0.01);
    EXPECT_TRUE(agrees(greek(all, "delta"), delta.value, 4.0 * delta.std_error));
    EXPECT_TRUE(agrees(greek(all, "vega"), vega.value, 4.0 * vega.std_error));
    EXPECT_TRUE(agrees(greek(all, "rho"), rho.value, 4.0 * rho.std_error));
}

}  // namespace
}  // namespace snell
