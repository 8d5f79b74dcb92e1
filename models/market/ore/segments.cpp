#include "models/market/ore/segments.h"

#include <fmt/format.h>

#include <map>
#include <ql/cashflows/fixedratecoupon.hpp>
#include <ql/cashflows/overnightindexedcoupon.hpp>
#include <ql/quotes/simplequote.hpp>
#include <ql/termstructures/yield/ratehelpers.hpp>
#include <ql/time/imm.hpp>

#include "models/market/ore/quantlib_index.h"

namespace snell::ore {
namespace {

ql::Handle<ql::Quote> live(double value) {
    return ql::Handle<ql::Quote>(ql::ext::make_shared<ql::SimpleQuote>(value));
}

/// The key's last word, its tenor.
ql::Period tenor_of(const SegmentQuote& quote) { return period(quote.parts.back()); }

/// The month of a futures contract, "2016-06": the third Wednesday.
ql::Date contract_date(const SegmentQuote& quote) {
    if (quote.parts.size() < 4) refuse(quote.place, "a future is quoted as MM_FUTURE/PRICE/CCY/YYYY-MM/...");
    return ql::IMM::nextDate(to_quantlib(Date::parse(quote.parts[3] + "-01")), false);
}

ql::Natural lag_of(const XmlElement& convention, const char* name) {
    return parsed(convention, name, [](const std::string& text) {
        return text.empty() ? ql::Natural(0) : static_cast<ql::Natural>(std::stoul(text));
    });
}

}  // namespace

std::vector<SegmentQuote> segment_quotes(const Quotes& quotes, const XmlElement& segment) {
    std::vector<SegmentQuote> all;
    const XmlElement* list = segment.child("Quotes");
    if (!list) refuse(segment.place(), fmt::format("segment '{}' has no Quotes", segment.name()));
    for (const XmlElement* each : list->children()) {
        if (each->name() != "Quote")
            refuse(each->place(), fmt::format("'{}' is not supported", each->name()));
        const bool optional = truth(std::string(each->attribute("optional").value_or("")), false);
        if (optional && !quotes.find(each->text())) continue;
        all.push_back({split(each->text(), '/'), quotes.at(each->text(), each->place()), each->place()});
    }
    return all;
}

SegmentReader::SegmentReader(YieldCurves& curves, const XmlElement& config)
    : curves_(curves), id_(config.text_of("CurveId")), currency_(required(config, "Currency")) {
    const std::string discount = config.text_of("DiscountCurve");
    own_discount_ = discount.empty() || discount == id_;
    discount_ = own_discount_ ? Curve(growing_) : curves_.curve(discount, config.place());
}

void SegmentReader::read(const XmlElement& segment, std::vector<Instrument>& instruments) {
    using Maker = Instrument (SegmentReader::*)(const XmlElement&, const SegmentQuote&);
    static const std::map<std::string, Maker> makers = {
        {"Deposit", &SegmentReader::deposit},
        {"FRA", &SegmentReader::forward_rate},
        {"Future", &SegmentReader::future},
        {"Swap", &SegmentReader::swap},
        {"OIS", &SegmentReader::overnight_swap},
        {"Tenor Basis Swap", &SegmentReader::tenor_basis},
        {"Tenor Basis Two Swaps", &SegmentReader::two_swaps},
        {"FX Forward", &SegmentReader::fx_forward},
        {"Cross Currency Basis Swap", &SegmentReader::currency_basis},
    };
    const std::string type = required(segment, "Type");
    const auto maker = makers.find(type);
    if (maker == makers.end())
        refuse(segment.place(), fmt::format("segment type '{}' is not supported", type));
    if (const XmlElement* projection = segment.child("ProjectionCurve"))
        if (!projection->text().empty() && projection->text() != id_ && type != "FX Forward")
            refuse(projection->place(), "a segment that is projected on another curve is not supported");
    for (const SegmentQuote& quote : segment_quotes(curves_.quotes(), segment))
        instruments.push_back((this->*maker->second)(segment, quote));
}

Curve SegmentReader::curve_or_own(const std::string& id, const Place& asker) {
    return id.empty() || id == id_ ? Curve(growing_) : curves_.curve(id, asker);
}

ql::ext::shared_ptr<ql::IborIndex> SegmentReader::known_index(const std::string& name, const Curve& curve) {
    check_definition(curves_.settings(), name);
    return make_index(name, curve);
}

ql::ext::shared_ptr<ql::OvernightIndex> SegmentReader::known_overnight_index(const std::string& name,
                                                                             const Curve& curve) {
    check_definition(curves_.settings(), name);
    return make_overnight_index(name, curve);
}

Instrument SegmentReader::deposit(const XmlElement& segment, const SegmentQuote& quote) {
    const XmlElement& convention =
        curves_.settings().convention("Deposit", required(segment, "Conventions"), segment.place());
    if (quote.parts.size() != 5) refuse(quote.place, "a deposit is quoted as MM/RATE/CCY/START/TENOR");
    const ql::Period start = period(quote.parts[3]), tenor = tenor_of(quote);
    if (start.units() != ql::Days) refuse(quote.place, "a deposit starts some days from today");
    const auto lag = static_cast<ql::Natural>(start.length());
    if (truth_of(convention, "IndexBased", false)) {
        const std::string family = required(convention, "Index");
        const bool overnight = tenor == ql::Period(1, ql::Days);
        const auto index = overnight ? ql::ext::shared_ptr<ql::IborIndex>(known_overnight_index(family))
                                     : known_index(fmt::format("{}-{}", family, quote.parts[4]));
        return ql::ext::make_shared<ql::DepositRateHelper>(
            live(quote.value), tenor, lag, index->fixingCalendar(), index->businessDayConvention(),
            index->endOfMonth(), index->dayCounter());
    }
    return ql::ext::make_shared<ql::DepositRateHelper>(
        live(quote.value), tenor, lag, parsed(convention, "Calendar", calendar),
        parsed(convention, "Convention", roll), truth_of(convention, "EOM", false),
        parsed(convention, "DayCounter", day_counter));
}

Instrument SegmentReader::forward_rate(const XmlElement& segment, const SegmentQuote& quote) {
    const XmlElement& convention =
        curves_.settings().convention("FRA", required(segment, "Conventions"), segment.place());
    if (quote.parts.size() != 5) refuse(quote.place, "an FRA is quoted as FRA/RATE/CCY/START/TENOR");
    return ql::ext::make_shared<ql::FraRateHelper>(live(quote.value), period(quote.parts[3]),
                                                   known_index(required(convention, "Index")));
}

Instrument SegmentReader::future(const XmlElement& segment, const SegmentQuote& quote) {
    const XmlElement& convention =
        curves_.settings().convention("Future", required(segment, "Conventions"), segment.place());
    return ql::ext::make_shared<ql::FuturesRateHelper>(live(quote.value), contract_date(quote),
                                                       known_index(required(convention, "Index")));
}

Instrument SegmentReader::swap(const XmlElement& segment, const SegmentQuote& quote) {
    const XmlElement& convention =
        curves_.settings().convention("Swap", required(segment, "Conventions"), segment.place());
    if (const XmlElement* sub_periods = convention.child("FloatFrequency"))
        refuse(sub_periods->place(), "a swap whose floating coupons compound is not supported");
    return ql::ext::make_shared<ql::SwapRateHelper>(
        live(quote.value), tenor_of(quote), parsed(convention, "FixedCalendar", calendar),
        parsed(convention, "FixedFrequency", frequency), parsed(convention, "FixedConvention", roll),
        parsed(convention, "FixedDayCounter", day_counter), known_index(required(convention, "Index")),
        ql::Handle<ql::Quote>(), ql::Period(0, ql::Days), own_discount_ ? Curve() : discount_);
}

Instrument SegmentReader::overnight_swap(const XmlElement& segment, const SegmentQuote& quote) {
    const XmlElement& convention =
        curves_.settings().convention("OIS", required(segment, "Conventions"), segment.place());
    if (const XmlElement* cutoff = convention.child("RateCutoff")) cutoff->disregard();  // of averages alone
    const auto index = known_overnight_index(required(convention, "Index"), Curve(growing_));
    const ql::Calendar days = convention.text_of("FixedCalendar").empty()
                                  ? index->fixingCalendar()
                                  : parsed(convention, "FixedCalendar", calendar);
    const ql::Natural lag = lag_of(convention, "PaymentLag");
    const auto paid = parsed(convention, "FixedPaymentConvention", roll);
    const auto fixed = parsed(convention, "FixedConvention", roll);
    const ql::Date start = index->fixingCalendar().advance(index->fixingCalendar().adjust(curves_.today()),
                                                           lag_of(convention, "SpotLag"), ql::Days);
    const ql::Schedule schedule(start, start + tenor_of(quote),
                                ql::Period(parsed(convention, "FixedFrequency", frequency)), days, fixed,
                                fixed, parsed(convention, "Rule", rule), truth_of(convention, "EOM", false));
    // Compounded forecasts depend on the ends of a period alone, so the days between are left out.
    const ql::Leg floating = ql::OvernightLeg(schedule, index)
                                 .withNotionals(1.0)
                                 .withPaymentAdjustment(paid)
                                 .withPaymentCalendar(days)
                                 .withPaymentLag(lag)
                                 .withTelescopicValueDates(true);
    const ql::Leg annuity = ql::FixedRateLeg(schedule)
                                .withNotionals(1.0)
                                .withCouponRates(1.0, parsed(convention, "FixedDayCounter", day_counter))
                                .withPaymentAdjustment(paid)
                                .withPaymentCalendar(days)
                                .withPaymentLag(lag);
    // Against the floating leg: the fair rate is minus what the given streams are worth over the annuity.
    return ql::ext::make_shared<FairRateHelper>(
        quote.value, std::vector<FairRate>{{{{floating, discount_, -1.0}}, {{annuity, discount_}}}},
        growing_);
}

}  // namespace snell::ore
