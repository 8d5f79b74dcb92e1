#include "models/market/quoted_world.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>

#include "models/market/quoted_dynamics.h"
#include "portfolios/native/toml.h"

namespace snell {
namespace {

const Date today(2026, 3, 31);

MarketNeeds needs_of_two_currencies() {
    MarketNeeds needs;
    needs.currency("EUR");
    needs.currency("USD");
    needs.index("EUR-EURIBOR-6M");
    needs.equity("SP5");
    needs.credit("CPTY_A");
    needs.volatility({VolatilityNeed::Kind::fx, "USDEUR", today + 730, today + 730, 0.9});
    needs.until(today + 3650);
    return needs;
}

constexpr std::string_view market = R"(
[discount]
EUR = 0.02
USD = { times = [1.0, 5.0], values = [0.03, 0.04] }
[spot]
USD = 0.9
[forward]
EUR-EURIBOR-6M = 0.021
[equity]
SP5 = 5000
[equity_currency]
SP5 = "USD"
[hazard]
CPTY_A = 0.01
[volatility]
EURUSD = { times = [1.0, 3.0], values = [0.1, 0.2] }
)";

World world_of(std::string_view text) {
    QuoteTable quotes(today);
    Faults faults;
    quotes.add(parse_toml(text, "market.toml"), faults);
    for (const Diagnostic& d : faults.all()) ADD_FAILURE() << print(d);
    return quoted_world(quotes, needs_of_two_currencies());
}

TEST(QuotedWorld, answers_every_need_in_its_order) {
    const World world = world_of(market);
    ASSERT_EQ(world.currencies.size(), 2u);
    EXPECT_EQ(world.base, "EUR");
    EXPECT_EQ(world.currencies[1].spot, 0.9);
    EXPECT_EQ(world.equities[0].currency, 1);
    for (const auto& c : world.currencies) EXPECT_EQ(c.fault, "");
    EXPECT_EQ(world.indices[0].fault + world.equities[0].fault + world.credits[0].fault, "");
    // Two roundings: the exponent and the exponential.
    EXPECT_NEAR(world.currencies[0].discount(today + 365), std::exp(-0.02), 4e-16);
    EXPECT_NEAR(world.credits[0].survival(today + 3650), std::exp(-0.1), 4e-16);
}

TEST(QuotedWorld, accumulates_rates_linearly_between_their_times) {
    const DailyCurve curve = world_of(market).currencies[1].discount;
    const double at_1 = -std::log(curve(today + 365)), at_3 = -std::log(curve(today + 1095)),
                 at_5 = -std::log(curve(today + 1825));
    EXPECT_NEAR(at_1, 0.03, 1e-15);
    EXPECT_NEAR(at_5, 0.20, 1e-15);
    EXPECT_NEAR(at_3, 0.5 * (at_1 + at_5), 1e-15);
}

TEST(QuotedWorld, reads_the_volatility_of_a_pair_either_way_round) {
    const MarketVolatility volatility = world_of(market).volatilities[0];
    EXPECT_EQ(volatility.fault, "");
    // Total variance 0.01 at one year and 0.12 at three: half-way at two.
    EXPECT_NEAR(volatility.value, std::sqrt(0.065 / 2.0), 1e-15);
}

TEST(QuotedWorld, names_what_is_missing_at_its_item_alone) {
    std::string text(market);
    text.replace(text.find("CPTY_A"), 6, "CPTY_B");
    const World world = world_of(text);
    EXPECT_NE(world.credits[0].fault.find("[quotes.hazard] CPTY_A"), std::string::npos)
        << world.credits[0].fault;
    EXPECT_EQ(world.currencies[0].fault, "");
}

TEST(QuotedWorld, gives_back_the_factors_of_a_table_at_its_dates) {
    QuoteTable quotes(today);
    Faults faults;
    quotes.add(read_csv_text("kind,name,date,end,strike,value\n"
                             "discount_factor,EUR,2027-03-31,,,0.98\ndiscount_factor,EUR,2030-03-31,,,0.9\n"
                             "volatility,USDEUR,2028-03-30,2028-03-30,0.9,0.123\n",
                             "m.csv"),
               faults);
    EXPECT_EQ(faults.count(), 0u);
    const World world = quoted_world(quotes, needs_of_two_currencies());
    const DailyCurve& curve = world.currencies[0].discount;
    EXPECT_NEAR(curve(Date(2027, 3, 31)), 0.98, 1e-15);
    EXPECT_NEAR(curve(Date(2030, 3, 31)), 0.9, 1e-15);
    // Beyond the last date the last forward rate goes on.
    const double forward = -std::log(0.9 / 0.98) / 1096.0;
    EXPECT_NEAR(curve(Date(2030, 3, 31) + 100), 0.9 * std::exp(-100.0 * forward), 1e-14);
    EXPECT_EQ(world.volatilities[0].value, 0.123);
}

TEST(QuotedWorld, reports_every_bad_row) {
    QuoteTable quotes(today);
    Faults faults;
    quotes.add(
        read_csv_text(
            "kind,name,date,value\nspott,USD,,1\nspot,USD,,-1\nspot,USD,,x\ndiscount,EUR,2027-13-01,0.1\n"
            "discount,EUR,2028-01-01,0.1\ndiscount,EUR,2027-01-01,0.1\n",
            "m.csv"),
        faults);
    EXPECT_EQ(faults.count(), 5u);
}

TEST(QuotedDynamics, what_the_world_could_not_build_needs_no_terms) {
    World world = world_of(market);
    world.currencies[1].fault = world.equities[0].fault = "not quoted";
    Faults faults;
    const Node model = parse_toml("[rate_volatility]\nEUR = 0.01\n", "run.toml");
    EXPECT_EQ(quoted_dynamics(model, world, faults).currencies.size(), 1u);
    EXPECT_EQ(faults.count(), 0u);
}

TEST(QuotedDynamics, nothing_that_is_written_is_ignored) {
    const auto faults_of = [](const char* text) {
        Faults faults;
        quoted_dynamics(parse_toml(text, "run.toml"), world_of(market), faults);
        std::string all;
        for (const Diagnostic& d : faults.all()) all += print(d) + "\n";
        return all;
    };
    EXPECT_NE(faults_of("[alpha]\nEUR = 0.01\n[rate_volatility]\nEUR = 0.01\n").find("E122"),
              std::string::npos);
    EXPECT_NE(faults_of("[reversion]\nEUR = { times = [1.0], values = [0.1] }\n").find("EUR"),
              std::string::npos);
    EXPECT_NE(faults_of("[correlation]\n\"IR:EUR,USD\" = 0.1\n").find("two factors"), std::string::npos);
    EXPECT_NE(faults_of("[correlation]\n\"IR:EUR,CR:A\" = 0.1\n").find("hazard of 'A' does not move"),
              std::string::npos);
    EXPECT_NE(faults_of("[hazard_volatility]\nA = 0.01\n[cir_volatility]\nA = 0.1\n[cir_level]\nA = 0.1\n")
                  .find("E122"),
              std::string::npos);
    EXPECT_NE(faults_of("[cir_volatility]\nA = 0.1\n").find("no cir_level of 'A'"), std::string::npos);
    EXPECT_NE(faults_of("[hazard_volatility]\nA = -0.1\n").find("hazard_volatility"), std::string::npos);
}

TEST(QuotedDynamics, reads_hazards_that_move) {
    Faults faults;
    const Node model = parse_toml(R"(
[hazard_reversion]
A = 0.2
[hazard_volatility]
A = 0.01
[cir_volatility]
B = 0.1
[cir_level]
B = 0.02
[correlation]
"CR:A,FX:USDEUR" = 0.5
)",
                                  "run.toml");
    const CrossAssetTerms terms = quoted_dynamics(model, world_of(market), faults);
    ASSERT_EQ(terms.hazards.size(), 2u);
    EXPECT_EQ(terms.hazards[0].reversion, 0.2);
    EXPECT_EQ(terms.hazards[0].volatility, 0.01);
    EXPECT_EQ(terms.hazards[1].dynamics, HazardTerms::Dynamics::square_root);
    EXPECT_EQ(terms.hazards[1].level, 0.02);
    EXPECT_EQ(terms.hazards[1].start, 0.02);
    EXPECT_EQ(terms.correlations[0].first, "CR:A");
}

