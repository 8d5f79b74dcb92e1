#include "portfolios/resolve/periods.h"

#include <fmt/format.h>

#include "conventions/convention.h"
#include "core/error.h"
#include "portfolios/resolve/business_days.h"
#include "portfolios/resolve/day_count.h"
#include "portfolios/resolve/schedule_dates.h"

namespace snell {
namespace {

namespace ql = QuantLib;

int key_of(const std::optional<Date>& date) { return date ? *date - Date() : -1; }

/// Everything that the periods of a leg follow from.
std::string key_of(const LegTerms& leg) {
    const ScheduleTerms& s = leg.schedule;
    std::string key = fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}", key_of(s.start), key_of(s.end),
                                  s.tenor, s.calendar, s.convention, s.term_convention, s.rule,
                                  s.end_of_month, key_of(s.first), key_of(s.last), leg.day_counter,
                                  leg.payment_convention, leg.payment_calendar, leg.payment_lag);
    for (const Date& date : s.dates) key += fmt::format(",{}", date - Date());
    return key;
}

const std::string& payment_calendar(const LegTerms& leg) {
    return leg.payment_calendar.empty() ? leg.schedule.calendar : leg.payment_calendar;
}

std::vector<LegPeriod> make_periods(const LegTerms& leg) {
    const ScheduleDates schedule = schedule_dates(leg.schedule);
    const BusinessDays& pay_days = business_days(payment_calendar(leg));
    const auto roll = find_roll(leg.payment_convention, ql::Following);
    const DayCount count(leg.day_counter);
    std::vector<LegPeriod> periods;
    periods.reserve(schedule.references.size());
    for (std::size_t i = 0; i < schedule.references.size(); ++i) {
        const Date start = schedule.dates[i], end = schedule.dates[i + 1];
        const auto& reference = schedule.references[i];
        periods.push_back({start, end, pay_days.advance(end, leg.payment_lag, roll),
                           count.years(start, end, reference.start, reference.end)});
    }
    return periods;
}

/// The value date of a fixing.
Date value_date(const BusinessDays& days, Date fixing, int fixing_days) {
    return days.advance(fixing, fixing_days, ql::Following);
}

Date back(const BusinessDays& days, Date date, int fixing_days) {
    return days.advance(date, -fixing_days, ql::Preceding);
}

}  // namespace

PeriodBook::Periods PeriodBook::periods(const LegTerms& leg) {
    Periods& found = periods_[key_of(leg)];
    if (!found) found = std::make_shared<const std::vector<LegPeriod>>(make_periods(leg));
    return found;
}

PeriodBook::Fixings PeriodBook::fixings(const LegTerms& leg, const IndexFacts& index) {
    const int fixing_days = leg.fixing_days.value_or(index.fixing_days);
    const Periods all = periods(leg);
    // The periods live as long as the book, so their address names them.
    Fixings& found =
        fixings_[fmt::format("{}|{}|{}", static_cast<const void*>(all.get()), index.name, fixing_days)];
    if (found) return found;
    const BusinessDays& days = business_days(index.calendar);
    const DayCount count(index.day_counter);
    std::vector<IndexPeriod> made;
    made.reserve(all->size());
    for (const LegPeriod& period : *all) {
        const Date fixing = back(days, period.start, fixing_days);
        const Date start = value_date(days, fixing, index.fixing_days);
        const Date next = days.advance(period.end, -index.fixing_days, ql::Following);
        const Date end = std::max(value_date(days, next, index.fixing_days), start + 1);
        made.push_back({fixing, start, end, count.years(start, end)});
    }
    return found = std::make_shared<const std::vector<IndexPeriod>>(std::move(made));
}

PeriodBook::Days PeriodBook::overnight(const IndexFacts& index, Date start, Date end) {
    Days& found = days_[fmt::format("{}|{}|{}", index.name, start - Date(), end - Date())];
    if (found) return found;
    const BusinessDays& days = business_days(index.calendar);
    const DayCount count(index.day_counter);
    OvernightDays made;
    const Date last = days.adjust(end, ql::Following);
    for (Date day = days.adjust(start, ql::Following); day <= last;
         day = days.advance(day, 1, ql::Following)) {
        if (!made.days.empty()) made.years.push_back(count.years(made.days.back(), day));
        made.days.push_back(day);
    }
    if (made.days.size() < 2)
        throw TermsFault{
            "E457", "ScheduleData",
            fmt::format("no day of {} lies between {} and {}", index.name, print(start), print(end)), ""};
    return found = std::make_shared<const OvernightDays>(std::move(made));
}

IndexPeriod deposit(const IndexFacts& index, Date start) {
    const auto values = find_calendar(index.value_calendar.empty() ? index.calendar : index.value_calendar);
    const Date end =
        from_quantlib(values.advance(to_quantlib(start), find_tenor(index.tenor),
                                     find_roll(index.convention, ql::Following), index.end_of_month));
    return {back(business_days(index.calendar), start, index.fixing_days), start, end,
            DayCount(index.day_counter).years(start, end)};
}

Date fixing_date(const std::string& calendar, Date value, int fixing_days) {
    return back(business_days(calendar), value, fixing_days);
}

Date payment_date(const LegTerms& leg, Date date) {
    return business_days(payment_calendar(leg))
        .adjust(date, find_roll(leg.payment_convention, ql::Following));
}

}  // namespace snell
