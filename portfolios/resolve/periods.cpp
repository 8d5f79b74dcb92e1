#include "portfolios/resolve/periods.h"

#include <fmt/format.h>

#include <ql/time/schedule.hpp>

#include "core/error.h"
#include "portfolios/resolve/convention.h"

namespace snell {
namespace {

namespace ql = QuantLib;

std::string key_of(const std::optional<Date>& date) {
    return date ? fmt::format("{}", *date - Date()) : std::string();
}

std::string key_of(const ScheduleTerms& s) {
    std::string key =
        fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}|{}", key_of(s.start), key_of(s.end), s.tenor, s.calendar,
                    s.convention, s.term_convention, s.rule, s.end_of_month, key_of(s.first), key_of(s.last));
    for (const Date& date : s.dates) key += fmt::format(",{}", date - Date());
    return key;
}

std::string key_of(const PeriodTerms& t) {
    return fmt::format("{}|{}|{}|{}|{}", key_of(t.schedule), t.day_counter, t.payment_convention,
                       t.payment_calendar, t.payment_lag);
}

ql::DateGeneration::Rule find_rule(const std::string& name) {
    static const std::map<std::string, ql::DateGeneration::Rule> all = {
        {"", ql::DateGeneration::Forward},
        {"Forward", ql::DateGeneration::Forward},
        {"Backward", ql::DateGeneration::Backward},
        {"Zero", ql::DateGeneration::Zero},
        {"ThirdWednesday", ql::DateGeneration::ThirdWednesday},
        {"Twentieth", ql::DateGeneration::Twentieth},
        {"TwentiethIMM", ql::DateGeneration::TwentiethIMM},
        {"OldCDS", ql::DateGeneration::OldCDS},
        {"CDS", ql::DateGeneration::CDS},
        {"CDS2015", ql::DateGeneration::CDS2015},
    };
    const auto at = all.find(name);
    require(at != all.end(), {"E457", "Rule", fmt::format("there is no rule of dates '{}'", name),
                              "Write Forward, Backward, Zero, Twentieth, CDS or CDS2015"});
    return at->second;
}

ql::Schedule given_dates(const ScheduleTerms& terms, const ql::Calendar& calendar) {
    const auto roll = find_roll(terms.convention, ql::Unadjusted);
    std::vector<ql::Date> dates;
    for (const Date& date : terms.dates) dates.push_back(calendar.adjust(to_quantlib(date), roll));
    std::sort(dates.begin(), dates.end());
    dates.erase(std::unique(dates.begin(), dates.end()), dates.end());
    require(dates.size() > 1, {"E457", "Dates", "a schedule needs two dates at least", ""});
    return ql::Schedule(dates, calendar, roll);
}

ql::Schedule ruled_dates(const ScheduleTerms& terms, const ql::Calendar& calendar) {
    require(terms.start && terms.end,
            {"E457", terms.start ? "EndDate" : "StartDate", "a schedule needs a start and an end", ""});
    require(*terms.start < *terms.end, {"E457", "EndDate",
                                        fmt::format("the schedule ends on {}, not after its start on {}",
                                                    print(*terms.end), print(*terms.start)),
                                        ""});
    const auto roll = find_roll(terms.convention, ql::ModifiedFollowing);
    const auto last_roll = find_roll(terms.term_convention, roll);
    auto rule = find_rule(terms.rule);
    ql::Period tenor = terms.tenor.empty() ? ql::Period(0, ql::Days) : find_tenor(terms.tenor);
    if (tenor.length() == 0) {
        rule = ql::DateGeneration::Zero;
        tenor = ql::Period(0, ql::Years);
    }
    const auto date = [](const std::optional<Date>& from) { return from ? to_quantlib(*from) : ql::Date(); };
    return ql::Schedule(to_quantlib(*terms.start), to_quantlib(*terms.end), tenor, calendar, roll, last_roll,
                        rule, terms.end_of_month, date(terms.first), date(terms.last));
}

/// The period that a period of its own length stands in for: day counts of the ISMA kind compare with it.
std::pair<ql::Date, ql::Date> reference(const ql::Schedule& schedule, std::size_t i) {
    ql::Date start = schedule.date(i), end = schedule.date(i + 1);
    const std::size_t last = schedule.size() - 2;
    if (schedule.hasTenor() && schedule.hasIsRegular() && schedule.tenor().length() > 0 &&
        !schedule.isRegular(i + 1)) {
        const auto roll = schedule.businessDayConvention();
        if (i == 0)
            start = schedule.calendar().adjust(end - schedule.tenor(), roll);
        else if (i == last)
            end = schedule.calendar().adjust(start + schedule.tenor(), roll);
    }
    return {start, end};
}

