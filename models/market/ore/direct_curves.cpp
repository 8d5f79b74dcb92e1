#include "models/market/ore/direct_curves.h"

#include <fmt/format.h>

#include <algorithm>
#include <ql/interestrate.hpp>
#include <ql/quotes/simplequote.hpp>
#include <ql/termstructures/yield/piecewisezerospreadedtermstructure.hpp>

#include "models/market/ore/segments.h"

namespace snell::ore {
namespace {

/// Where the tenor of a quote of zero rates ends, and how its rate counts.
class ZeroConvention {
  public:
    ZeroConvention(const XmlElement& convention, const ql::Date& today)
        : tenor_based_(truth_of(convention, "TenorBased", true)),
          compounding_(parsed(convention, "Compounding", compounding)),
          frequency_(
              parsed(convention, "CompoundingFrequency",
                     [](const std::string& text) { return text.empty() ? ql::Annual : frequency(text); })),
          today_(today) {
        if (!tenor_based_) return;
        tenor_calendar_ = parsed(convention, "TenorCalendar", calendar);
        roll_ = parsed(convention, "RollConvention", roll);
        end_of_month_ = truth_of(convention, "EOM", false);
        const ql::Calendar spot = parsed(convention, "SpotCalendar", calendar);
        const ql::Period lag = parsed(convention, "SpotLag", [](const std::string& text) {
            return text.empty() ? ql::Period(0, ql::Days) : period(text + "D");
        });
        spot_ = spot.advance(today, lag);
    }

    ql::Date date(const std::string& tenor_or_day) const {
        if (tenor_or_day.find_first_not_of("0123456789-") == std::string::npos)
            return to_quantlib(parse_day(tenor_or_day));
        if (!tenor_based_) return today_ + period(tenor_or_day);
        return tenor_calendar_.advance(spot_, period(tenor_or_day), roll_, end_of_month_);
    }
    ql::Compounding compounding_of_rates() const { return compounding_; }
    ql::Frequency frequency_of_rates() const { return frequency_; }

  private:
    bool tenor_based_;
    ql::Compounding compounding_;
    ql::Frequency frequency_;
    ql::Date today_, spot_;
    ql::Calendar tenor_calendar_;
    ql::BusinessDayConvention roll_ = ql::Following;
    bool end_of_month_ = false;
};

/// A quote with the date it is for.
struct DatedQuote {
    ql::Date date;
    SegmentQuote quote;
};

std::vector<DatedQuote> dated(const YieldCurves& curves, const XmlElement& segment,
                              const ZeroConvention& zero) {
    std::vector<DatedQuote> all;
    for (SegmentQuote& each : segment_quotes(curves.quotes(), segment)) {
        const ql::Date date = zero.date(each.parts.back());
        if (date > curves.today()) all.push_back({date, std::move(each)});
    }
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.date < b.date; });
    if (all.empty()) refuse(segment.place(), "no quote of the segment lies after today");
    return all;
}

/// "A365" of "ZERO/RATE/EUR/EUR1D/A365/1Y".
ql::DayCounter count_of(const SegmentQuote& quote) {
    if (quote.parts.size() != 6)
        refuse(quote.place, "a zero rate is quoted as ZERO/RATE/CCY/ID/DAYCOUNT/TENOR");
    return day_counter(quote.parts[4]);
}

Curve spread_curve(YieldCurves& curves, const XmlElement& segment, const std::vector<DatedQuote>& quotes,
                   const ZeroConvention& zero) {
    const Curve base = curves.curve(required(segment, "ReferenceCurve"), segment.place());
    std::vector<ql::Handle<ql::Quote>> spreads;
    std::vector<ql::Date> dates;
    for (const auto& [date, quote] : quotes) {
        dates.push_back(date);
        spreads.emplace_back(ql::ext::make_shared<ql::SimpleQuote>(quote.value));
    }
    return Curve(ql::ext::make_shared<ql::PiecewiseZeroSpreadedTermStructure>(
        base, spreads, dates, zero.compounding_of_rates(), zero.frequency_of_rates(),
        count_of(quotes.front().quote)));
}

}  // namespace

bool is_direct(const std::string& type) {
    return type == "Zero" || type == "Zero Spread" || type == "Discount";
}

Curve direct_curve(YieldCurves& curves, const XmlElement& segment, const InterpolationChoice& choice) {
    const std::string type = required(segment, "Type"), id = required(segment, "Conventions");
    const ZeroConvention zero(curves.settings().convention("Zero", id, segment.place()), curves.today());
    const auto quotes = dated(curves, segment, zero);
    if (type == "Zero Spread") return spread_curve(curves, segment, quotes, zero);
    std::vector<ql::Date> dates = {curves.today()};
    std::vector<double> discounts = {1.0};
    for (const auto& [date, quote] : quotes) {
        dates.push_back(date);
        discounts.push_back(type == "Discount"
                                ? quote.value
                                : ql::InterestRate(quote.value, count_of(quote), zero.compounding_of_rates(),
                                                   zero.frequency_of_rates())
                                      .discountFactor(curves.today(), date));
    }
    return through(dates, discounts, choice);
}

}  // namespace snell::ore