std::string faults_of_table(const std::string& rows) {
    QuoteTable quotes(today);
    Faults faults;
    quotes.add(read_csv_text("kind,name,date,end,strike,value\n" + rows, "market.csv"), faults);
    return faults.count() == 1 ? print(faults.all().front()) : fmt::format("{} faults", faults.count());
}

TEST(QuoteTable, a_curve_is_quoted_in_one_way_and_once) {
    EXPECT_NE(faults_of_table("discount,EUR,,,,0.02\ndiscount_factor,EUR,2027-03-31,,,0.98\n").find("E115"),
              std::string::npos);
    EXPECT_NE(faults_of_table("volatility,EUR,2027-03-31,,0.02,0.2\nvolatility,EUR,2027-03-31,,0.02,0.3\n")
                  .find("E115"),
              std::string::npos);
    EXPECT_EQ(faults_of_table("volatility,EUR,2027-03-31,,0.02,0.2\nvolatility,EUR,2027-03-31,,0.03,0.3\n"),
              "0 faults");
    QuoteTable quotes(today);
    Faults faults;
    quotes.add(read_csv_text("kind,name,value\nhazard,A,0.1\n", "market.csv"), faults);
    quotes.add(parse_toml("[hazard]\nA = 0.2\n", "run.toml"), faults);
    EXPECT_EQ(faults.count(), 1u);
}

