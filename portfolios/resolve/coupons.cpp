#include "portfolios/resolve/coupons.h"

#include <fmt/format.h>

#include "core/error.h"

namespace snell {

std::optional<double> known_fixing(const Sources& sources, const std::string& index, Date day) {
    if (day > sources.today) return std::nullopt;
    if (day == sources.today && sources.todays_fixings == TodaysFixings::implied) return std::nullopt;
    const auto found = sources.fixings.find(index, day);
    if (!found && day != sources.today)
        throw TermsFault{"E458", "Index",
                         fmt::format("the fixing of {} on {} is not known", index, print(day)),
                         "Add it to the file of fixings"};
    return found;
}

Coupon term_coupon(const IndexFacts& index, const LegPeriod& period, const IndexPeriod& seen,
                   const RateTerms& rate, Sources& sources) {
    const double scale = rate.amount * period.accrual;
    Coupon coupon{.pay = period.pay, .fixed = scale * rate.spread, .growth = {}};
    if (const auto fixing = known_fixing(sources, index.name, seen.fixing)) {
        coupon.fixed = scale * (rate.gearing * *fixing + rate.spread);
        return coupon;
    }
    coupon.floating = scale * rate.gearing / seen.years;
    coupon.fixed -= coupon.floating;
    coupon.growth = {sources.needs.index(index.name), seen.fixing, seen.start, seen.end, false};
    sources.needs.until(seen.end);
    return coupon;
}

Coupon compounded_coupon(const IndexFacts& index, const LegPeriod& period, const RateTerms& rate,
                         Sources& sources) {
    const auto days = sources.periods.overnight(index, period.start, period.end);
    double growth = 1.0;
    std::size_t i = 0;
    for (; i < days->years.size(); ++i) {
        const auto fixing = known_fixing(sources, index.name, days->days[i]);
        if (!fixing) break;
        growth *= 1.0 + *fixing * days->years[i];
    }
    Coupon coupon{.pay = period.pay, .growth = {}};
    coupon.fixed = rate.amount * (period.accrual * rate.spread - rate.gearing);
    if (i == days->years.size()) {
        coupon.fixed += rate.amount * rate.gearing * growth;
        return coupon;
    }
    coupon.floating = rate.amount * rate.gearing * growth;
    const Date end = days->days.back();
    coupon.growth = {sources.needs.index(index.name), end, days->days[i], end, true};
    sources.needs.until(end);
    return coupon;
}

std::vector<Coupon> averaged_coupons(const IndexFacts& index, const LegPeriod& period, const RateTerms& rate,
                                     Sources& sources) {
    const auto days = sources.periods.overnight(index, period.start, period.end);
    const double weight = rate.amount * rate.gearing;
    std::vector<Coupon> coupons(
        1, {.pay = period.pay, .fixed = rate.amount * period.accrual * rate.spread, .growth = {}});
    for (std::size_t i = 0; i < days->years.size(); ++i) {
        if (const auto fixing = known_fixing(sources, index.name, days->days[i])) {
            coupons.front().fixed += weight * *fixing * days->years[i];
            continue;
        }
        const Growth growth = {sources.needs.index(index.name), days->days[i], days->days[i],
                               days->days[i + 1], true};
        coupons.push_back({.pay = period.pay, .fixed = -weight, .floating = weight, .growth = growth});
    }
    sources.needs.until(days->days.back());
    return coupons;
}

}  // namespace snell
