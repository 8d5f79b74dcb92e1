#include <gtest/gtest.h>

#include "core/black_formula.h"
#include "engine/xva/model_value.h"
#include "models/lgm_option.h"
#include "tests/engine/xva_worlds.h"

/// E[V(t) / N(t)] is today's value of what is still to come at t: it holds every coupon, fixing, reset and
/// option to its price, whatever was approximated or tabulated on the way.
namespace snell {
namespace {

using namespace xva_worlds;

constexpr double sigmas = 4.0;

void expect_remaining(const Instrument& instrument, const std::vector<Date>& dates,
                      const std::function<double(int day)>& remaining, double allowed = 0.0) {
    const XvaResult result = run(book({{"T", instrument}}), settings(dates));
    ASSERT_TRUE(result.unvalued.empty()) << result.unvalued[0].reason;
    const std::vector<Estimate> epe = found(result, "EPE"), ene = found(result, "ENE");
    ASSERT_EQ(epe.size(), dates.size());
    for (std::size_t i = 0; i < dates.size(); ++i) {
        const double expected = remaining(dates[i] - today);
        EXPECT_NEAR(epe[i].value - ene[i].value, expected,
                    sigmas * (epe[i].std_error + ene[i].std_error) + allowed)
            << print(dates[i]) << " EPE " << print(epe[i]) << " ENE " << print(ene[i]);
    }
}

TEST(ExposureMartingale, holds_for_a_swap_through_its_fixings_and_payments) {
    const LinearTrade swap = payer_swap(1e6, 0.025);
    expect_remaining(swap, dates(14, 97), [&](int day) { return value_after(world(), swap, day); });
}

TEST(ExposureMartingale, holds_for_a_foreign_swap_that_pays_late) {
    const LinearTrade swap{
        {floating_leg(libor, 1, 1e6, days(30, 91, 12), 5), fixed_leg(1, -1e6, 0.04, days(30, 182, 6))}, {}};
    expect_remaining(swap, dates(12, 73), [&](int day) { return value_after(world(), swap, day); });
}

TEST(ExposureMartingale, holds_for_compounded_overnight_coupons_under_way) {
    const LinearTrade swap{{floating_leg(eonia, 0, 1e6, days(0, 365, 4))}, {}};
    // A step is compounded by the curve seen at its beginning, which is unbiased.
    expect_remaining(swap, dates(12, 97), [&](int day) { return value_after(world(), swap, day); });
}

TEST(ExposureMartingale, holds_for_a_forward_rate_agreement_before_it_starts) {
    const double years = 182.0 / 360.0;
    const ForwardRateAgreement fra{
        0, 1e6, 0.02, years, years, {euribor, today + 363, today + 365, today + 547, false}, today + 365};
    const World market = world();
    const DailyCurve& curve = market.indices[euribor].forwarding;
    const double discount = market.currencies[0].discount(today + 365);
    const double value =
        1e6 * discount * (1.0 - (1.0 + 0.02 * years) * curve(today + 547) / curve(today + 365));
    expect_remaining(fra, dates(5, 91), [&](int day) { return day < 365 ? value : 0.0; });
}

TEST(ExposureMartingale, holds_for_a_resetting_leg_before_and_after_its_resets) {
    ResettingLeg leg{0, 1, today + 4, {}};
    for (int start : {100, 282, 464}) {
        ResetPeriod period;
        period.reset = today + (start - 2);
        period.start = today + start;
        period.end = today + (start + 182);
        period.foreign_amount = 1e6;
        period.coupon = {
            period.end, -1.0, 1.0, {eonia, today + (start - 2), period.start, period.end, false}};
        leg.periods.push_back(period);
    }
    // A period that earns its own discount curve is worth nothing when it starts, and never before.
    const World market = world();
    const double carry = market.currencies[0].discount(leg.spot) / market.currencies[1].discount(leg.spot);
    expect_remaining(LinearTrade{{}, {leg}}, dates(12, 49), [&](int day) {
        for (const ResetPeriod& period : leg.periods)
            if (period.start - today <= day && day < period.end - today)
                return market.currencies[1].spot * carry * 1e6 * market.currencies[1].discount(period.start);
        return 0.0;
    });
}

double option_value_today(const Instrument& instrument) {
    return option_values(book({{"T", instrument}}), world(), cross_asset_worlds::model(),
                         settings({today + 1}))
        .at(0)
        .value();
}

TEST(ExposureMartingale, holds_for_an_exchange_option_paid_after_its_expiry) {
    const FxOption option{1, 2, 1e6, 1.1e8, today + 700, today + 740, 1.0, -1.0, 0};
    const World market = world();
    const CrossAsset model = cross_asset_worlds::model();
    const CurrencyMarket &usd = market.currencies[1], &chf = market.currencies[2];
    const double asset = usd.spot * usd.discount(option.expiry),
                 cash = chf.spot * chf.discount(option.expiry);
    const double late = chf.discount(option.pay) / chf.discount(option.expiry);
    const double value =
        -late * black(1.0, 1e6 * asset, 1.1e8 * cash, model.exchange_variance(1, 2, today, option.expiry));
    EXPECT_NEAR(option_value_today(option), value, 1e-12 * -value);
    // The payment's delay and the exchange rate move together; what that is worth is not in Black's formula.
    expect_remaining(
        option, dates(15, 50), [&](int day) { return day < 740 ? value : 0.0; }, 1e-4 * -value);
}

TEST(ExposureMartingale, holds_for_equity_options_and_forwards) {
    const World market = world();
    const CrossAsset model = cross_asset_worlds::model();
    const EquityMarket& equity = market.equities[0];
    const CurrencyMarket& currency = market.currencies[1];
    const Date expiry = today + 500;
    const double forward = equity.spot * equity.dividend(expiry) / equity.discount(expiry);
    const double discount = currency.spot * currency.discount(expiry);
    const double put =
        70.0 * discount * black(-1.0, forward, 2100.0, model.equity_variance(0, today, expiry));
    const EquityOption option{0, 1, 70.0, 2100.0, expiry, expiry, -1.0, 0};
    EXPECT_NEAR(option_value_today(option), put, 1e-12 * put);
    expect_remaining(option, dates(5, 120), [&](int day) { return day < 500 ? put : 0.0; });
    expect_remaining(EquityForward{0, 1, 70.0, 1900.0, expiry, expiry}, dates(5, 120),
                     [&](int day) { return day < 500 ? 70.0 * discount * (forward - 1900.0) : 0.0; });
}

Swaption swaption(Swaption::Settlement settlement) {
    Swaption swaption;
    swaption.underlying = payer_swap(1e6, 0.03, 732);
    for (const Coupon& coupon : swaption.underlying.legs[0].coupons)
        swaption.annuity.push_back({coupon.pay, 364 / 360.0, (coupon.pay - (today + 732)) / 365.0});
    swaption.start = today + 732;
    swaption.expiry = today + 730;
    swaption.nominal = 1e6;
    swaption.strike = 0.03;
    swaption.settlement = settlement;
    return swaption;
}

double value_today(const Instrument& instrument, const std::vector<Date>& first) {
    const XvaResult result = run(book({{"T", instrument}}), settings(first));
    return found(result, "EPE")[0].value - found(result, "ENE")[0].value;
}

TEST(ExposureMartingale, holds_for_a_physical_swaption_through_its_exercise) {
    const Swaption option = swaption(Swaption::Settlement::physical);
    const double value = option_value_today(option);
    EXPECT_GT(value, 1000.0);
    expect_remaining(option, dates(8, 105), [&](int) { return value; });
}

TEST(ExposureMartingale, holds_for_a_cash_settled_swaption) {
    const Swaption option = swaption(Swaption::Settlement::cash_par_yield);
    const double value = option_value_today(option);
    EXPECT_NEAR(value, option_value_today(swaption(Swaption::Settlement::physical)), 0.05 * value);
    expect_remaining(option, dates(8, 105), [&](int day) { return day < 730 ? value : 0.0; });
}

TEST(ExposureMartingale, holds_for_caps_through_their_fixings) {
    CapFloor cap{0, {}};
    const std::vector<int> ends = days(182, 182, 4);
    for (const Coupon& coupon : floating_leg(euribor, 0, 1e6, ends).coupons) {
        Optionlet optionlet;
        optionlet.coupon = coupon;
        optionlet.coupon.fixed = -1e6 * (1.0 + 0.025 * 182 / 360.0);
        optionlet.volatility = 0;
        cap.optionlets.push_back(optionlet);
    }
    const double value = option_value_today(cap);
    EXPECT_GT(value, 1000.0);
    expect_remaining(cap, dates(5, 70), [&](int) { return value; });
}

TEST(ExposureMartingale, holds_for_a_default_swap_given_survival) {
    CreditDefaultSwap swap;
    swap.credit = counterparty;
    swap.nominal = 1e6;
    for (int end : days(90, 91, 12))
        swap.premiums.push_back({today + (end - 91), today + end, today + end, 3000.0});
    swap.protection_start = today;
    swap.protection_end = today + 90 + 12 * 91;
    const double value = value_today(swap, {today + 1});
    const World market = world();
    const double survival = market.credits[counterparty].survival(today + 89);
    // Before the first premium the value given survival grows as protection for the days gone by falls away.
    double gone = 0.0;
    const DailyCurve &alive = market.credits[counterparty].survival,
                     &discount = market.currencies[0].discount;
    for (int d = 2; d <= 89; ++d)
        gone += (alive(today + (d - 1)) - alive(today + d)) * discount(today + d) *
                (0.6e6 - 3000.0 * (d + 1) / 91.0);
    const double expected = (value * alive(today + 1) - gone) / survival;
    expect_remaining(
        swap, {today + 89}, [&](int) { return expected; }, 1e-5 * std::abs(value));
}

}  // namespace
}  // namespace snell
