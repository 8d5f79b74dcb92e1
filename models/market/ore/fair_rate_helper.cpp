#include "models/market/ore/fair_rate_helper.h"

#include <algorithm>
#include <ql/cashflows/cashflows.hpp>
#include <ql/cashflows/floatingratecoupon.hpp>
#include <ql/quotes/simplequote.hpp>
#include <ql/utilities/null_deleter.hpp>

namespace snell::ore {
namespace {

double value(const std::vector<Stream>& streams) {
    double sum = 0.0;
    for (const Stream& each : streams) {
        const ql::Date today = each.discount->referenceDate();
        sum += each.weight * ql::CashFlows::npv(each.flows, **each.discount, false, today, today);
    }
    return sum;
}

}  // namespace

FairRateHelper::FairRateHelper(double quote, std::vector<FairRate> rates, const GrowingCurve& growing)
    : RateHelper(ql::Handle<ql::Quote>(ql::ext::make_shared<ql::SimpleQuote>(quote))),
      rates_(std::move(rates)),
      growing_(growing) {
    earliestDate_ = ql::Date::maxDate();
    for (const FairRate& rate : rates_)
        for (const auto* streams : {&rate.given, &rate.annuity})
            for (const Stream& each : *streams) {
                earliestDate_ = std::min(earliestDate_, ql::CashFlows::startDate(each.flows));
                latestDate_ = std::max(latestDate_, ql::CashFlows::maturityDate(each.flows));
                for (const auto& flow : each.flows)
                    latestDate_ = std::max(latestDate_, flow->date());  // lags
            }
    maturityDate_ = latestDate_;
    pillarDate_ = latestRelevantDate_ = latestDate_;
}

ql::Real FairRateHelper::impliedQuote() const {
    double quote = 0.0;
    for (const FairRate& rate : rates_) quote -= rate.sign * value(rate.given) / value(rate.annuity);
    return quote;
}

void FairRateHelper::setTermStructure(ql::YieldTermStructure* curve) {
    growing_.linkTo(ql::ext::shared_ptr<ql::YieldTermStructure>(curve, ql::null_deleter()), false);
    RateHelper::setTermStructure(curve);
}

}  // namespace snell::ore