TEST(QuoteTable, dates_and_strikes_stand_only_where_they_mean_something) {
    EXPECT_NE(faults_of_table("spot,USD,2027-03-31,,,0.9\n").find("one number"), std::string::npos);
    EXPECT_NE(faults_of_table("hazard,A,2027-03-31,,5,0.1\n").find("no strike"), std::string::npos);
    EXPECT_NE(faults_of_table("volatility,EUR,2027-03-31,2030-03-31,,0.1\n").find("strike"),
              std::string::npos);
}

TEST(QuotedDynamics, reads_volatilities_that_hold_up_to_their_times) {
    Faults faults;
    const Node model = parse_toml(R"(
[reversion]
EUR = 0.03
[rate_volatility]
EUR = { times = [1.0, 5.0], values = [0.01, 0.02] }
USD = 0.008
[exchange_volatility]
USD = 0.1
[equity_volatility]
SP5 = 0.2
[correlation]
"IR:EUR,IR:USD" = 0.3
)",
                                  "run.toml");
    const CrossAssetTerms terms = quoted_dynamics(model, world_of(market), faults);
    EXPECT_EQ(faults.count(), 0u);
    EXPECT_EQ(terms.currencies[0].reversion, 0.03);
    EXPECT_EQ(terms.currencies[0].volatility.times, std::vector<double>{1.0});
    EXPECT_EQ(terms.currencies[0].volatility.values, (std::vector<double>{0.01, 0.02}));
    EXPECT_FALSE(terms.currencies[1].volatility.calibrate);
    EXPECT_EQ(terms.exchange_rates[0].name, "USD");
    EXPECT_EQ(terms.correlations[0].second, "IR:USD");
}

TEST(QuotedDynamics, names_what_is_missing_or_unknown) {
    Faults faults;
    quoted_dynamics(parse_toml("[reversions]\nEUR = 0.1\n", "run.toml"), world_of(market), faults);
    // The unknown list, two rate volatilities, one exchange rate's, one equity's.
    EXPECT_EQ(faults.count(), 5u);
}

}  // namespace
}  // namespace snell
