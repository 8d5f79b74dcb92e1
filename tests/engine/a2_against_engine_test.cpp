#include <gtest/gtest.h>

#include <cmath>

#include "engine/a2/run.h"
#include "tests/engine/worlds.h"

namespace snell::a2 {
namespace {

Heston<double> model_of(const Option& option) {
    const int n = option.assets();
    Heston<double> model;
    model.market.rate = Curve<double>(option.rate);
    model.market.correlation = Matrix<double>(n);
    model.drivers.told = Matrix<double>(2 * n);  // S_1 ... S_n, V_1 ... V_n
    const auto place = [n](int driver) { return driver % 2 == 0 ? n + driver / 2 : driver / 2; };
    for (int i = 0; i < 2 * n; ++i)
        for (int j = 0; j < 2 * n; ++j) model.drivers.told(place(i), place(j)) = option.correlation(i, j);
    for (int i = 0; i < n; ++i) {
        model.market.assets.push_back(
            {"asset_" + std::to_string(i + 1), option.spot, Curve<double>(0.0), std::nullopt});
        model.terms.push_back(option.terms[static_cast<std::size_t>(i)]);
        for (int j = 0; j < n; ++j) model.market.correlation(i, j) = option.correlation(2 * i + 1, 2 * j + 1);
    }
    return model;
}

AmericanBestOf product_of(const Option& option, int steps) {
    AmericanBestOf product;
    for (int i = 0; i < option.assets(); ++i) product.assets.push_back(i);
    product.extreme = AmericanBestOf::Extreme::running;
    product.strike = option.strike;
    product.maturity = option.maturity;
    product.exercise.style = Exercise::Style::bermudan;
    for (int step = 1; step <= steps; ++step)
        product.exercise.times.push_back(option.maturity * step / steps);
    return product;
}

/// The bounds of the general engine, whose rule sees prices and variances, too.  One that sees the running
/// maximum alone loses at most the interest of a year on what is paid.
TEST(A2Price, lies_within_the_bounds_of_the_general_engine) {
    constexpr int steps = 8;
    const Option option = draw_option(2008, 2);
    Settings settings = worlds::settings(1 << 14);
    settings.steps = steps;
    settings.exercise.training_paths = 1 << 13;
    settings.exercise.nodes = 16;
    const Price priced = price(TbbBackend(2), model_of(option), product_of(option, steps), settings);
    ASSERT_TRUE(priced.bounds);
    Method method;
    method.steps = steps;
    Effort effort;
    effort.paths = 1 << 16;
    effort.threads = 2;
    const Estimate found = Valuation(price_scenario(option, method), effort).run().front().estimate;
    const Estimate &low = priced.estimate, &high = priced.bounds->upper;
    const double interest = 1.0 - std::exp(-option.rate * option.maturity);
    EXPECT_LE(found.value, high.value + 4.0 * std::hypot(found.std_error, high.std_error));
    EXPECT_GE(found.value, low.value * (1.0 - interest) - 4.0 * std::hypot(found.std_error, low.std_error));
}

}  // namespace
}  // namespace snell::a2
