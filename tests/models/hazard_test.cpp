#include "models/hazard.h"

#include <gtest/gtest.h>

#include "core/math/log.h"
#include "core/math/pow.h"
#include "models/quadrature.h"
#include "models/square_root_move.h"
#include "tests/models/cross_asset_worlds.h"

namespace snell {
namespace {

const HazardTerms square_root{"A", HazardTerms::Dynamics::square_root, 0.4, 0.1, 0.015, 0.012};
const HazardTerms gaussian{"A", HazardTerms::Dynamics::gaussian, 0.2, 0.012, 0.0, 0.0};

TEST(Hazard, survival_of_the_square_root_is_that_of_cox_ingersoll_and_ross) {
    for (const double sigma : {0.02, 0.1, 0.4}) {
        HazardTerms terms = square_root;
        terms.volatility = sigma;
        const double kappa = terms.reversion, h = sqrt(kappa * kappa + 2.0 * sigma * sigma);
        for (const double t : {0.1, 1.0, 10.0, 30.0}) {
            const double grown = exp(h * t) - 1.0, under = 2.0 * h + (kappa + h) * grown;
            const double b = 2.0 * grown / under;
            const double a = pow(2.0 * h * exp(0.5 * (kappa + h) * t) / under,
                                 2.0 * kappa * terms.level / (sigma * sigma));
            // Their closed form raises a rounded number to the power 2 kappa theta / sigma^2 <= 30.
            EXPECT_NEAR(square_root_survival(terms, t), a * exp(-b * terms.start), 1e-13)
                << sigma << " " << t;
        }
    }
    HazardTerms still = square_root;
    still.volatility = 0.0;
    const double mean = 0.015 * 5.0 + (0.012 - 0.015) * reversion_time(0.4, 5.0);
    EXPECT_NEAR(square_root_survival(still, 5.0), exp(-mean), 1e-15);
}

TEST(Hazard, moves_of_the_square_root_have_the_exact_mean_and_variance) {
    for (const double sigma : {0.05, 0.1, 0.3}) {
        HazardTerms terms = square_root;
        terms.volatility = sigma;
        const double dt = 0.25, kappa = terms.reversion, theta = terms.level;
        const SquareRootStep step = SquareRootStep::make(terms, dt);
        for (const double x : {0.0005, 0.012, 0.08}) {
            // The move of a normal, in steps much finer than its kink; the tails beyond 9 weigh 1e-19.
            constexpr int steps = 400000;
            double mean = 0.0, square = 0.0, mass = 0.0;
            for (int i = 0; i < steps; ++i) {
                const double z = -9.0 + 18.0 * (i + 0.5) / steps, weight = exp(-0.5 * z * z);
                const double next = move_square_root<double>(step, x, z);
                EXPECT_GE(next, 0.0);
                mass += weight;
                mean += weight * next;
                square += weight * next * next;
            }
            mean /= mass;
            const double decay = exp(-kappa * dt), expected = theta + (x - theta) * decay;
            const double variance = x * sigma * sigma * decay * (1.0 - decay) / kappa +
                                    theta * sigma * sigma * (1.0 - decay) * (1.0 - decay) / (2.0 * kappa);
            EXPECT_NEAR(mean, expected, 1e-8 * expected) << sigma << " " << x;
            EXPECT_NEAR(square / mass - mean * mean, variance, 1e-6 * variance) << sigma << " " << x;
        }
    }
}

TEST(Hazard, noise_that_stands_alone_has_closed_variances) {
    const double kappa = gaussian.reversion, sigma = gaussian.volatility, t = 7.0;
    const DriverNoise x = noise_of_hazard(gaussian, 0.0, t), integral = noise_of_integral(gaussian, 0.0, t);
    const double once = reversion_time(kappa, t), twice = reversion_time(2.0 * kappa, t);
    EXPECT_NEAR(covariance(x, x, 1.0), sigma * sigma * twice, 1e-17);
    EXPECT_NEAR(covariance(integral, integral, 1.0),
                sigma * sigma / (kappa * kappa) * (t - 2.0 * once + twice), 1e-15);
    EXPECT_NEAR(covariance(x, integral, -0.5), -0.25 * sigma * sigma * once * once, 1e-16);
}

TEST(Hazard, covariance_with_an_exchange_rate_of_still_rates_is_closed) {
    CrossAssetParts parts = cross_asset_worlds::parts();
    for (Lgm& currency : parts.currencies)
        currency = Lgm(currency.discount(), {Lgm::Volatility::hagan, StepFunction(0.0), 0.0});
    parts.exchanges[0].volatility = StepFunction(0.12);
    parts.correlation = Matrix<double>(8);
    parts.correlation(7, 3) = parts.correlation(3, 7) = 0.6;
    parts.hazards = {gaussian};
    const CrossAsset model(std::move(parts));
    const Date to = cross_asset_worlds::today + 1460;
    const double kappa = gaussian.reversion, t = model.time(to);
    const std::vector<double> found = model.noise_covariance(0, noise_of_integral(gaussian, 0.0, t), to);
    const double exact = 0.6 * 0.12 * gaussian.volatility * (t - reversion_time(kappa, t)) / kappa;
    EXPECT_NEAR(found[3], exact, 1e-14);
    for (int i : {0, 1, 2, 4, 5, 6}) EXPECT_EQ(found[static_cast<std::size_t>(i)], 0.0);
}

TEST(Hazard, says_when_the_square_root_needs_a_negative_shift) {
    HazardTerms high = square_root;
    high.start = 0.05;
    const DailyCurve survival = cross_asset_worlds::curve(0.02);
    EXPECT_EQ(first_negative_shift(square_root, survival), survival.today);
    EXPECT_EQ(first_negative_shift(high, survival), survival.today + 30);
}

TEST(GivenOthers, leaves_what_they_do_not_say) {
    Matrix<double> joint(4);
    const double rows[4][4] = {
        {2.0, 0.6, 0.8, 0.1}, {0.6, 1.0, 0.3, 0.2}, {0.8, 0.3, 1.5, 0.4}, {0.1, 0.2, 0.4, 0.9}};
    for (int i = 0; i < 4; ++i)
        for (int j = 0; j < 4; ++j) joint(i, j) = rows[i][j];
    const GivenOthers found = given_others(joint, 2);
    const double determinant = 2.0 * 1.0 - 0.6 * 0.6;
    for (int a = 0; a < 2; ++a) {
        const double first = (joint(2 + a, 0) * 1.0 - joint(2 + a, 1) * 0.6) / determinant;
        const double second = (joint(2 + a, 1) * 2.0 - joint(2 + a, 0) * 0.6) / determinant;
        const auto row = static_cast<std::size_t>(a);
        EXPECT_NEAR(found.regression[row][0], first, 1e-15);
        EXPECT_NEAR(found.regression[row][1], second, 1e-15);
        for (int b = 0; b <= a; ++b) {
            double left = 0.0;
            for (std::size_t k = 0; k < found.noise[static_cast<std::size_t>(b)].size(); ++k)
                left += found.noise[row][k] * found.noise[static_cast<std::size_t>(b)][k];
            EXPECT_NEAR(left, joint(2 + a, 2 + b) - first * joint(2 + b, 0) - second * joint(2 + b, 1),
                        1e-15);
        }
    }
}

}  // namespace
}  // namespace snell