std::vector<LegPeriod> make_periods(const PeriodTerms& terms) {
    const ql::Calendar calendar = find_calendar(terms.schedule.calendar);
    const ql::Schedule schedule = terms.schedule.dates.empty() ? ruled_dates(terms.schedule, calendar)
                                                               : given_dates(terms.schedule, calendar);
    const ql::Calendar pay_calendar =
        terms.payment_calendar.empty() ? calendar : find_calendar(terms.payment_calendar);
    const auto roll = find_roll(terms.payment_convention, ql::Following);
    const ql::DayCounter counter = find_day_counter(terms.day_counter);
    std::vector<LegPeriod> periods;
    periods.reserve(schedule.size());
    for (std::size_t i = 0; i + 1 < schedule.size(); ++i) {
        const ql::Date start = schedule.date(i), end = schedule.date(i + 1);
        const auto [from, to] = reference(schedule, i);
        periods.push_back({from_quantlib(start), from_quantlib(end),
                           from_quantlib(pay_calendar.advance(end, terms.payment_lag, ql::Days, roll)),
                           counter.yearFraction(start, end, from, to)});
    }
    return periods;
}

/// `days` business days from a date on the index's fixing calendar.
ql::Date business_days(const ql::Calendar& calendar, const ql::Date& date, int days) {
    return calendar.advance(date, days, ql::Days, days < 0 ? ql::Preceding : ql::Following);
}

}  // namespace

PeriodBook::Periods PeriodBook::periods(const PeriodTerms& terms) {
    Periods& found = periods_[key_of(terms)];
    if (!found) {
        try {
            found = std::make_shared<const std::vector<LegPeriod>>(make_periods(terms));
        } catch (const ql::Error& error) {
            throw TermsFault{"E457", "ScheduleData", error.what(), ""};
        }
    }
    return found;
}

PeriodBook::Fixings PeriodBook::fixings(const PeriodTerms& terms, const IndexFacts& index, int fixing_days) {
    Fixings& found = fixings_[fmt::format("{}|{}|{}", key_of(terms), index.name, fixing_days)];
    if (found) return found;
    const Periods all = periods(terms);
    const ql::Calendar calendar = find_calendar(index.calendar);
    const ql::DayCounter counter = find_day_counter(index.day_counter);
    std::vector<IndexPeriod> made;
    made.reserve(all->size());
    for (const LegPeriod& period : *all) {
        const ql::Date fixing =
            calendar.advance(to_quantlib(period.start), -fixing_days, ql::Days, ql::Preceding);
        const ql::Date start = business_days(calendar, fixing, index.fixing_days);
        const ql::Date next = business_days(calendar, to_quantlib(period.end), -index.fixing_days);
        const ql::Date end = std::max(business_days(calendar, next, index.fixing_days), start + 1);
        made.push_back({from_quantlib(fixing), from_quantlib(start), from_quantlib(end),
                        counter.yearFraction(start, end)});
    }
    return found = std::make_shared<const std::vector<IndexPeriod>>(std::move(made));
}

PeriodBook::Days PeriodBook::overnight(const IndexFacts& index, Date start, Date end) {
    Days& found = days_[fmt::format("{}|{}|{}", index.name, start - Date(), end - Date())];
    if (found) return found;
    const ql::Calendar calendar = find_calendar(index.calendar);
    const ql::DayCounter counter = find_day_counter(index.day_counter);
    OvernightDays made;
    const ql::Date last = calendar.adjust(to_quantlib(end), ql::Following);
    for (ql::Date day = calendar.adjust(to_quantlib(start), ql::Following); day <= last;
         day = calendar.advance(day, 1, ql::Days)) {
        if (!made.days.empty())
            made.years.push_back(counter.yearFraction(to_quantlib(made.days.back()), day));
        made.days.push_back(from_quantlib(day));
    }
    require(made.days.size() > 1, {"E457", "ScheduleData",
                                   fmt::format("no day of the index {} lies between {} and {}", index.name,
                                               print(start), print(end)),
                                   ""});
    return found = std::make_shared<const OvernightDays>(std::move(made));
}

IndexPeriod deposit(const IndexFacts& index, Date start) {
    const ql::Calendar calendar = find_calendar(index.calendar);
    const ql::Calendar values =
        find_calendar(index.value_calendar.empty() ? index.calendar : index.value_calendar);
    const ql::Date from = to_quantlib(start);
    const ql::Date end = values.advance(from, find_tenor(index.tenor),
                                        find_roll(index.convention, ql::Following), index.end_of_month);
    return {from_quantlib(business_days(calendar, from, -index.fixing_days)), start, from_quantlib(end),
            find_day_counter(index.day_counter).yearFraction(from, end)};
}

Date fixing_date(const std::string& calendar, Date value, int fixing_days) {
    return from_quantlib(
        find_calendar(calendar).advance(to_quantlib(value), -fixing_days, ql::Days, ql::Preceding));
}

Date payment_date(Date date, const std::string& calendar, const std::string& convention, int lag) {
    return from_quantlib(find_calendar(calendar).advance(to_quantlib(date), lag, ql::Days,
                                                         find_roll(convention, ql::Following)));
}

double years_between(const std::string& day_counter, Date from, Date to) {
    return find_day_counter(day_counter).yearFraction(to_quantlib(from), to_quantlib(to));
}

}  // namespace snell
