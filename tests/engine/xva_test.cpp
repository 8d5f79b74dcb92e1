#include <gtest/gtest.h>

#include "core/black_formula.h"
#include "models/lgm_option.h"
#include "tests/engine/xva_worlds.h"

namespace snell {
namespace {

using namespace xva_worlds;

constexpr double sigmas = 4.0;

/// Received at a date in one currency for an amount in another.
LinearTrade exchange_forward(double received, int in, double paid, int out, Date date) {
    return {{{in, {{date, received, 0.0, {}}}}, {out, {{date, -paid, 0.0, {}}}}}, {}};
}

Csa full_collateral() {
    Csa csa;
    csa.active = true;
    csa.call_frequency = csa.post_frequency = {0, 1};
    return csa;
}

TEST(Xva, exposure_of_a_swap_is_a_swaption) {
    // Sorensen and Bollier (1994): the exposure at a date is the option to enter the rest of the swap.  The
    // floating leg earns its own discount curve, so that it is a bond at the start less one at the end.
    LinearTrade swap{{fixed_leg(0, -1e6, 0.03, days(732, 364, 10)), {0, {}}}, {}};
    const Date start = today + 732, end = today + (732 + 3640);
    swap.legs[1].coupons = {{start, 1e6, 0.0, {}}, {end, -1e6, 0.0, {}}};
    std::vector<FixedFlow> flows;
    for (const Leg& leg : swap.legs)
        for (const Coupon& coupon : leg.coupons) flows.push_back({coupon.pay, coupon.fixed});
    const Lgm rates = cross_asset_worlds::model().currency(0);
    const std::vector<Date> at{today + 200, today + 500, today + 730};
    XvaSettings more = settings(at);
    more.paths = 1 << 15;
    const XvaResult result = run(book({{"S", swap}}), more);
    for (std::size_t i = 0; i < at.size(); ++i) {
        const double payer = LgmOption(rates, flows, at[i]).value();
        for (FixedFlow& flow : flows) flow.amount = -flow.amount;
        const double receiver = LgmOption(rates, flows, at[i]).value();
        for (FixedFlow& flow : flows) flow.amount = -flow.amount;
        const Estimate epe = found(result, "EPE")[i], ene = found(result, "ENE")[i];
        EXPECT_NEAR(epe.value, payer, sigmas * epe.std_error) << print(epe);
        EXPECT_NEAR(ene.value, receiver, sigmas * ene.std_error) << print(ene);
        EXPECT_LT(epe.std_error, 5e-3 * payer);
    }
}

TEST(Xva, exposure_of_an_exchange_forward_is_an_exchange_option) {
    const World market = world();
    const CrossAsset model = cross_asset_worlds::model();
    const Date date = today + 1000;
    const double asset = market.currencies[1].spot * market.currencies[1].discount(date) * 1e6;
    const double cash = market.currencies[0].discount(date) * 9e5;
    const std::vector<Date> at = dates(9, 110);
    const XvaResult result = run(book({{"F", exchange_forward(1e6, 1, 9e5, 0, date)}}), settings(at));
    double cva = 0.0, before = 1.0;
    for (std::size_t i = 0; i < at.size(); ++i) {
        const double variance =
            model.exchange_variance(1, 0, today, date) - model.exchange_variance(1, 0, at[i], date);
        const double call = black(1.0, asset, cash, variance), put = black(-1.0, asset, cash, variance);
        const Estimate epe = found(result, "EPE")[i], ene = found(result, "ENE")[i];
        EXPECT_NEAR(epe.value, call, sigmas * epe.std_error) << print(epe);
        EXPECT_NEAR(ene.value, put, sigmas * ene.std_error) << print(ene);
        const double alive = market.credits[counterparty].survival(at[i]);
        cva += 0.6 * (before - alive) * call;
        before = alive;
    }
    const Estimate simulated = found(result, "CVA")[0];
    EXPECT_NEAR(simulated.value, cva, sigmas * simulated.std_error) << print(simulated);
    EXPECT_LT(simulated.std_error, 5e-3 * cva);
}

TEST(Xva, of_a_bought_option_is_its_price_times_the_loss_given_default) {
    const World market = world();
    const Date expiry = today + 700;
    const FxOption option{1, 0, 1e6, 9e5, expiry, expiry, 1.0, 1.0, 0};
    const double price = black(1.0, 1e6 * market.currencies[1].spot * market.currencies[1].discount(expiry),
                               9e5 * market.currencies[0].discount(expiry),
                               cross_asset_worlds::model().exchange_variance(1, 0, today, expiry));
    const XvaResult result = run(book({{"O", option}}), settings(dates(7, 99)));
    const Estimate cva = found(result, "CVA")[0];
    const double defaulted = 1.0 - market.credits[counterparty].survival(today + 693);
    EXPECT_NEAR(cva.value, 0.6 * price * defaulted, sigmas * cva.std_error);
    EXPECT_EQ(found(result, "DVA")[0].value, 0.0);
}

TEST(Xva, of_an_empty_netting_set_is_nothing) {
    const XvaResult result = run(book({}), settings(dates(4, 91)));
    for (const char* measure : {"CVA", "DVA", "EPE", "ENE", "basel_EEPE"})
        for (const Estimate& each : found(result, measure)) EXPECT_EQ(each.value, 0.0) << measure;
}

TEST(Xva, vanishes_where_nobody_can_default) {
    Book held = book({{"S", payer_swap(1e6, 0.03)}});
    held.netting_sets[0].counterparty = "SAFE";
    XvaSettings chosen = settings(dates(8, 91));
    chosen.own_credit = safe;
    const XvaResult result = run(held, chosen);
    EXPECT_EQ(found(result, "CVA")[0].value, 0.0);
    EXPECT_EQ(found(result, "DVA")[0].value, 0.0);
    EXPECT_GT(found(result, "EPE")[3].value, 0.0);
}

TEST(Xva, full_collateral_without_lag_leaves_nothing) {
    for (int currency : {0, 1}) {
        Csa csa = full_collateral();
        csa.currency = currency;
        const XvaResult result = run(
            book({{"S", payer_swap(1e6, 0.03)}, {"F", exchange_forward(1e6, 1, 9e5, 2, today + 900)}}, csa),
            settings(dates(12, 91)));
        for (const char* measure : {"EPE", "ENE"})
            for (const Estimate& each : found(result, measure)) EXPECT_EQ(each.value, 0.0) << measure;
        EXPECT_EQ(found(result, "CVA")[0].value, 0.0);
    }
}

TEST(Xva, collateral_terms_order_the_exposures) {
    const auto exposure = [](const Csa& csa) {
        return found(run(book({{"S", payer_swap(1e6, 0.03)}}, csa), settings(dates(8, 91))), "CVA")[0].value;
    };
    Csa lag = full_collateral(), threshold = lag, transfer = lag;
    lag.margin_period_of_risk = {0, 14};
    Csa longer = lag;
    longer.margin_period_of_risk = {0, 28};
    threshold.threshold_receive = threshold.threshold_pay = 1e4;
    transfer.minimum_transfer_receive = transfer.minimum_transfer_pay = 1e4;
    const double none = exposure({});
    EXPECT_LT(exposure(lag), exposure(longer));
    EXPECT_LT(exposure(longer), none);
    EXPECT_LT(exposure(threshold), none);
    EXPECT_LT(exposure(transfer), exposure(threshold));
    // Nobody ever reaches such a threshold.
    threshold.threshold_receive = threshold.threshold_pay = 1e9;
    EXPECT_EQ(exposure(threshold), none);
}

TEST(Xva, swapping_the_sides_exchanges_cva_and_dva) {
    const LinearTrade swap = payer_swap(1e6, 0.03);
    LinearTrade other = swap;
    for (Leg& leg : other.legs)
        for (Coupon& coupon : leg.coupons) coupon.fixed = -coupon.fixed, coupon.floating = -coupon.floating;
    Book mirrored = book({{"S", other}});
    mirrored.netting_sets[0].counterparty = "BANK";
    XvaSettings chosen = settings(dates(12, 91));
    const XvaResult ours = run(book({{"S", swap}}), chosen);
    chosen.own_credit = counterparty;
    const XvaResult theirs = run(mirrored, chosen);
    for (const auto& [a, b] : {std::pair("CVA", "DVA"), std::pair("DVA", "CVA"),
                               std::pair("CVA_first_to_default", "DVA_first_to_default")})
        EXPECT_EQ(found(ours, a)[0].value, found(theirs, b)[0].value) << a;
}

TEST(Xva, netting_never_increases_it) {
    const std::pair<std::string, Instrument> a{"A", payer_swap(1e6, 0.03)},
        b{"B", exchange_forward(1e6, 1, 9e5, 0, today + 900)};
    XvaSettings chosen = settings(dates(8, 91));
    chosen.units = GroupOrder::Units::trades;
    const XvaResult result = run(book({a, b}), chosen);
    const double together = found(result, "CVA")[0].value;
    const double first = found(result, "CVA", 0, 0)[0].value, second = found(result, "CVA", 0, 1)[0].value;
    EXPECT_LE(together, first + second);
    // Euler's parts add up; removing a trade from a set of two leaves the other.
    const double parts =
        found(result, "CVA_euler", 0, 0)[0].value + found(result, "CVA_euler", 0, 1)[0].value;
    EXPECT_NEAR(parts, together, 1e-12 * together);
    EXPECT_NEAR(together - found(result, "CVA_marginal", 0, 0)[0].value, second, 1e-9 * together);
}

TEST(Xva, marginal_part_of_a_margined_trade_is_the_set_less_the_set_without_it) {
    Csa csa = full_collateral();
    csa.margin_period_of_risk = {0, 14};
    csa.threshold_receive = csa.threshold_pay = 2e4;
    csa.minimum_transfer_receive = csa.minimum_transfer_pay = 5e3;
    csa.initial_balance = 1e3;
    const std::pair<std::string, Instrument> a{"A", payer_swap(1e6, 0.03)},
        b{"B", exchange_forward(1e6, 1, 9e5, 0, today + 900)}, c{"C", payer_swap(-4e5, 0.02, 75)};
    XvaSettings chosen = settings(dates(8, 91));
    chosen.units = GroupOrder::Units::trades;
    const XvaResult whole = run(book({a, b, c}, csa), chosen);
    const std::vector<std::pair<std::string, Instrument>> rest[] = {{b, c}, {a, c}, {a, b}};
    for (int k = 0; k < 3; ++k) {
        const XvaResult without = run(book(rest[k], csa), chosen);
        for (const std::string name : {"CVA", "DVA"}) {
            const double all = found(whole, name)[0].value;
            // Values are interpolated to 1e-13 of the gross of the flows, some hundred times the CVA.
            EXPECT_NEAR(found(whole, name + "_marginal", 0, k)[0].value, all - found(without, name)[0].value,
                        1e-9 * all)
                << name << " of " << k;
        }
    }
}

TEST(Xva, error_of_the_total_knows_that_netting_sets_share_their_paths) {
    // Two equal sets vary together, so that their errors add up.
    Book twice = book({{"A", payer_swap(1e6, 0.03)}});
    twice.netting_sets.push_back({"NS2", "CPTY", {}});
    twice.positions.push_back(twice.positions[0]);
    twice.positions[1].id = "B";
    twice.positions[1].netting_set = 1;
    const XvaResult equal = run(twice, settings(dates(8, 91)));
    const Estimate one = found(equal, "CVA")[0], both = equal.totals.at("CVA");
    EXPECT_EQ(both.value, 2.0 * one.value);
    EXPECT_EQ(both.std_error, 2.0 * one.std_error);
    // Payer and receiver gain on different paths: together they vary less than the sum of their errors.
    twice.positions[1].instrument = payer_swap(-1e6, 0.03);
    const XvaResult mirrored = run(twice, settings(dates(8, 91)));
    const Estimate payer = found(mirrored, "CVA", 0)[0], receiver = found(mirrored, "CVA", 1)[0];
    const Estimate sum = mirrored.totals.at("CVA");
    EXPECT_NEAR(sum.value, payer.value + receiver.value, 1e-14 * sum.value);
    EXPECT_LT(sum.std_error, payer.std_error + receiver.std_error);
}

TEST(Xva, funding_follows_the_spread_of_the_curves) {
    XvaSettings chosen = settings(dates(8, 91));
    chosen.borrow_curve = chosen.lend_curve = 0;
    const XvaResult result = run(book({{"S", payer_swap(1e6, 0.03)}}), chosen);
    const World market = world();
    double fca = 0.0;
    Date before = today;
    for (std::size_t i = 0; i < chosen.dates.size(); ++i) {
        const Date now = chosen.dates[i];
        const auto growth = [&](const DailyCurve& curve) { return curve(before) / curve(now); };
        fca += found(result, "EPE")[i].value *
               (growth(market.yield_curves[0].discount) - growth(market.currencies[0].discount));
        before = now;
    }
    EXPECT_NEAR(found(result, "FCA_without_survival")[0].value, fca, 1e-12 * fca);
    EXPECT_LT(found(result, "FCA")[0].value, found(result, "FCA_without_own_survival")[0].value);
    EXPECT_LT(found(result, "FCA_without_own_survival")[0].value, fca);
}

TEST(Xva, rejects_settings_that_make_no_sense) {
    EXPECT_THROW(run(book({}), settings({})), std::invalid_argument);
    EXPECT_THROW(run(book({}), settings({today})), std::invalid_argument);
    XvaSettings chosen = settings(dates(1, 10));
    chosen.quantiles = {1.0};
    EXPECT_THROW(run(book({}), chosen), std::invalid_argument);
}

TEST(Xva, a_trade_that_the_market_cannot_value_fails_alone) {
    LinearTrade beyond = exchange_forward(1.0, 0, 1.0, 1, today + 40000);
    Book held = book({{"A", payer_swap(1e6, 0.03)}, {"B", beyond}});
    const XvaResult result = run(held, settings(dates(4, 91)));
    ASSERT_EQ(result.unvalued.size(), 1u);
    EXPECT_EQ(result.unvalued[0].position, 1);
    EXPECT_EQ(found(result, "CVA")[0].value,
              found(run(book({{"A", payer_swap(1e6, 0.03)}}), settings(dates(4, 91))), "CVA")[0].value);
}

}  // namespace
}  // namespace snell
