#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

#include "engine/xva/node_curves.h"
#include "engine/xva/present_value.h"
#include "models/market/ore/read.h"
#include "portfolios/ore/read.h"
#include "tests/engine/flat_world.h"
#include "tests/peers.h"

namespace snell {
namespace {

const Date today(2016, 2, 5);

/// A zero rate that is quoted simple for a year from spot and flat beyond: `days` to its pillar.
double flat_rate(double simple, int days) { return std::log(1.0 + simple * days / 360.0) / days * 365.0; }

/// The market of MinimalSetup: one simple zero rate per curve, a year from two business days after today.
FlatQuotes minimal_quotes() {
    const int days = Date(2017, 2, 9) - today;
    FlatQuotes quotes;
    quotes.discounts["EUR"] = flat_rate(0.020, days);
    quotes.forwards["EUR-EURIBOR-6M"] = flat_rate(0.021, days);
    return quotes;
}

/// A column of a file of results by its first one.
std::map<std::string, double> published(const std::string& file, int column) {
    std::map<std::string, double> values;
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line[0] == '#') continue;
        std::istringstream cells(line);
        std::string id, cell;
        std::getline(cells, id, ',');
        for (int i = 1; i <= column; ++i) std::getline(cells, cell, ',');
        values.emplace(id, std::stod(cell));  // of a profile, its first date
    }
    return values;
}

/// Values today by trade.
std::map<std::string, double> value_all(const Book& book, const FlatQuotes& quotes) {
    const World world = flat_world(book.needs, book.today, quotes);
    std::map<std::string, double> values;
    for (const Position& position : book.positions)
        values[position.id] = present_value(position.instrument, world);
    return values;
}

Book read_minimal(const std::string& portfolio) {
    return read_ore_book({{portfolio}, "", ""}, {today, "EUR", Fixings(), TodaysFixings::implied});
}

TEST(OrePresentValue, minimal_swap_is_worth_what_ore_prints) {
    SNELL_PEER_FILE(portfolio, "MinimalSetup/Input/portfolio_swap.xml");
    const Book book = read_minimal(portfolio);
    ASSERT_TRUE(book.failed.empty()) << print(book.failed.front().diagnostic);
    EXPECT_NEAR(value_all(book, minimal_quotes()).at("Swap_20y"), 1335.214177,
                1e-6);  // its last printed digit
}

TEST(OrePresentValue, cash_settled_swaptions_are_worth_what_ore_prints) {
    SNELL_PEER_FILE(portfolio, "MinimalSetup/Input/portfolio_swaptions.xml");
    const auto expected = published(peer_file("MinimalSetup/ExpectedOutput/swaption_npv.csv"), 4);
    const Book book = read_minimal(portfolio);
    const auto values = value_all(book, minimal_quotes());
    ASSERT_EQ(expected.size(), 19u);
    for (const auto& [id, value] : expected)
        EXPECT_NEAR(values.at(id), value, 1e-8 * std::abs(value) + 0.5e-6)
            << id;  // and the rounding in print
}

/// EPE less ENE of the first date of a profile: the value today.
double first_value(const std::string& profile) {
    const std::string file = peer_file(profile);
    return published(file, 3).begin()->second - published(file, 4).begin()->second;
}

/// Tenors of the simulated curves of all runs below.
std::vector<Period> simulated_tenors() {
    std::vector<Period> tenors;
    for (const char* tenor : {"3M", "6M", "1Y", "2Y", "3Y", "4Y", "5Y", "7Y", "10Y", "12Y", "15Y", "20Y"})
        tenors.push_back(Period::parse(tenor));
    return tenors;
}

/// A run of the examples on the full market of the day: its book on its own files.
struct OreCase {
    std::string portfolio;
    std::string pricing = "libor";  ///< configuration of todaysmarket.xml
};

struct Valued {
    Book book;
    World world;
    double operator[](const std::string& id) const {
        for (const Position& position : book.positions)
            if (position.id == id) return present_value(position.instrument, world);
        ADD_FAILURE() << id << " is not in the book";
        return 0.0;
    }
};

Valued value_run(const OreCase& run, const std::string& quotes) {
    const auto input = [](const char* name) { return peer_file(std::string("Input/") + name); };
    OreReport report;
    const Fixings fixings = read_ore_fixings(input("fixings_20160205.txt"));
    Valued result;
    result.book = read_ore_book({{run.portfolio}, "", ""}, {today, "EUR", fixings, TodaysFixings::implied});
    for (const FailedTrade& failed : result.book.failed) ADD_FAILURE() << print(failed.diagnostic);
    OreConfigurations configurations;
    configurations.pricing = configurations.simulation = run.pricing;
    result.book.needs.until(today + 40 * 366);
    result.world = read_ore_world({input(quotes.c_str()), input("todaysmarket.xml"), input("curveconfig.xml"),
                                   input("conventions.xml")},
                                  today, result.book.needs, configurations, CrossAssetTerms{}, report);
    result.world = through_nodes(std::move(result.world), simulated_tenors());
    return result;
}

/// Profiles are printed in whole units, from values that ORE keeps in single precision.
void expect_profile_starts_at(const Valued& run, const std::string& trade, const std::string& folder) {
    const double printed = first_value(folder + "/exposure_trade_" + trade + ".csv");
    EXPECT_NEAR(run[trade], printed, 0.5 + std::abs(printed) * 0x1p-24) << trade;
}

TEST(OrePresentValue, swaps_on_the_market_of_the_day_are_worth_what_profiles_start_at) {
    SNELL_PEER_FILE(portfolio, "ExposureWithCollateral/Input/portfolio.xml");
    const Valued run = value_run({portfolio, "xois_eur"}, "market_20160205.txt");
    for (const char* trade : {"Swap_1", "Swap_2", "Swap_3"})
        expect_profile_starts_at(run, trade, "ExposureWithCollateral/ExpectedOutput/nocollateral");
    const Valued single =
        value_run({peer_file("Exposure/Input/portfolio_swap.xml"), "xois_eur"}, "market_20160205.txt");
    expect_profile_starts_at(single, "Swap_20", "Exposure/ExpectedOutput/swap");
    const Valued flat =
        value_run({peer_file("Exposure/Input/portfolio_swapflat.xml"), "libor"}, "market_20160205_flat.txt");
    expect_profile_starts_at(flat, "Swap_20", "Exposure/ExpectedOutput/swapflat");
}

TEST(OrePresentValue, trades_in_two_currencies_are_worth_what_profiles_start_at) {
    SNELL_PEER_FILE(portfolio, "Exposure/Input/portfolio_fx.xml");
    const Valued options = value_run({portfolio, "xois_eur"}, "market_20160205.txt");
    for (const char* trade : {"FXFWD_EURUSD_10Y", "FX_CALL_OPTION_EURUSD_10Y", "FX_PUT_OPTION_EURUSD_10Y"})
        expect_profile_starts_at(options, trade, "Exposure/ExpectedOutput/fx");
    EXPECT_EQ(options["FXFWD_MATURING"], 0.0);
    const Valued swaps =
        value_run({peer_file("Exposure/Input/portfolio_ccs.xml"), "xois_eur"}, "market_20160205.txt");
    for (const char* trade : {"CCSwap", "XCCY_Swap_EUR_USD", "XCCY_Swap_EUR_USD_RESET"})
        expect_profile_starts_at(swaps, trade, "Exposure/ExpectedOutput/ccs");
}

}  // namespace
}  // namespace snell
