#include <fmt/format.h>

#include "core/error.h"
#include "portfolios/resolve/business_days.h"
#include "portfolios/resolve/coupons.h"
#include "portfolios/resolve/legs.h"

namespace snell {
namespace {

/// An index of exchange rates: units of `second` for one of `first`.
struct FxIndex {
    std::string name, first, second;
};

FxIndex read_fx_index(const std::string& name) {
    const std::size_t size = name.size();
    require(
        size > 10 && name.starts_with("FX-") && name[size - 4] == '-' && name[size - 8] == '-',
        {"E456", "FXIndex", fmt::format("'{}' is no index of exchange rates", name), "Write FX-ECB-EUR-USD"});
    return {name, name.substr(size - 7, 3), name.substr(size - 3)};
}

/// Notionals of a leg, period by period.
class Resets {
  public:
    Resets(const LegTerms& terms, Sources& sources)
        : terms_(terms), sources_(sources), index_(read_fx_index(terms.reset.index)) {
        const bool direct = index_.first == terms.currency && index_.second == terms.reset.foreign;
        inverse_ = index_.second == terms.currency && index_.first == terms.reset.foreign;
        require(direct || inverse_, {"E460", "FXReset",
                                     fmt::format("{} does not exchange {} for {}", index_.name,
                                                 terms.reset.foreign, terms.currency),
                                     ""});
        calendar_ = terms.reset.fixing_calendar.empty() ? index_.first + "," + index_.second
                                                        : terms.reset.fixing_calendar;
    }

    /// Notional of a period that starts on a date: known, or the foreign amount that it stands for.
    void set(ResetPeriod& period, std::size_t i, Date start) const {
        const double sign = terms_.payer ? -1.0 : 1.0;
        period.reset = fixing_date(calendar_, start, terms_.reset.fixing_days.value_or(usual_reset_days));
        if (i == 0 && !terms_.notionals.empty()) {
            period.known_notional = sign * terms_.notionals.values.front();
            return;
        }
        const double foreign = sign * terms_.reset.foreign_amount;
        if (const auto rate = known_fixing(sources_, index_.name, period.reset))
            period.known_notional = inverse_ ? foreign * *rate : foreign / *rate;
        else
            period.foreign_amount = foreign;
    }

    /// When today's quoted rate delivers.
    Date spot() const {
        return business_days(calendar_).advance(sources_.today, *terms_.reset.spot_days, QuantLib::Following);
    }

  private:
    const LegTerms& terms_;
    Sources& sources_;
    FxIndex index_;
    std::string calendar_;
    bool inverse_ = false;
};

Coupon unit_coupon(const LegTerms& terms, const std::vector<LegPeriod>& periods, std::size_t i,
                   Sources& sources) {
    const auto at = [&](const Steps& steps, double fallback) {
        return each_period(steps, periods, fallback)[i];
    };
    const LegPeriod& period = periods[i];
    if (terms.kind == LegTerms::Kind::fixed)
        return {.pay = period.pay, .fixed = at(terms.rates, 0.0) * period.accrual, .growth = {}};
    const IndexFacts& index = find_index(terms.index);
    require(index.currency == terms.currency && terms.kind == LegTerms::Kind::floating &&
                terms.averaging == LegTerms::Averaging::compounded,
            {"E460", "FXReset", "a leg that is reset must be fixed, or float on an index of its own currency",
             ""});
    const RateTerms rate = {1.0, at(terms.gearings, 1.0), at(terms.spreads, 0.0)};
    if (index.overnight) return compounded_coupon(index, period, rate, sources);
    const auto seen = sources.periods.fixings(terms, index);
    return term_coupon(index, period, (*seen)[i], rate, sources);
}

}  // namespace

ResettingLeg resolve_resetting_leg(const LegTerms& terms, Sources& sources) {
    require(terms.final_exchange,
            {"E460", "Exchanges", "a leg that is reset must exchange its notional at the end",
             "Set NotionalFinalExchange, or leave FXReset out"});
    const Resets resets(terms, sources);
    const auto periods = sources.periods.periods(terms);
    const auto exchange = [&](Date date) { return payment_date(terms, date); };
    ResettingLeg leg;
    leg.currency = sources.needs.currency(terms.currency);
    leg.foreign = sources.needs.currency(terms.reset.foreign);
    leg.spot = terms.reset.spot_days ? resets.spot() : sources.today;
    sources.needs.until(leg.spot);
    for (std::size_t i = 0; i < periods->size(); ++i) {
        const LegPeriod& from = (*periods)[i];
        const Date end = exchange(from.end);
        if (std::max(end, from.pay) <= sources.today) continue;
        ResetPeriod period;
        period.start = exchange(from.start);
        period.end = end;
        period.start_is_paid = period.start > sources.today && (i > 0 || terms.initial_exchange);
        resets.set(period, i, from.start);
        period.coupon = unit_coupon(terms, *periods, i, sources);
        sources.needs.until(std::max(end, from.pay));
        leg.periods.push_back(period);
    }
    return leg;
}

}  // namespace snell
