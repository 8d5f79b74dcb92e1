#include "models/local_volatility.h"

#include <gtest/gtest.h>

#include <array>

#include "engine/greeks.h"
#include "tests/engine/underlyings.h"
#include "tests/engine/worlds.h"

namespace snell {
namespace {

LocalVolatility<double> with_surface(double spot, double rate, LocalSurface surface) {
    LocalVolatility<double> model;
    model.market = worlds::market(spot, rate, 0.0);
    model.surface = {std::move(surface)};
    model.shift = {0.0};
    return model;
}

TEST(LocalVolatility, is_black_scholes_where_the_surface_is_flat) {
    const TbbBackend backend;
    const auto model = with_surface(100.0, 0.03, LocalSurface({1.0}, {3.0, 6.0}, {0.2, 0.2}));
    const Price found =
        price(backend, model, European{0, OptionType::call, 105.0, 1.0}, worlds::settings(1 << 17));
    const worlds::BlackScholesFormula f{1.0, 100.0, 105.0, 0.03, 0.0, 0.2, 1.0};
    EXPECT_NEAR(found.estimate.value, f.price(), 4.0 * found.estimate.std_error);
    ASSERT_TRUE(found.time_step_bias);
    EXPECT_NEAR(found.time_step_bias->value, 0.0, 4.0 * found.time_step_bias->std_error + 1e-9);
}

/// The local volatility of the BENCHOP problem 1b (von Sydow et al. 2015, table 1):
/// 0.15 + 0.15 (0.5 + 2 t) (S/100 - 1.2)^2 / ((S/100)^2 + 1.44).
LocalSurface benchop_surface() {
    std::vector<double> times, log_spots, values;
    for (int i = 0; i <= 10; ++i) times.push_back(0.1 * i);
    for (int j = 0; j <= 120; ++j) log_spots.push_back(std::log(20.0) + j * std::log(20.0) / 120.0);
    for (double t : times)
        for (double x : log_spots) {
            const double s = std::exp(x) / 100.0;
            values.push_back(0.15 + 0.15 * (0.5 + 2.0 * t) * (s - 1.2) * (s - 1.2) / (s * s + 1.44));
        }
    return LocalSurface(times, log_spots, values);
}

TEST(LocalVolatility, agrees_with_the_published_prices_of_benchop) {
    const TbbBackend backend;
    Settings settings = worlds::settings(1 << 17);
    settings.steps = 64;
    const std::pair<double, double> published[] = {{90.0, 2.95517}, {110.0, 14.78425}};
    for (const auto& [spot, value] : published) {
        const Price found = price(backend, with_surface(spot, 0.03, benchop_surface()),
                                  European{0, OptionType::call, 100.0, 1.0}, settings);
        // 1e-4 is the accuracy of the published value; the step bias is measured and named.
        EXPECT_NEAR(found.estimate.value, value,
                    1e-4 + 4.0 * found.estimate.std_error + std::fabs(found.time_step_bias->value));
    }
}

TEST(LocalVolatility, from_implied_volatilities_returns_them) {
    // A smile in variance w(k, T) = T (0.04 - 0.02 k + 0.05 k^2): simulated prices must imply it again.
    ImpliedSurface implied{{0.5, 1.0}, {}, {}};
    for (int j = -12; j <= 12; ++j) implied.log_moneyness.push_back(0.1 * j);
    for (std::size_t t = 0; t < 2; ++t)
        for (double k : implied.log_moneyness)
            implied.volatilities.push_back(std::sqrt(0.04 - 0.02 * k + 0.05 * k * k));
    const auto model = with_surface(100.0, 0.0, dupire(implied, [](Years) { return std::log(100.0); }));
    const TbbBackend backend;
    Settings settings = worlds::settings(1 << 17);
    settings.steps = 128;
    for (double strike : {80.0, 100.0, 120.0}) {
        const double k = std::log(strike / 100.0);
        const worlds::BlackScholesFormula f{
            1.0, 100.0, strike, 0.0, 0.0, std::sqrt(0.04 - 0.02 * k + 0.05 * k * k), 1.0};
        const Price found = price(backend, model, European{0, OptionType::call, strike, 1.0}, settings);
        // 0.02 volatility points of vega for the splines, beside the statistical and the step error.
        EXPECT_NEAR(found.estimate.value, f.price(),
                    2e-4 * f.vega() + 4.0 * found.estimate.std_error + std::fabs(found.time_step_bias->value))
            << strike;
    }
}

TEST(LocalVolatility, has_the_greeks_of_black_scholes_where_flat) {
    const TbbBackend backend;
    const auto model = with_surface(100.0, 0.03, LocalSurface({1.0}, {3.0, 6.0}, {0.2, 0.2}));
    Settings settings = worlds::settings(1 << 15);
    settings.steps = 16;
    const worlds::BlackScholesFormula f{1.0, 100.0, 105.0, 0.03, 0.0, 0.2, 1.0};
    for (const Greek& g : greeks(backend, model, European{0, OptionType::call, 105.0, 1.0}, settings)) {
        const double truth = g.name == "delta"   ? f.delta()
                             : g.name == "gamma" ? f.gamma()
                             : g.name == "vega"  ? f.vega()
                             : g.name == "rho"   ? f.rho()
                             : g.name == "theta" ? f.theta()
                                                 : f.dividend_rho();
        EXPECT_NEAR(g.estimate.value, truth, 4.0 * g.estimate.std_error) << g.name;
    }
}

/// Displaced diffusion (Rubinstein 1983), dS = sigma (S + a) dW: S + a is lognormal, so options have closed
/// forms, and as a local volatility sigma (1 + a / S) falls in S: a skew.
struct DisplacedDiffusion {
    double sigma = 0.15, displacement = 100.0;

