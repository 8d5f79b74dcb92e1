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

// alpha as release 1.8.17 of ORE prints it for the euro, bootstrapped at the same expiries.
const std::vector<double> ore_alpha = {0.00272333, 0.00282187, 0.00297082, 0.00317169, 0.00337021, 0.0035765,
                                       0.00377592, 0.00397846, 0.004191,   0.00438735, 0.00454345};
// ORE counts the model's time on the discount curve's days, here of 360 a year.
constexpr double clock = 365.0 / 360.0;
// Half of the last digit of each alpha, which counts twice in its square.
constexpr double printed = 2.0 * 0.5e-8 / 0.0027;

/// zeta at each expiry, of the same model on years of 365 days: H(t) is `clock` times shorter.
std::vector<double> ore_zeta(const std::vector<SwaptionQuote>& quotes) {
    std::vector<double> zeta;
    double reached = 0.0;
    Date from = today;
    for (std::size_t i = 0; i < quotes.size(); ++i) {
        const double years = (quotes[i].expiry - from) / 360.0;
        zeta.push_back(reached += clock * clock * ore_alpha.at(i) * ore_alpha.at(i) * years);
        from = quotes[i].expiry;
    }
    return zeta;
}

/// The flows that ORE's formula sees: what a floating coupon earns over the discount curve is paid as it is
/// today, that of a coupon between two fixed ones half with each.
std::vector<FixedFlow> flows_as_ore_has_them(const SwaptionQuote& quote, const DailyCurve& discount) {
    std::vector<FixedFlow> flows = {{quote.start, 1.0}, {quote.end, -1.0}};
    for (std::size_t i = 0; i < quote.fixed_pay.size(); ++i)
        flows.push_back({quote.fixed_pay[i], -quote.strike * quote.fixed_accrual[i]});
    Date start = quote.start;
    for (std::size_t k = 0; k < quote.float_pay.size(); ++k) {
        const Date pay = quote.float_pay[k];
        const double worth = quote.float_amount[k] * discount(pay) - discount(start) + discount(pay);
        const Date before = k < 2 ? quote.start : quote.fixed_pay.at(k / 2 - 1);
        const Date after = quote.fixed_pay.at(k / 2);
        const double late = k % 2 == 0 ? 0.5 : 1.0;
        flows.push_back({before, (1.0 - late) * worth / discount(before)});
        flows.push_back({after, late * worth / discount(after)});
        start = pay;
    }
    return flows;
}

/// The same quotes, the same prices of them, the same times: with ORE's place for the basis between index and
/// discount curve its zeta come out.
TEST_F(OreCalibration, prices_the_basket_as_ore_does_with_its_own_volatility) {
    needs.currency("EUR");
    calibrated("MinimalSetup/Input/simulation.xml",
               ore_market_files("MinimalSetup/Input", "market_20160205_flat.txt"), {});
    const CurrencyMarket& euro = world.currencies.front();
    ASSERT_EQ(euro.swaptions.size(), ore_alpha.size());
    const std::vector<double> zeta = ore_zeta(euro.swaptions);
    const Lgm still(euro.calibration, {Lgm::Volatility::hagan, StepFunction(0.0), 0.03 * clock});
    for (std::size_t i = 0; i < zeta.size(); ++i) {
        const SwaptionQuote& quote = euro.swaptions[i];
        const LgmOption option(still, flows_as_ore_has_them(quote, euro.calibration), quote.expiry);
        // At the money a price goes with the root of zeta.
        EXPECT_NEAR(option.flows().value(zeta[i]), quote.price, 0.5 * printed * quote.price) << quote.label;
    }
}

/// Here the basis stays a factor, as it is simulated: that takes 9.9e-4 of zeta, alike at every expiry.
TEST_F(OreCalibration, lies_below_the_zeta_of_ore_by_what_the_basis_moves) {
    needs.currency("EUR");
    calibrated("MinimalSetup/Input/simulation.xml",
               ore_market_files("MinimalSetup/Input", "market_20160205_flat.txt"), {});
    const CurrencyMarket& euro = world.currencies.front();
    LgmTerms terms;
    terms.currency = "EUR";
    terms.reversion = 0.03 * clock;
    terms.volatility.calibrate = true;
    CalibrationReport fitted;
    const Lgm model = calibrate_lgm(euro, terms, fitted);
    const std::vector<double> zeta = ore_zeta(euro.swaptions);
    for (std::size_t i = 0; i < zeta.size(); ++i)
        EXPECT_NEAR(model.zeta(model.time(euro.swaptions[i].expiry)) / zeta[i], 1.0 - 9.9e-4, printed) << i;
}

// A list of zeta from elsewhere, on years of 365 days, scatters about these with changing sign by at most
// 3.8e-4, and by 2.5e-4 and more whatever convention is taken otherwise (dates, count of days, basis); ORE's
// own do not scatter (above).  A convention that is wrong would shift them all, by 1e-3 and more.
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
