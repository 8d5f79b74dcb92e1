#include "models/calibrate.h"

#include <gtest/gtest.h>

#include "core/black_formula.h"
#include "tests/models/cross_asset_worlds.h"

namespace snell {
namespace {

using cross_asset_worlds::curve;
using cross_asset_worlds::today;

/// Payer swaption at the money on an annual fixed leg, semi-annual floating leg forwarded on its own curve.
SwaptionQuote swaption(int expiry_years, int term_years, const DailyCurve& discount,
                       const DailyCurve& forwarding, double volatility) {
    SwaptionQuote quote;
    quote.label = std::to_string(expiry_years) + "Y x " + std::to_string(term_years) + "Y";
    quote.expiry = add_months(today, 12 * expiry_years);
    quote.start = quote.expiry + 2;
    quote.end = add_months(quote.start, 12 * term_years);
    double floating = 0.0, annuity = 0.0;
    for (int half = 1; half <= 2 * term_years; ++half) {
        const Date from = add_months(quote.start, 6 * (half - 1)), to = add_months(quote.start, 6 * half);
        quote.float_pay.push_back(to);
        quote.float_amount.push_back(forwarding(from) / forwarding(to) - 1.0);
        floating += quote.float_amount.back() * discount(to);
    }
    for (int year = 1; year <= term_years; ++year) {
        const Date from = add_months(quote.start, 12 * (year - 1)), to = add_months(quote.start, 12 * year);
        quote.fixed_pay.push_back(to);
        quote.fixed_accrual.push_back((to - from) / 365.0);
        annuity += quote.fixed_accrual.back() * discount(to);
    }
    quote.strike = floating / annuity;
    const double variance = volatility * volatility * year_fraction(today, quote.expiry);
    quote.price = annuity * black(1.0, quote.strike, quote.strike, variance);
    quote.volatility.value = volatility;
    return quote;
}

OptionQuote option(int years, double volatility) {
    const Date expiry = add_months(today, 12 * years);
    return {std::to_string(years) + "Y", expiry, 0.0, volatility, year_fraction(today, expiry)};
}

/// Two currencies and an equity in the foreign one.
World world() {
    World world;
    world.today = today;
    world.base = "EUR";
    world.currencies.resize(2);
    for (int c = 0; c < 2; ++c) {
        CurrencyMarket& market = world.currencies[static_cast<std::size_t>(c)];
        market.code = c == 0 ? "EUR" : "USD";
        market.discount = curve(0.02 + 0.01 * c);
        for (int expiry : {1, 2, 5, 9})
            market.swaptions.push_back(swaption(expiry, 10 - expiry, market.discount, curve(0.021 + 0.01 * c),
                                                0.25 - 0.01 * expiry));
    }
    world.currencies[1].spot = 0.9;
    world.currencies[1].fx_options = {option(1, 0.12), option(3, 0.11), option(10, 0.13)};
    world.equities.push_back(
        {"SP5", 1, 2000.0, curve(0.03), curve(0.02), {option(1, 0.2), option(5, 0.24)}, ""});
    return world;
}

CrossAssetTerms terms() {
    CrossAssetTerms terms;
    terms.base = "EUR";
    const PiecewiseTerms fitted{true, {}, {0.01}};
    terms.currencies = {{"EUR", LgmTerms::Volatility::hagan, fitted, 0.03, {}, {}},
                        {"USD", LgmTerms::Volatility::hull_white, fitted, 0.01, {}, {}}};
    terms.exchange_rates = {{"USD", fitted, {}}};
    terms.equities = {{"SP5", fitted, {}}};
    terms.correlations = {{"IR:EUR", "IR:USD", 0.3},
                          {"IR:EUR", "FX:USDEUR", 0.2},
                          {"FX:EURUSD", "IR:USD", 0.25},
                          {"EQ:SP5", "IR:USD", -0.1},
                          {"IR:GBP", "IR:USD", 0.7}};
    return terms;
}

TEST(Calibrate, prices_every_quote) {
    const Calibration found = calibrate(world(), terms());
    EXPECT_TRUE(found.report.warnings.empty()) << found.report.warnings.front();
    ASSERT_EQ(found.report.rows.size(), 8u + 3u + 2u);
    for (const CalibrationRow& row : found.report.rows)
        EXPECT_NEAR(row.residual(), 0.0, 1e-12 * row.market)
            << row.kind << ' ' << row.name << ' ' << row.label;
}

TEST(Calibrate, fits_swaptions_on_the_curve_that_quotes_them_and_simulates_on_the_other) {
    CurrencyMarket quoted = world().currencies[1];
    CurrencyMarket apart = quoted;
    apart.calibration = quoted.discount;
    apart.discount = curve(0.01);
    LgmTerms terms;
    terms.currency = "USD";
    terms.volatility.calibrate = true;
    CalibrationReport report;
    const Lgm expected = calibrate_lgm(quoted, terms, report), found = calibrate_lgm(apart, terms, report);
    EXPECT_EQ(found.terms().volatility.values, expected.terms().volatility.values);
    EXPECT_EQ(found.discount().values, apart.discount.values);
}

TEST(Calibrate, gives_the_model_the_prices_that_the_report_says) {
    const World market = world();
    const CrossAsset model = calibrate(market, terms()).model;
    for (int c : {0, 1})
        for (const SwaptionQuote& quote : market.currencies[static_cast<std::size_t>(c)].swaptions) {
            const Lgm& own = model.currency(c);
            const LgmOption payer(own, payer_swap_flows(quote, own.discount()), quote.expiry);
            EXPECT_NEAR(payer.value(), quote.price, 1e-12);
        }
    for (const OptionQuote& quote : market.currencies[1].fx_options)
        EXPECT_NEAR(model.exchange_variance(1, 0, today, quote.expiry),
                    quote.volatility * quote.volatility * quote.years, 1e-13);
}

TEST(Calibrate, a_swap_at_the_money_is_worth_nothing_as_flows) {
    const World market = world();
    for (const SwaptionQuote& quote : market.currencies[0].swaptions) {
        double value = 0.0;
        for (const FixedFlow& flow : payer_swap_flows(quote, market.currencies[0].discount))
            value += flow.amount * market.currencies[0].discount(flow.pay);
        EXPECT_NEAR(value, 0.0, 1e-15 * 40);
    }
}

TEST(Calibrate, takes_correlations_by_name_and_the_inverse_rate_with_the_other_sign) {
    const Matrix<double> rho = calibrate(world(), terms()).model.parts().correlation;
    EXPECT_EQ(rho(0, 1), 0.3);
    EXPECT_EQ(rho(0, 2), 0.2);
    EXPECT_EQ(rho(1, 2), -0.25);
    EXPECT_EQ(rho(3, 1), -0.1);
    EXPECT_EQ(rho(3, 0), 0.0);
}

TEST(Calibrate, says_which_quotes_need_a_negative_variance) {
    World market = world();
    market.currencies[0].swaptions[1].price *= 0.5;
    market.currencies[1].fx_options[1].volatility = 0.05;
    const Calibration found = calibrate(market, terms());
    ASSERT_EQ(found.report.warnings.size(), 2u);
    EXPECT_NE(found.report.warnings[0].find("EUR: swaption 2Y x 8Y"), std::string::npos);
    EXPECT_NE(found.report.warnings[1].find("USDEUR: fx option 3Y"), std::string::npos);
    EXPECT_EQ(found.model.currency(0).alpha(1.5), 0.0);
    const double rows_left = found.report.rows.back().residual();
    EXPECT_NEAR(rows_left, 0.0, 1e-12);  // what can be met is met
}

TEST(Calibrate, leaves_what_is_configured_where_it_is_told_to) {
    CrossAssetTerms fixed = terms();
    fixed.currencies[0].volatility = {false, {2.0}, {0.01, 0.02}};
    fixed.exchange_rates[0].volatility = {false, {}, {0.15}};
    const CrossAsset model = calibrate(world(), fixed).model;
    EXPECT_EQ(model.currency(0).alpha(1.0), 0.01);
    EXPECT_EQ(model.currency(0).alpha(3.0), 0.02);
    EXPECT_EQ(model.parts().exchanges[0].volatility(5.0), 0.15);
}

TEST(Calibrate, lets_a_currency_without_a_market_stand_still) {
    World market = world();
    market.currencies[1] = {};
    market.currencies[1].code = "USD";
    market.currencies[1].fault = "no discount curve";
    const Calibration found = calibrate(market, terms());
    ASSERT_FALSE(found.report.warnings.empty());
    EXPECT_NE(found.report.warnings[0].find("USD: no discount curve"), std::string::npos);
    const Transition move = found.model.transition(today, today + 1000);
    EXPECT_EQ(move.covariance(1, 1), 0.0);
}

}  // namespace
}  // namespace snell
