#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "engine/xva/present_value.h"
#include "models/market/ore/read.h"
#include "portfolios/ore/read.h"
#include "tests/peers.h"

/// What ORE prints as an exposure of today is the value on its simulated market, which keeps curves at the
/// tenors of simulation.xml alone, log-linear between.  On such curves we must find the same.
namespace snell {
namespace {

const Date today(2016, 2, 5);

struct Case {
    std::string folder;  ///< of the run
    std::string portfolio, simulation, quotes, configuration;
    std::string trade;
    double printed;
    double rounding;  ///< half a unit of the last digit in print
};

DailyCurve on_nodes(const DailyCurve& curve, const std::vector<Period>& tenors) {
    std::vector<int> days = {0};
    for (const Period& tenor : tenors) {
        const int day = add_months(today, tenor.months) + tenor.days - today;
        if (day < static_cast<int>(curve.values.size())) days.push_back(day);
    }
    DailyCurve coarse = curve;
    for (int day = 1; day < static_cast<int>(curve.values.size()); ++day) {
        const auto after =
            std::find_if(days.begin() + 1, days.end() - 1, [&](int each) { return each >= day; });
        const int to = *after, from = *(after - 1);
        const double start = std::log(curve(today + from)), end = std::log(curve(today + to));
        coarse.values[static_cast<std::size_t>(day)] =
            std::exp(start + (end - start) * (day - from) / (to - from));
    }
    return coarse;
}

World world_on_nodes(const Case& run, const MarketNeeds& needs) {
    OreReport report;
    OreConfigurations configurations;
    configurations.pricing = configurations.simulation = run.configuration;
    World world = read_ore_world({peer_file("Input/" + run.quotes), peer_file("Input/todaysmarket.xml"),
                                  peer_file("Input/curveconfig.xml"), peer_file("Input/conventions.xml")},
                                 today, needs, configurations, {}, report);
    const auto tenors =
        read_ore_simulation(peer_file(run.folder + "/Input/" + run.simulation), report).tenors;
    for (CurrencyMarket& each : world.currencies) each.discount = on_nodes(each.discount, tenors);
    for (IndexMarket& each : world.indices) each.forwarding = on_nodes(each.forwarding, tenors);
    return world;
}

void expect_printed(const Case& run) {
    const Fixings fixings = read_ore_fixings(peer_file("Input/fixings_20160205.txt"));
    Book book = read_ore_book({{peer_file(run.folder + "/Input/" + run.portfolio)}, "", ""},
                              {today, "EUR", fixings, TodaysFixings::implied});
    book.needs.until(Date(2046, 2, 5));
    const World world = world_on_nodes(run, book.needs);
    for (const Position& position : book.positions)
        if (position.id == run.trade) {
            EXPECT_NEAR(present_value(position.instrument, world), run.printed, run.rounding) << run.trade;
            return;
        }
    FAIL() << "no trade " << run.trade;
}

TEST(OreNodes, give_the_printed_exposures_of_today) {
    SNELL_PEER_FILE(any, "Input/todaysmarket.xml");
    const std::string market = "market_20160205.txt", lent = "ExposureWithCollateral", alone = "Exposure";
    expect_printed(
        {alone, "portfolio_swap.xml", "simulation.xml", market, "xois_eur", "Swap_20", -270435, 0.5});
    expect_printed({alone, "portfolio_swapflat.xml", "simulation_swapflat.xml", "market_20160205_flat.txt",
                    "libor", "Swap_20", 597.96, 0.005});
    expect_printed({lent, "portfolio.xml", "simulation.xml", market, "xois_eur", "Swap_1", -1744677, 0.5});
    expect_printed({lent, "portfolio.xml", "simulation.xml", market, "xois_eur", "Swap_2", 1317065, 0.5});
}

}  // namespace
}  // namespace snell
