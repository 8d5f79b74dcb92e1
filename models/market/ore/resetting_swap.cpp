#include "models/market/ore/resetting_swap.h"

#include <algorithm>
#include <ql/cashflows/cashflows.hpp>
#include <ql/cashflows/coupon.hpp>
#include <ql/quotes/simplequote.hpp>
#include <ql/utilities/null_deleter.hpp>

namespace snell::ore {
namespace {

double worth(const ql::Leg& flows, const Curve& discount) {
    const ql::Date today = discount->referenceDate();
    return ql::CashFlows::npv(flows, **discount, false, today, today);
}

const ql::Coupon& as_coupon(const ql::ext::shared_ptr<ql::CashFlow>& flow) {
    return *ql::ext::dynamic_pointer_cast<ql::Coupon>(flow);
}

}  // namespace

ResettingSwapHelper::ResettingSwapHelper(double quote, SpreadOn spread_on, CurrencyLeg constant,
                                         CurrencyLeg resetting, const GrowingCurve& growing)
    : RateHelper(ql::Handle<ql::Quote>(ql::ext::make_shared<ql::SimpleQuote>(quote))),
      spread_on_(spread_on),
      constant_(std::move(constant)),
      resetting_(std::move(resetting)),
      growing_(growing) {
    earliestDate_ =
        std::min(ql::CashFlows::startDate(constant_.coupons), ql::CashFlows::startDate(resetting_.coupons));
    latestDate_ = std::max(ql::CashFlows::maturityDate(constant_.coupons),
                           ql::CashFlows::maturityDate(resetting_.coupons));
    maturityDate_ = pillarDate_ = latestRelevantDate_ = latestDate_;
}

/// Of a period, in units of the first one: the forward rate of exchange over that of the swap's start.
double ResettingSwapHelper::notional(const ql::Date& start) const {
    const auto ratio = [&](const ql::Date& date) {
        return constant_.discount->discount(date) / resetting_.discount->discount(date);
    };
    return ratio(start) / ratio(ql::CashFlows::startDate(resetting_.coupons));
}

ql::Real ResettingSwapHelper::impliedQuote() const {
    const auto start = ql::CashFlows::startDate(constant_.coupons),
               end = ql::CashFlows::maturityDate(constant_.coupons);
    const double constant = worth(constant_.coupons, constant_.discount) + constant_.discount->discount(end) -
                            constant_.discount->discount(start);
    double resetting = 0.0, annuity = 0.0;
    for (std::size_t i = 0; i < resetting_.coupons.size(); ++i) {
        const ql::Coupon& coupon = as_coupon(resetting_.coupons[i]);
        const Curve& discount = resetting_.discount;
        const double lent = notional(coupon.accrualStartDate());
        resetting += lent * (coupon.amount() * discount->discount(coupon.date()) +
                             discount->discount(coupon.accrualEndDate()) -
                             discount->discount(coupon.accrualStartDate()));
        annuity += lent * resetting_.annuity[i]->amount() * discount->discount(coupon.date());
    }
    return spread_on_ == SpreadOn::resetting
               ? (constant - resetting) / annuity
               : (resetting - constant) / worth(constant_.annuity, constant_.discount);
}

void ResettingSwapHelper::setTermStructure(ql::YieldTermStructure* curve) {
    growing_.linkTo(ql::ext::shared_ptr<ql::YieldTermStructure>(curve, ql::null_deleter()), false);
    RateHelper::setTermStructure(curve);
}

}  // namespace snell::ore
