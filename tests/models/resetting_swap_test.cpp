#include "models/market/ore/resetting_swap.h"

#include <gtest/gtest.h>

#include <ql/cashflows/fixedratecoupon.hpp>
#include <ql/cashflows/iborcoupon.hpp>
#include <ql/indexes/ibor/euribor.hpp>
#include <ql/indexes/ibor/usdlibor.hpp>
#include <ql/settings.hpp>
#include <ql/termstructures/yield/flatforward.hpp>
#include <ql/time/calendars/target.hpp>
#include <ql/time/daycounters/actual365fixed.hpp>
#include <ql/time/schedule.hpp>

namespace snell::ore {
namespace {

using SpreadOn = ResettingSwapHelper::SpreadOn;

const ql::Date today(5, ql::February, 2016), start(9, ql::February, 2016), end(9, ql::February, 2021);

class ResettingSwap : public testing::Test {
  protected:
    void SetUp() override { ql::Settings::instance().evaluationDate() = today; }

    static Curve flat(double rate) {
        return Curve(ql::ext::make_shared<ql::FlatForward>(today, rate, ql::Actual365Fixed()));
    }

    template <class Index>
    static CurrencyLeg leg(const Curve& forecast, const Curve& discount) {
        const ql::Schedule dates(start, end, ql::Period(3, ql::Months), ql::TARGET(), ql::ModifiedFollowing,
                                 ql::ModifiedFollowing, ql::DateGeneration::Backward, false);
        const auto index = ql::ext::make_shared<Index>(ql::Period(3, ql::Months), forecast);
        return {ql::IborLeg(dates, index).withNotionals(1.0),
                ql::FixedRateLeg(dates).withNotionals(1.0).withCouponRates(1.0, index->dayCounter()),
                discount};
    }

    static double fair(SpreadOn spread_on, const CurrencyLeg& constant, const CurrencyLeg& resetting) {
        return ResettingSwapHelper(0.0, spread_on, constant, resetting, GrowingCurve()).impliedQuote();
    }
};

/// What a period lends comes back with interest, at whatever notional.
TEST_F(ResettingSwap, needs_no_spread_where_legs_earn_their_own_curves) {
    const Curve euro = flat(-0.002), dollar = flat(0.02);
    const auto constant = leg<ql::Euribor>(euro, euro);
    const auto resetting = leg<ql::USDLibor>(dollar, dollar);
    for (const SpreadOn spread_on : {SpreadOn::constant, SpreadOn::resetting})
        EXPECT_NEAR(fair(spread_on, constant, resetting), 0.0, 1e-14);
}

/// With one curve and one notional for both, the legs differ in their forecasts alone.
TEST_F(ResettingSwap, pays_the_difference_of_the_forecasts_where_nothing_is_left_to_reset) {
    const Curve discount = flat(0.01), low = flat(0.012), high = flat(0.015);
    const auto constant = leg<ql::USDLibor>(low, discount);
    const auto resetting = leg<ql::USDLibor>(high, discount);
    const double spread = fair(SpreadOn::constant, constant, resetting);
    // Continuous rates of 365 days against coupons of 360, compounded within a quarter.
    EXPECT_NEAR(spread, 0.003 * 360.0 / 365.0, 0.003 * 0.015 * 0.25);
    EXPECT_NEAR(fair(SpreadOn::resetting, constant, resetting), -spread, 1e-15);
    EXPECT_NEAR(fair(SpreadOn::constant, resetting, constant), -spread, 1e-15);
}

/// The two ends of a notional that stays lend and give back; those of one that is reset do so every quarter.
TEST_F(ResettingSwap, lets_the_notional_follow_the_forward_rate_of_exchange) {
    const Curve euro = flat(-0.002), dollar = flat(0.02), index = flat(0.025);
    const auto constant = leg<ql::Euribor>(euro, euro);
    const auto resetting = leg<ql::USDLibor>(index, dollar);
    const auto ratio = [&](const ql::Date& date) { return euro->discount(date) / dollar->discount(date); };
    double excess = 0.0, annuity = 0.0;
    for (std::size_t i = 0; i < resetting.coupons.size(); ++i) {
        const auto coupon = ql::ext::dynamic_pointer_cast<ql::Coupon>(resetting.coupons[i]);
        const ql::Date from = coupon->accrualStartDate(), to = coupon->accrualEndDate();
        const double earned = dollar->discount(from) / dollar->discount(to) - 1.0;
        excess += ratio(from) / ratio(start) * (coupon->amount() - earned) * dollar->discount(to);
        annuity += constant.annuity[i]->amount() * euro->discount(to);
    }
    EXPECT_NEAR(fair(SpreadOn::constant, constant, resetting), excess / annuity, 1e-14);
}

}  // namespace
}  // namespace snell::ore