    LocalVolatility<double> model() const {
        std::vector<double> log_spots, values;
        // Beyond 8 and 1200 lies a probability below 1e-8; the spline's error between 401 points, below 1e-9.
        for (int j = 0; j <= 400; ++j) log_spots.push_back(std::log(8.0) + j * std::log(150.0) / 400.0);
        for (double x : log_spots) values.push_back(sigma * (1.0 + displacement / std::exp(x)));
        return with_surface(100.0, 0.0, LocalSurface({1.0}, log_spots, values));
    }
    worlds::BlackScholesFormula call(double strike) const {
        return {1.0, 100.0 + displacement, strike + displacement, 0.0, 0.0, sigma, 1.0};
    }
};

/// Least squares of log2 bias on log2 steps, for steps 8, 16, 32, 64.
double weak_order(const DisplacedDiffusion& world, double strike) {
    const TbbBackend backend;
    std::array<double, 4> log_bias{};
    for (std::size_t i = 0; i < log_bias.size(); ++i) {
        Settings settings = worlds::settings(1 << 20, 11);
        settings.steps = 8 << i;
        const Estimate found =
            price(backend, world.model(), European{0, OptionType::call, strike, 1.0}, settings).estimate;
        const double bias = std::fabs(found.value - world.call(strike).price());
        // An error of a tenth of the bias moves the fitted order by less than 0.1.
        EXPECT_LT(found.std_error, 0.1 * bias) << settings.steps;
        log_bias[i] = std::log2(bias);
    }
    return -(1.5 * (log_bias[3] - log_bias[0]) + 0.5 * (log_bias[2] - log_bias[1])) / 5.0;
}

TEST(LocalVolatility, converges_with_first_order_in_the_step) {
    const DisplacedDiffusion world;
    // At 8 steps the term of second order is still a tenth of the first.
    EXPECT_NEAR(weak_order(world, 80.0), 1.0, 0.1);   // measured 1.019 +- 0.005
    EXPECT_NEAR(weak_order(world, 100.0), 1.0, 0.1);  // measured 0.936 +- 0.02
}

TEST(LocalVolatility, has_the_greeks_of_a_displaced_diffusion) {
    const TbbBackend backend;
    const DisplacedDiffusion world;
    const worlds::BlackScholesFormula f = world.call(100.0);
    const auto run = [&](int steps) {
        Settings settings = worlds::settings(1 << 17);
        settings.steps = steps;
        return greeks(backend, world.model(), European{0, OptionType::call, 100.0, 1.0}, settings);
    };
    const auto fine = run(32), coarse = run(16);
    for (const auto& [name, truth] : {std::pair{"delta", f.delta()}, {"gamma", f.gamma()}}) {
        const Estimate found = greek(fine, name), before = greek(coarse, name);
        // As the order is 1, the step bias is what the last halving of the steps changed.
        EXPECT_NEAR(found.value, truth,
                    4.0 * (found.std_error + before.std_error) + std::fabs(found.value - before.value))
            << name;
        EXPECT_LT(found.std_error, 0.01 * truth) << name;
    }
}

}  // namespace
}  // namespace snell
