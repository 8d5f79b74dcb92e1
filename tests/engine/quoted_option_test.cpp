#include <gtest/gtest.h>

#include "engine/xva/model_value.h"
#include "engine/xva/present_value.h"
#include "tests/engine/xva_worlds.h"

/// Options that are valued along paths by today's quotes.
namespace snell {
namespace {

using namespace xva_worlds;
using Kind = MarketVolatility::Kind;

constexpr int expiry = 730;

CapFloor cap() {
    CapFloor cap{0, {}};
    int volatility = 0;
    for (const Coupon& coupon : floating_leg(euribor, 0, 1e6, days(expiry + 2, 182, 3)).coupons) {
        Optionlet optionlet;
        optionlet.coupon = coupon;
        optionlet.nominal = 1e6;
        optionlet.accrual = 182 / 360.0;
        optionlet.strike = 0.025;
        optionlet.coupon.fixed = -1e6 * (1.0 + 0.025 * optionlet.accrual);
        optionlet.volatility = volatility++;
        cap.optionlets.push_back(optionlet);
    }
    cap.optionlets[1].sign = -1.0;
    cap.optionlets[2].position = -0.3;
    return cap;
}

Swaption swaption(Swaption::Settlement settlement) {
    Swaption swaption;
    swaption.underlying = payer_swap(1e6, 0.03, expiry + 2);
    for (const Coupon& coupon : swaption.underlying.legs[0].coupons)
        swaption.annuity.push_back({coupon.pay, 364 / 360.0, (coupon.pay - (today + (expiry + 2))) / 365.0});
    for (Coupon& coupon : swaption.underlying.legs[1].coupons) coupon.fixed = -1e6;
    swaption.start = today + (expiry + 2);
    swaption.expiry = today + expiry;
    swaption.nominal = 1e6;
    swaption.strike = 0.03;
    swaption.settlement = settlement;
    swaption.volatility = 3;
    return swaption;
}

std::vector<std::pair<std::string, Instrument>> options() {
    return {{"cap", cap()},
            {"physical", swaption(Swaption::Settlement::physical)},
            {"cash", swaption(Swaption::Settlement::cash_par_yield)},
            {"exchange", FxOption{1, 2, 1e6, 1.1e8, today + expiry, today + (expiry + 2), -1.0, 1.0, 0}},
            {"equity", EquityOption{0, 1, 70.0, 2100.0, today + expiry, today + (expiry + 2), 1.0, 0}}};
}

/// Each volatility has its time to expiry left, less `passed` days: of three optionlets, and of the rest.
World quoted_world(int passed = 0) {
    const auto left = [&](int day) { return (day - passed) / 365.0; };
    World quoted = world();
    quoted.volatilities = {{0.3, Kind::lognormal, 0.0, left(expiry), ""},
                           {0.008, Kind::normal, 0.0, left(expiry + 182), ""},
                           {0.25, Kind::shifted_lognormal, 0.01, left(expiry + 364), ""},
                           {0.007, Kind::normal, 0.0, left(expiry), ""}};
    return quoted;
}

XvaSettings by_quotes(std::vector<Date> dates) {
    XvaSettings chosen = settings(std::move(dates));
    chosen.rules.option = OptionRule::quotes;
    chosen.paths = 64;
    return chosen;
}

/// Nothing moves: every path follows today's forwards.
CrossAsset still_model() {
    CrossAssetParts parts = cross_asset_worlds::parts();
    for (Lgm& lgm : parts.currencies)
        lgm = Lgm(lgm.discount(), {Lgm::Volatility::hagan, StepFunction(0.0), 0.0});
    for (CrossAssetParts::Exchange& exchange : parts.exchanges) exchange.volatility = StepFunction(0.0);
    for (CrossAssetParts::Equity& equity : parts.equities) equity.volatility = StepFunction(0.0);
    return CrossAsset(parts);
}

TEST(QuotedOption, is_worth_today_what_the_market_says) {
    const Book all = book(options());
    const World market = quoted_world();
    const auto values = option_values(all, market, cross_asset_worlds::model(), by_quotes({today + 1}));
    for (std::size_t i = 0; i < all.positions.size(); ++i) {
        const double expected = present_value(all.positions[i].instrument, market);
        EXPECT_GT(abs(expected), 1000.0) << all.positions[i].id;
        EXPECT_NEAR(values[i].value(), expected, 1e-11 * abs(expected)) << all.positions[i].id;
    }
}

TEST(QuotedOption, keeps_its_volatility_for_the_time_that_is_left) {
    const std::vector<Date> dates{today + 200, today + 500, today + 729};
    for (const auto& [id, option] : options()) {
        const XvaResult result =
            run_xva(book({{id, option}}), quoted_world(), still_model(), by_quotes(dates), {0.0});
        ASSERT_TRUE(result.unvalued.empty()) << id;
        const std::vector<Estimate> epe = found(result, "EPE"), ene = found(result, "ENE");
        for (std::size_t i = 0; i < dates.size(); ++i) {
            const double expected = present_value(option, quoted_world(dates[i] - today));
            EXPECT_NEAR(epe[i].value - ene[i].value, expected, 1e-9 * abs(expected))
                << id << " " << print(dates[i]);
        }
    }
}

TEST(QuotedOption, is_certain_where_no_lognormal_rate_is_left) {
    CapFloor floor = cap();
    floor.optionlets.resize(1);
    floor.optionlets[0].sign = -1.0;
    World market = quoted_world();
    for (double& value : market.indices[euribor].forwarding.values) value = 1.0 / value;  // rates below zero
    const double growth = market.indices[euribor].forwarding(today + (expiry + 2)) /
                          market.indices[euribor].forwarding(today + (expiry + 184));
    const double certain =
        1e6 * (1.0 + 0.025 * 182 / 360.0 - growth) * market.currencies[0].discount(today + (expiry + 184));
    const auto values =
        option_values(book({{"floor", floor}}), market, cross_asset_worlds::model(), by_quotes({today + 1}));
    EXPECT_NEAR(values[0].value(), certain, 1e-11 * certain);
}

}  // namespace
}  // namespace snell
