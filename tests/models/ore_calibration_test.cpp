#include <gtest/gtest.h>

#include "core/real.h"
#include "models/calibrate.h"
#include "tests/models/ore_run.h"

namespace snell {
namespace {

const Date today(2016, 2, 5);

class OreCalibration : public testing::Test {
  protected:
    void SetUp() override {
        if (!std::filesystem::exists(ore_examples())) GTEST_SKIP() << "no " << ore_examples();
    }

    /// The world and model of a run in the currencies that were asked for.
    Calibration calibrated(const std::string& simulation, const OreMarketFiles& files,
                           const OreConfigurations& configurations) {
        needs.until(Date(2066, 1, 1));
        const OreSimulation settings = read_ore_simulation((ore_examples() / simulation).string(), report);
        world = read_ore_world(files, today, needs, configurations, settings.model, report);
        return calibrate(world, settings.model);
    }

    MarketNeeds needs;
    OreReport report;
    World world;
};

void expect_every_quote_met(const Calibration& found) {
    EXPECT_TRUE(found.report.warnings.empty()) << found.report.warnings.front();
    for (const CalibrationRow& row : found.report.rows)
        EXPECT_NEAR(row.residual(), 0.0, 1e-12 * row.market)
            << row.kind << ' ' << row.name << ' ' << row.label;
}

TEST_F(OreCalibration, meets_every_quote_of_the_minimal_setup) {
    for (const char* code : {"EUR", "GBP"}) needs.currency(code);
    const Calibration found =
        calibrated("MinimalSetup/Input/simulation.xml",
                   ore_market_files("MinimalSetup/Input", "market_20160205_flat.txt"), {});
    EXPECT_EQ(found.report.rows.size(), 2u * 11u + 6u);
    expect_every_quote_met(found);
}

// The published zeta scatter about these with changing sign, by at most 3.8e-4 of their value: what errors of
// 2e-4 in the prices that they were fitted to leave.  A convention taken otherwise (count of days, dates,
// spread of the floating leg) would shift them all, by 1e-3 and more.
TEST_F(OreCalibration, has_no_bias_against_the_published_zeta_of_the_minimal_setup) {
    for (const char* code : {"EUR", "GBP"}) needs.currency(code);
    const Calibration found =
        calibrated("MinimalSetup/Input/simulation.xml",
                   ore_market_files("MinimalSetup/Input", "market_20160205_flat.txt"), {});
    const std::vector<double> published = {7.7046e-6,  1.58999e-5, 3.41095e-5, 5.4879e-5,
                                           7.81403e-5, 1.04469e-4, 1.33675e-4, 1.66098e-4,
                                           2.01881e-4, 2.41352e-4, 2.62369e-4};
    const std::vector<SwaptionQuote>& quotes = world.currencies.front().swaptions;
    ASSERT_EQ(quotes.size(), published.size());
    const Lgm& model = found.model.currency(0);
    double bias = 0.0;
    for (std::size_t i = 0; i < published.size(); ++i)
        bias += (model.zeta(model.time(quotes[i].expiry)) / published[i] - 1.0) / 11.0;
    EXPECT_NEAR(bias, 0.0, 3.8e-4 / sqrt(11.0));
}

TEST_F(OreCalibration, meets_every_quote_of_five_currencies) {
    for (const char* code : {"EUR", "USD", "GBP", "CHF", "JPY"}) needs.currency(code);
    const Calibration found =
        calibrated("Exposure/Input/simulation.xml", ore_market_files("Input", "market_20160205.txt"),
                   {"collateral_inccy", "xois_eur", "xois_eur", "xois_eur", "xois_eur"});
    EXPECT_EQ(found.report.rows.size(), 5u * 11u + 4u * 6u);
    expect_every_quote_met(found);
}

}  // namespace
}  // namespace snell
