#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

#include "engine/xva/present_value.h"
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
        values[id] = std::stod(cell);
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

}  // namespace
}  // namespace snell
