#include "models/heston_drivers.h"

#include <gtest/gtest.h>

#include "models/heston_formula.h"
#include "tests/engine/slopes_of.h"
#include "tests/engine/underlyings.h"

namespace snell {
namespace {

/// Two assets; with the drivers below, variances that move together more than their prices explain.
Heston<double> two_assets() {
    Heston<double> model;
    model.market = black_scholes(0.02, {{50.0, 0.03, 0.2}, {80.0, 0.0, 0.3}}, 0.6).market;
    model.terms = {{0.04, 2.0, 0.05, 0.6, -0.7}, {0.09, 2.0, 0.08, 0.5, -0.6}};
    return model;
}
HestonDrivers<double> strong_drivers() {
    const double rows[4][4] = {
        {1.0, 0.6, -0.7, -0.4}, {0.6, 1.0, -0.45, -0.6}, {-0.7, -0.45, 1.0, 0.8}, {-0.4, -0.6, 0.8, 1.0}};
    HestonDrivers<double> drivers;
    drivers.told = Matrix<double>(4);
    for (int i = 0; i < 4; ++i)
        for (int j = 0; j < 4; ++j) drivers.told(i, j) = rows[i][j];
    return drivers;
}

/// Pays where both fall together.
const WorstOf worst_of{{0, 1}, OptionType::put, {1.0 / 50.0, 1.0 / 80.0}, 1.0, 1.0};

Settings settings_of(std::int64_t count) {
    Settings settings = paths(count);
    settings.steps = 16;
    return settings;
}

TEST(HestonDrivers, left_out_are_those_that_follow_from_rho) {
    Heston<double> model = two_assets();
    const Estimate left_out = price(TbbBackend(), model, worst_of, settings_of(1 << 12)).estimate;
    const Matrix<double> all = model.drivers.complete(model.market.correlation, model.terms);
    Matrix<double>& told = model.drivers.told = Matrix<double>(4);
    for (int i = 0; i < 4; ++i)
        for (int j = 0; j < 4; ++j) told((i + 2) % 4, (j + 2) % 4) = all(i, j);
    EXPECT_EQ(price(TbbBackend(), model, worst_of, settings_of(1 << 12)).estimate.value, left_out.value);
}

TEST(HestonDrivers, leave_each_asset_its_own_price) {
    Heston<double> model = two_assets();
    model.drivers = strong_drivers();
    for (int asset : {0, 1}) {
        const double strike = model.market.assets[static_cast<std::size_t>(asset)].spot;
        const Price found =
            price(TbbBackend(), model, European{asset, OptionType::call, strike, 1.0}, settings_of(1 << 16));
        ASSERT_TRUE(found.time_step_bias);
        // As the order is at least 1, the bias is not more than what the last halving of the steps changed.
        EXPECT_TRUE(agrees(found.estimate, HestonFormula<double>(model, asset, 1.0).option(1.0, strike),
                           abs(found.time_step_bias->value) + 4.0 * found.time_step_bias->std_error));
    }
}

/// Slopes in the three further correlations: variances, (S_1, V_2), (S_2, V_1).
std::vector<Estimate> slopes(SlopeMethod method) {
    Heston<double> model = two_assets();
    model.drivers = strong_drivers();
    Heston<Slope> moved(model);
    moved.drivers.told(3, 2).slope[0] = 1.0;
    moved.drivers.told(0, 3).slope[1] = 1.0;
    moved.drivers.told(1, 2).slope[2] = 1.0;
    return slopes_of(TbbBackend(), moved, worst_of, settings_of(1 << 18), grid_for(model, worst_of, 16),
                     method, -1);
}

TEST(HestonDrivers, slopes_are_those_of_a_difference_of_prices_by_either_method) {
    const auto pathwise = slopes(SlopeMethod::pathwise);
    const auto likelihood = slopes(SlopeMethod::likelihood_ratio);
    const std::pair<int, int> cells[] = {{3, 2}, {0, 3}, {1, 2}};
    constexpr double width = 0.05;
    for (std::size_t p = 0; p < 3; ++p) {
        const auto moved = [&](double by) {
            Heston<double> model = two_assets();
            model.drivers = strong_drivers();
            model.drivers.told(cells[p].first, cells[p].second) += by;
            Settings settings = settings_of(1 << 18);
            settings.controls = false;
            return price(TbbBackend(), model, worst_of, settings).estimate;
        };
        const Estimate up = moved(width), down = moved(-width);
        // The same draws: the error of the difference is at most the sum of both, and mostly far less.
        const double error = (up.std_error + down.std_error) / (2.0 * width);
        const double difference = (up.value - down.value) / (2.0 * width);
        EXPECT_NEAR(pathwise[p].value, difference, 4.0 * (pathwise[p].std_error + error)) << p;
        EXPECT_NEAR(likelihood[p].value, pathwise[p].value,
                    4.0 * (likelihood[p].std_error + pathwise[p].std_error))
            << p;
    }
}

}  // namespace
}  // namespace snell
