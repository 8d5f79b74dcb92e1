#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "core/error.h"
#include "tests/models/ore_run.h"

namespace snell {
namespace {

const Date today(2016, 2, 5);

/// A market of the examples with the needs of every curve that stands in the configuration.
class OreMarket : public testing::Test {
  protected:
    void SetUp() override { SNELL_PEER_FILE(any, "Input/todaysmarket.xml"); }

    World read(const OreMarketFiles& files, const std::string& configuration,
               const CrossAssetTerms& model = {}) {
        OreConfigurations all;
        all.pricing = all.simulation = configuration;
        return read_ore_world(files, today, needs, all, model, report);
    }

    World read_examples(const std::string& configuration) {
        return read(ore_market_files("Input", "market_20160205.txt"), configuration);
    }

    MarketNeeds needs;
    OreReport report;
};

struct Table {
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;
};

Table read_table(const std::string& file) {
    Table table;
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        std::vector<std::string> words;
        std::stringstream cells(line);
        for (std::string word; std::getline(cells, word, ',');) words.push_back(word);
        (table.columns.empty() ? table.columns : table.rows.emplace_back()) = words;
    }
    return table;
}

TEST_F(OreMarket, gives_the_published_curves_of_the_minimal_setup) {
    for (const char* code : {"EUR", "GBP"}) needs.currency(code);
    for (const char* name : {"EUR-EONIA", "EUR-EURIBOR-6M", "GBP-LIBOR-3M", "GBP-LIBOR-6M", "GBP-SONIA"})
        needs.index(name);
    for (const char* name : {"BANK_EUR_BORROW", "BANK_EUR_LEND"}) needs.yield_curve(name);
    for (const char* name : {"BANK", "CPTY_A", "CPTY_B"}) needs.credit(name);
    needs.until(Date(2036, 12, 31));
    const World world = read(ore_market_files("MinimalSetup/Input", "market_20160205_flat.txt"), "libor");
    std::map<std::string, const DailyCurve*> curves;
    for (const auto& each : world.currencies) curves[each.code] = &each.discount;
    for (const auto& each : world.indices) curves[each.name] = &each.forwarding;
    for (const auto& each : world.yield_curves) curves[each.name] = &each.discount;
    for (const auto& each : world.credits) curves[each.name] = &each.survival;
    const Table table = read_table(peer_file("MinimalSetup/ExpectedOutput/curves.csv"));
    ASSERT_EQ(table.rows.size(), 240u);
    for (std::size_t column = 2; column < table.columns.size(); ++column) {
        const std::string& name = table.columns[column];
        ASSERT_TRUE(curves.contains(name)) << name;
        ASSERT_FALSE(curves[name]->values.empty()) << name;
        double worst = 0.0;
        for (const auto& row : table.rows)
            worst = std::max(worst, std::abs((*curves[name])(Date::parse(row[1])) - std::stod(row[column])));
        // Printed with 15 decimals; the default curve of BANK comes from a bootstrap, theirs to a hazard of
        // 1e-12, which 20 years multiply.
        EXPECT_LT(worst, name == "BANK" ? 20 * 1e-12 : 2e-15) << name;
    }
}

/// A curve that misses a quote of its own instruments by 1e-10 is a fault.
TEST_F(OreMarket, builds_every_curve_of_the_examples) {
    for (const char* configuration : {"collateral_inccy", "xois_eur", "libor"}) {
        for (const char* code : {"EUR", "USD", "GBP", "CHF", "JPY"}) needs.currency(code);
        for (const char* name :
             {"EUR-EURIBOR-1M", "EUR-EURIBOR-3M", "EUR-EURIBOR-6M", "EUR-EURIBOR-12M", "EUR-EONIA",
              "USD-FedFunds", "USD-LIBOR-3M", "USD-LIBOR-6M", "GBP-SONIA", "GBP-LIBOR-3M", "GBP-LIBOR-6M",
              "CHF-TOIS", "CHF-LIBOR-3M", "CHF-LIBOR-6M", "JPY-LIBOR-6M", "JPY-TONAR"})
            needs.index(name);
        for (const char* name : {"BENCHMARK_EUR", "BANK_EUR_LEND", "BANK_EUR_BORROW", "BOND_YIELD_EUR"})
            needs.yield_curve(name);
        for (const char* name : {"BANK", "CPTY_A", "CPTY_B", "CPTY_C", "BOND_YIELD_EUR_OVER_OIS"})
            needs.credit(name);
        for (const char* name : {"SP5", "Lufthansa", "SX5E", "FTSE", "SPX"}) needs.equity(name);
        needs.until(Date(2050, 1, 1));
        const World world = read_examples(configuration);
        for (const auto& each : world.currencies) EXPECT_EQ(each.fault, "") << each.code;
        for (const auto& each : world.indices) EXPECT_EQ(each.fault, "") << each.name;
        for (const auto& each : world.yield_curves) EXPECT_EQ(each.fault, "") << each.name;
        for (const auto& each : world.credits) EXPECT_EQ(each.fault, "") << each.name;
        for (const auto& each : world.equities) EXPECT_EQ(each.fault, "") << each.name;
    }
}

/// Terms of one currency, one exchange rate and one equity at the expiries.
CrossAssetTerms model_of(const std::string& currency, std::vector<Period> expiries,
                         std::vector<Period> lengths) {
    CrossAssetTerms model;
    model.base = "EUR";
    LgmTerms rates;
    rates.currency = currency;
    rates.expiries = expiries;
    rates.terms = std::move(lengths);
    model.currencies = {rates};
    LognormalTerms rate;
    rate.name = "USD";
    rate.expiries = expiries;
    model.exchange_rates = {rate};
    rate.name = "SP5";
    model.equities = {rate};
    return model;
}

TEST_F(OreMarket, quotes_swaptions_at_the_money_with_the_flows_of_their_swaps) {
    needs.currency("EUR");
    const World world = read(ore_market_files("MinimalSetup/Input", "market_20160205_flat.txt"), "libor",
                             model_of("EUR", {{12, 0}, {120, 0}}, {{19 * 12, 0}, {120, 0}}));
    const CurrencyMarket& euro = world.currencies[0];
    EXPECT_EQ(euro.fault, "");
    ASSERT_EQ(euro.swaptions.size(), 2u);
    for (const SwaptionQuote& each : euro.swaptions) {
        double annuity = 0.0, floating = 0.0;
        for (std::size_t i = 0; i < each.fixed_pay.size(); ++i)
            annuity += each.fixed_accrual[i] * euro.calibration(each.fixed_pay[i]);
        for (std::size_t i = 0; i < each.float_pay.size(); ++i)
            floating += each.float_amount[i] * euro.calibration(each.float_pay[i]);
        EXPECT_NEAR(each.strike * annuity, floating, 1e-14) << each.label;
        EXPECT_EQ(each.volatility.value, 0.1);
        const double deviation = 0.1 * std::sqrt((each.expiry - today) / 365.0);
        EXPECT_NEAR(each.price, annuity * each.strike * std::erf(deviation / std::sqrt(8.0)), 1e-14);
    }
    EXPECT_EQ(euro.swaptions[0].label, "1Y x 19Y");
    EXPECT_EQ(euro.swaptions[0].expiry, Date(2017, 2, 6));  // the 5th is a Sunday
}

TEST_F(OreMarket, quotes_options_at_the_forward) {
    for (const char* code : {"EUR", "USD"}) needs.currency(code);
    needs.equity("SP5");
    const World world = read(ore_market_files("Input", "market_20160205.txt"), "xois_eur",
                             model_of("USD", {{120, 0}}, {{120, 0}}));
    const CurrencyMarket& dollar = world.currencies[1];
    EXPECT_EQ(dollar.fault, "");
    ASSERT_EQ(dollar.fx_options.size(), 1u);
    const OptionQuote& option = dollar.fx_options[0];
    EXPECT_EQ(option.expiry, Date(2026, 2, 5));
    EXPECT_NEAR(option.volatility, 0.13628, 1e-15);  // the quote of EURUSD: the same for the inverse
    const EquityMarket& share = world.equities[0];
    ASSERT_EQ(share.options.size(), 1u);
    EXPECT_EQ(share.options[0].volatility, 0.25);
    EXPECT_NEAR(share.options[0].strike,
                share.spot * share.dividend(option.expiry) / share.discount(option.expiry),
                1e-12 * share.spot);
}

TEST_F(OreMarket, finds_rates_of_exchange_over_a_third_currency) {
    for (const char* code : {"USD", "EUR", "JPY"}) needs.currency(code);
    const World world = read_examples("xois_eur");
    // FX/RATE/EUR/USD 1.1323 and FX/RATE/EUR/JPY 128.15046 of the market file
    EXPECT_EQ(world.currencies[0].spot, 1.0);
    EXPECT_NEAR(1.0 / world.currencies[2].spot * world.currencies[1].spot, 128.15046, 1e-10);
}

TEST_F(OreMarket, keeps_a_fault_with_its_item) {
    for (const char* code : {"EUR", "XAU"}) needs.currency(code);
    for (const char* name : {"EUR-EURIBOR-6M", "USD-SIFMA"}) needs.index(name);
    const World world = read_examples("collateral_inccy");
    EXPECT_EQ(world.currencies[0].fault, "");
    EXPECT_NE(world.currencies[1].fault.find("XAU"), std::string::npos);
    EXPECT_EQ(world.indices[0].fault, "");
    EXPECT_NE(world.indices[1].fault.find("curveconfig.xml:"), std::string::npos) << world.indices[1].fault;
    EXPECT_NE(world.indices[1].fault.find("BMA Basis Swap"), std::string::npos) << world.indices[1].fault;
}

TEST_F(OreMarket, prices_caps_by_the_strike) {
    needs.currency("USD");
    VolatilityNeed need{VolatilityNeed::Kind::cap, "USD-LIBOR-3M", Date(2020, 9, 21), Date(2020, 9, 21),
                        0.01};
    needs.volatility(need);
    need.strike = 0.03;
    needs.volatility(need);
    const World world = read_examples("xois_eur");
    for (const MarketVolatility& each : world.volatilities) {
        EXPECT_EQ(each.fault, "");
        EXPECT_EQ(each.kind, MarketVolatility::Kind::normal);
        EXPECT_NEAR(each.years, (need.expiry - today) / 365.0, 1e-12);
    }
    EXPECT_LT(world.volatilities[0].value,
              world.volatilities[1].value);  // as the quotes of every tenor there
}

TEST_F(OreMarket, reads_how_the_world_is_to_move) {
    const OreSimulation made =
        read_ore_simulation(peer_file("ExposureWithCollateral/Input/simulation_closeout.xml"), report);
    EXPECT_EQ(made.close_out_lag, "2W");
    EXPECT_EQ(made.mpor_mode, "StickyDate");
    EXPECT_EQ(made.samples, 1000);
    EXPECT_EQ(made.grid_calendars, (std::vector<std::string>{"EUR", "USD", "GBP", "CHF"}));
    EXPECT_EQ(made.model.base, "EUR");
    ASSERT_EQ(made.model.currencies.size(), 5u);
    EXPECT_EQ(made.model.exchange_rates.size(), 4u);
    EXPECT_EQ(made.model.currencies[0].reversion, 0.03);
    EXPECT_EQ(made.model.currencies[0].expiries.size(), 11u);
}

TEST_F(OreMarket, reports_the_parts_of_a_simulation_that_mean_nothing_here) {
    read_ore_simulation(peer_file("Exposure/Input/simulation.xml"), report);
    std::set<std::string> paths;
    for (const auto& each : report.unsupported) {
        paths.insert(each.path);
        EXPECT_GT(each.place.line, 0);
    }
    EXPECT_TRUE(paths.contains("/Simulation/CrossAssetModel/CommodityModels"));
    EXPECT_TRUE(paths.contains("/Simulation/Parameters/DirectionIntegers"));
}

}  // namespace
}  // namespace snell
