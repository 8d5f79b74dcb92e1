#include "models/market/write_quotes.h"

#include <gtest/gtest.h>

#include <cmath>

#include "models/calibrate.h"
#include "models/market/quoted_dynamics.h"
#include "models/market/quoted_world.h"
#include "models/market/write_dynamics.h"
#include "portfolios/native/toml.h"

namespace snell {
namespace {

const Date today(2026, 3, 31);

/// A curve of every day whose forward rate changes where `bends` says, or all the time.
template <class Rate>
DailyCurve curve_of(int days, Rate rate) {
    DailyCurve curve{today, {}};
    for (int day = 0; day <= days; ++day) curve.values.push_back(std::exp(-rate(day / 365.0)));
    return curve;
}

DailyCurve smooth(int days) {
    return curve_of(days, [](double t) { return 0.02 * t + 0.001 * t * t - 0.004 * std::sin(t); });
}

TEST(WriteQuotes, curves_of_constant_forwards_keep_their_bends_alone) {
    const DailyCurve bent =
        curve_of(3650, [](double t) { return 0.02 * t + 0.01 * std::max(0.0, t - 1000 / 365.0); });
    EXPECT_EQ(thinned_days(bent), (std::vector<int>{0, 1000, 3650}));
}

TEST(WriteQuotes, no_day_that_is_left_out_is_off_by_more_than_it_may_be) {
    // Bent so little that a line stays within the error for about a week: 1e-9 of (week / 2)^2.
    const DailyCurve curve = curve_of(3650, [](double t) { return 0.02 * t + 1e-9 * t * t; });
    const std::vector<int> kept = thinned_days(curve);
    EXPECT_LT(kept.size(), curve.values.size());
    EXPECT_EQ(kept.back(), 3650);
    for (std::size_t k = 1; k < kept.size(); ++k)
        for (int day = kept[k - 1]; day <= kept[k]; ++day) {
            const auto at = [&](int d) { return std::log(curve.values[static_cast<std::size_t>(d)]); };
            const double share = double(day - kept[k - 1]) / (kept[k] - kept[k - 1]);
            const double line = at(kept[k - 1]) + share * (at(kept[k]) - at(kept[k - 1]));
            // 1e-13 is the promise; the logarithms of numbers near 1 carry some roundings of 1e-16.
            EXPECT_NEAR(line, at(day), 1e-13 + 8e-16) << day;
        }
}

MarketNeeds needs_of_everything() {
    MarketNeeds needs;
    for (const char* code : {"EUR", "USD"}) needs.currency(code);
    needs.index("EUR-EURIBOR-6M");
    needs.equity("A,1");
    needs.credit("BANK");
    needs.yield_curve("LEND");
    needs.volatility({VolatilityNeed::Kind::fx, "USDEUR", today + 700, today + 700, 0.9});
    needs.volatility({VolatilityNeed::Kind::swaption, "EUR", today + 700, today + 3000, 0.02});
    needs.volatility({VolatilityNeed::Kind::cap, "EUR-EURIBOR-6M", today + 700, today + 700, 0.03});
    needs.until(today + 3650);
    return needs;
}

World world_of_everything() {
    World world;
    world.today = today;
    world.base = "EUR";
    world.currencies.resize(2);
    world.currencies[0].code = "EUR";
    world.currencies[0].discount = smooth(3650);
    world.currencies[1].code = "USD";
    world.currencies[1].spot = 0.9;
    world.currencies[1].discount = curve_of(3650, [](double t) { return 0.03 * t; });
    world.indices = {{"EUR-EURIBOR-6M", 0, curve_of(3650, [](double t) { return -0.002 * t; }), ""}};
    world.equities.resize(1);
    world.equities[0].name = "A,1";
    world.equities[0].currency = 1;
    world.equities[0].spot = 104.5;
    world.equities[0].discount = curve_of(3650, [](double t) { return 0.035 * t; });
    world.equities[0].dividend = curve_of(3650, [](double t) { return 0.01 * t; });
    world.credits = {{"BANK", curve_of(3650, [](double t) { return 0.008 * t; }), 0.35, ""}};
    world.yield_curves = {{"LEND", 0, curve_of(3650, [](double t) { return 0.022 * t; }), ""}};
    using Kind = MarketVolatility::Kind;
    world.volatilities = {{0.1, Kind::lognormal, 0.0, 700 / 360.0, ""},
                          {0.2, Kind::shifted_lognormal, 0.03, 700 / 365.0, ""},
                          {0.008, Kind::normal, 0.0, 700 / 365.0, ""}};
    return world;
}

World through_a_table(const World& world, const MarketNeeds& needs) {
    QuoteTable quotes(today);
    Faults faults;
    quotes.add(read_csv_text(write_quotes(world, needs), "market.csv"), faults);
    for (const Diagnostic& d : faults.all()) ADD_FAILURE() << print(d);
    return quoted_world(quotes, needs);
}

void expect_same(const DailyCurve& a, const DailyCurve& b) {
    ASSERT_EQ(a.values.size(), b.values.size());
    for (std::size_t day = 0; day < a.values.size(); ++day)
        ASSERT_NEAR(b.values[day] / a.values[day], 1.0, 1e-13 + 8e-16) << day;  // thinning and roundings
}

TEST(WriteQuotes, a_world_reads_back_as_itself) {
    const MarketNeeds needs = needs_of_everything();
    const World world = world_of_everything(), again = through_a_table(world, needs);
    for (std::size_t c = 0; c < 2; ++c) {
        EXPECT_EQ(again.currencies[c].spot, world.currencies[c].spot);
        expect_same(world.currencies[c].discount, again.currencies[c].discount);
    }
    expect_same(world.indices[0].forwarding, again.indices[0].forwarding);
    expect_same(world.credits[0].survival, again.credits[0].survival);
    expect_same(world.yield_curves[0].discount, again.yield_curves[0].discount);
    EXPECT_EQ(again.credits[0].recovery, 0.35);
}

TEST(WriteQuotes, equities_keep_their_forwards_whatever_curve_they_were_forecast_on) {
    const World world = world_of_everything(), again = through_a_table(world, needs_of_everything());
    const auto forward = [](const EquityMarket& e, Date date) {
        return e.spot * e.dividend(date) / e.discount(date);
    };
    EXPECT_EQ(again.equities[0].currency, 1);
    for (const int day : {1, 365, 3650})
        EXPECT_NEAR(forward(again.equities[0], today + day) / forward(world.equities[0], today + day), 1.0,
                    2e-13);  // two curves, each thinned to 1e-13
}

TEST(WriteQuotes, volatilities_keep_their_kind_their_shift_and_their_variance) {
    const World world = world_of_everything(), again = through_a_table(world, needs_of_everything());
    for (std::size_t i = 0; i < world.volatilities.size(); ++i) {
        const MarketVolatility &a = world.volatilities[i], &b = again.volatilities[i];
        EXPECT_EQ(b.kind, a.kind) << i;
        EXPECT_EQ(b.shift, a.shift) << i;
        EXPECT_NEAR(b.value * b.value * b.years, a.value * a.value * a.years, 4e-16) << i;  // four roundings
    }
}

TEST(WriteQuotes, what_has_a_fault_is_left_out_and_has_one_again) {
    World world = world_of_everything();
    world.credits[0].fault = "no quotes";
    const World again = through_a_table(world, needs_of_everything());
    EXPECT_NE(again.credits[0].fault, "");
    EXPECT_EQ(again.yield_curves[0].fault, "");
}

TEST(WriteDynamics, a_model_reads_back_as_itself) {
    const World world = world_of_everything();
    CrossAssetTerms terms;
    using Rate = LgmTerms::Volatility;
    terms.currencies = {{"EUR", Rate::hagan, {false, {1.0, 2.5}, {0.009, 0.01, 0.011}}, 0.0, {}, {}},
                        {"USD", Rate::hull_white, {false, {}, {0.01}}, 0.03, {}, {}}};
    terms.exchange_rates = {{"USD", {false, {}, {0.1}}, {}}};
    terms.equities = {{"A,1", {false, {1.0}, {0.2, 0.25}}, {}}};
    terms.correlations = {
        {"IR:EUR", "FX:EURUSD", 0.2}, {"IR:EUR", "IR:USD", 0.5}, {"CR:C 2", "FX:USDEUR", 0.4}};
    terms.hazards = {{"C1", HazardTerms::Dynamics::gaussian, 0.1, 0.008, 0.0, 0.0},
                     {"C 2", HazardTerms::Dynamics::square_root, 0.3, 0.09, 0.02, 0.015}};
    const CrossAsset model = calibrate(world, terms).model;
    const std::string text = write_dynamics(model, world);
    Faults faults;
    const Node root = parse_toml(text, "run.toml");
    const CrossAssetTerms read = quoted_dynamics(root.find("model")->value, world, faults);
    for (const Diagnostic& d : faults.all()) ADD_FAILURE() << print(d);
    EXPECT_EQ(write_dynamics(calibrate(world, read).model, world), text);
    EXPECT_EQ(read.currencies[0].volatility.times, (std::vector<double>{1.0, 2.5}));
    EXPECT_EQ(read.currencies[1].parametrisation, LgmTerms::Volatility::hull_white);
    EXPECT_NE(text.find("\"IR:EUR,FX:USDEUR\" = -0.2"), std::string::npos) << text;
}

}  // namespace
}  // namespace snell
