#include <fmt/format.h>

#include <ql/cashflows/cashflowvectors.hpp>
#include <ql/cashflows/fixedratecoupon.hpp>
#include <ql/cashflows/iborcoupon.hpp>
#include <ql/cashflows/simplecashflow.hpp>
#include <ql/cashflows/subperiodcoupon.hpp>
#include <ql/quotes/simplequote.hpp>
#include <ql/termstructures/yield/ratehelpers.hpp>

#include "models/market/ore/quantlib_index.h"
#include "models/market/ore/resetting_swap.h"
#include "models/market/ore/segments.h"

/// Basis swaps between tenors and currencies, and FX forwards.
namespace snell::ore {
namespace {

using Index = ql::ext::shared_ptr<ql::IborIndex>;

ql::Handle<ql::Quote> live(double value) {
    return ql::Handle<ql::Quote>(ql::ext::make_shared<ql::SimpleQuote>(value));
}

ql::Date spot_of(const Index& index, const ql::Date& today) {
    const ql::Calendar days = index->fixingCalendar();
    return days.advance(days.adjust(today), static_cast<int>(index->fixingDays()), ql::Days);
}

ql::Schedule schedule_of(const ql::Date& start, const ql::Date& end, const ql::Period& step,
                         const Index& index) {
    return {start,
            end,
            step,
            index->fixingCalendar(),
            index->businessDayConvention(),
            index->businessDayConvention(),
            ql::DateGeneration::Backward,
            index->endOfMonth()};
}

ql::Leg annuity(const ql::Schedule& schedule, const ql::DayCounter& count, ql::BusinessDayConvention paid) {
    return ql::FixedRateLeg(schedule)
        .withNotionals(1.0)
        .withCouponRates(1.0, count)
        .withPaymentAdjustment(paid);
}

ql::Leg floating(const ql::Schedule& schedule, const Index& index) {
    return ql::IborLeg(schedule, index)
        .withNotionals(1.0)
        .withPaymentAdjustment(index->businessDayConvention());
}

/// A floating leg that pays less often than its index fixes: the rates in between are compounded or averaged.
ql::Leg floating(const ql::Schedule& schedule, const Index& index, const ql::Period& pays, bool compounds) {
    if (pays == index->tenor()) return floating(schedule, index);
    const auto method = compounds ? ql::RateAveraging::Compound : ql::RateAveraging::Simple;
    return ql::SubPeriodsLeg(schedule, index)
        .withNotionals(1.0)
        .withPaymentAdjustment(index->businessDayConvention())
        .withAveragingMethod(method);
}

ql::Period pays_every(const XmlElement& convention, const char* name, const Index& index) {
    return parsed(convention, name,
                  [&](const std::string& text) { return text.empty() ? index->tenor() : period(text); });
}

/// What is lent at the start and given back at the end.
void exchange(ql::Leg& leg, const ql::Date& start, const ql::Date& end) {
    leg.insert(leg.begin(), ql::ext::make_shared<ql::SimpleCashFlow>(-1.0, start));
    leg.push_back(ql::ext::make_shared<ql::SimpleCashFlow>(1.0, end));
}

/// One of two swaps whose fixed rates differ by the quote.
FairRate swap_rate(const XmlElement& convention, const std::string& side, const Index& index,
                   const ql::Date& start, const ql::Period& tenor, const Curve& discount) {
    const ql::Calendar days = parsed(convention, "Calendar", calendar);
    const auto fixed_roll = parsed(convention, side + "FixedConvention", roll);
    const ql::Period step(parsed(convention, side + "FixedFrequency", frequency));
    const ql::Schedule fixed(start, start + tenor, step, days, fixed_roll, fixed_roll,
                             ql::DateGeneration::Backward, false);
    const ql::Schedule floats(start, start + tenor, index->tenor(), days, index->businessDayConvention(),
                              index->businessDayConvention(), ql::DateGeneration::Backward, false);
    const ql::DayCounter count = parsed(convention, side + "FixedDayCounter", day_counter);
    return {{{floating(floats, index), discount, -1.0}}, {{annuity(fixed, count, fixed_roll), discount}}};
}

}  // namespace

Instrument SegmentReader::tenor_basis(const XmlElement& segment, const SegmentQuote& quote) {
    const XmlElement& convention =
        curves_.settings().convention("TenorBasisSwap", required(segment, "Conventions"), segment.place());
    const auto project = [&](const char* name) {
        return curve_or_own(segment.text_of(name), segment.place());
    };
    const Index pay = known_index(required(convention, "PayIndex"), project("ProjectionCurvePay"));
    const Index receive =
        known_index(required(convention, "ReceiveIndex"), project("ProjectionCurveReceive"));
    const bool compounds = text_or(convention, "SubPeriodsCouponType", "Compounding") == "Compounding";
    if (truth_of(convention, "IncludeSpread", false))
        refuse(convention.place(), "a spread that compounds is not supported");
    const ql::Period pays = pays_every(convention, "PayFrequency", pay);
    const ql::Period receives = pays_every(convention, "ReceiveFrequency", receive);
    const ql::Date start = spot_of(pay, curves_.today()), end = start + period(quote.parts.back());
    const ql::Schedule pay_dates = schedule_of(start, end, pays, pay);
    const ql::Schedule receive_dates = schedule_of(start, end, receives, receive);
    const bool on_receive = truth_of(convention, "SpreadOnRec", true);
    const double sign = on_receive ? 1.0 : -1.0;
    const Index& spread_index = on_receive ? receive : pay;
    return ql::ext::make_shared<FairRateHelper>(
        quote.value,
        std::vector<FairRate>{{{{floating(receive_dates, receive, receives, compounds), discount_, sign},
                                {floating(pay_dates, pay, pays, compounds), discount_, -sign}},
                               {{annuity(on_receive ? receive_dates : pay_dates, spread_index->dayCounter(),
                                         spread_index->businessDayConvention()),
                                 discount_}}}},
        growing_);
}

Instrument SegmentReader::two_swaps(const XmlElement& segment, const SegmentQuote& quote) {
    const XmlElement& convention =
        curves_.settings().convention("TenorBasisTwoSwap", required(segment, "Conventions"), segment.place());
    const auto project = [&](const char* name) {
        return curve_or_own(segment.text_of(name), segment.place());
    };
    const Index longer = known_index(required(convention, "LongIndex"), project("ProjectionCurvePay"));
    const Index shorter = known_index(required(convention, "ShortIndex"), project("ProjectionCurveReceive"));
    const ql::Period tenor = period(quote.parts.back());
    const ql::Date start = spot_of(longer, curves_.today());
    FairRate long_rate = swap_rate(convention, "Long", longer, start, tenor, discount_);
    FairRate short_rate = swap_rate(convention, "Short", shorter, start, tenor, discount_);
    const bool long_minus_short = truth_of(convention, "LongMinusShort", true);
    (long_minus_short ? short_rate : long_rate).sign = -1.0;
    return ql::ext::make_shared<FairRateHelper>(
        quote.value, std::vector<FairRate>{std::move(long_rate), std::move(short_rate)}, growing_);
}

Instrument SegmentReader::fx_forward(const XmlElement& segment, const SegmentQuote& quote) {
    const XmlElement& convention =
        curves_.settings().convention("FX", required(segment, "Conventions"), segment.place());
    if (!truth_of(convention, "SpotRelative", true))
        refuse(convention.place(), "forward points from today are not supported");
    const std::string known = required(segment, "DiscountCurve");
    const double points =
        parsed(convention, "PointsFactor", [](const std::string& t) { return std::stod(t); });
    const auto spot_days = parsed(convention, "SpotDays", [](const std::string& t) { return std::stoul(t); });
    const double spot = curves_.quotes().at(required(segment, "SpotRate"), segment.place());
    const bool known_is_base =
        curves_.currency(known, segment.place()) == required(convention, "SourceCurrency");
    required(convention, "TargetCurrency");
    return ql::ext::make_shared<ql::FxSwapRateHelper>(
        live(quote.value / points), live(spot), period(quote.parts.back()),
        static_cast<ql::Natural>(spot_days), parsed(convention, "AdvanceCalendar", calendar),
        parsed(convention, "Convention", roll), truth_of(convention, "EOM", false), known_is_base,
        curves_.curve(known, segment.place()));
}

Instrument SegmentReader::currency_basis(const XmlElement& segment, const SegmentQuote& quote) {
    const XmlElement& convention = curves_.settings().convention(
        "CrossCurrencyBasis", required(segment, "Conventions"), segment.place());
    const std::string known = required(segment, "DiscountCurve");
    const Curve foreign = curves_.curve(known, segment.place());
    segment.child("SpotRate");  // cancels: both sides lend the same worth today
    const auto project = [&](const std::string& index) {
        const bool ours = known_index(index)->currency().code() == currency_;
        return known_index(
            index, curve_or_own(segment.text_of(ours ? "ProjectionCurveDomestic" : "ProjectionCurveForeign"),
                                segment.place()));
    };
    const Index flat = project(required(convention, "FlatIndex"));
    const Index spread = project(required(convention, "SpreadIndex"));
    const bool flat_is_ours = flat->currency().code() == currency_;
    const ql::Calendar days = parsed(convention, "SettlementCalendar", calendar);
    const auto adjust = parsed(convention, "RollConvention", roll);
    const auto lag = parsed(convention, "SettlementDays", [](const std::string& t) { return std::stoul(t); });
    const bool month_end = truth_of(convention, "EOM", false);
    const ql::Period tenor = period(quote.parts.back());
    const bool flat_resets = truth_of(convention, "FlatIndexIsResettable", true);
    const ql::Date start = days.advance(days.adjust(curves_.today()), static_cast<int>(lag), ql::Days);
    const ql::Date end = start + tenor;  // dates roll from the one that is not adjusted
    const auto leg = [&](const Index& index, const Curve& discount) {
        const ql::Schedule dates(start, end, index->tenor(), days, adjust, adjust,
                                 ql::DateGeneration::Backward, month_end);
        return CurrencyLeg{floating(dates, index), annuity(dates, index->dayCounter(), adjust), discount};
    };
    CurrencyLeg flat_leg = leg(flat, flat_is_ours ? Curve(growing_) : foreign);
    CurrencyLeg spread_leg = leg(spread, flat_is_ours ? foreign : Curve(growing_));
    if (truth_of(convention, "IsResettable", false)) {
        using SpreadOn = ResettingSwapHelper::SpreadOn;
        return flat_resets ? ql::ext::make_shared<ResettingSwapHelper>(quote.value, SpreadOn::constant,
                                                                       spread_leg, flat_leg, growing_)
                           : ql::ext::make_shared<ResettingSwapHelper>(quote.value, SpreadOn::resetting,
                                                                       flat_leg, spread_leg, growing_);
    }
    exchange(flat_leg.coupons, start, days.adjust(end, adjust));
    exchange(spread_leg.coupons, start, days.adjust(end, adjust));
    return ql::ext::make_shared<FairRateHelper>(
        quote.value,
        std::vector<FairRate>{
            {{{spread_leg.coupons, spread_leg.discount}, {flat_leg.coupons, flat_leg.discount, -1.0}},
             {{spread_leg.annuity, spread_leg.discount}}}},
        growing_);
}

}  // namespace snell::ore
