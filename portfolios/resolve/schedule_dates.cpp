#include "portfolios/resolve/schedule_dates.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <ql/errors.hpp>
#include <ql/time/schedule.hpp>

#include "conventions/convention.h"
#include "core/error.h"
#include "portfolios/resolve/business_days.h"

namespace snell {
namespace {

namespace ql = QuantLib;

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
    if (at == all.end())
        throw TermsFault{"E457", "Rule", fmt::format("there is no rule of dates '{}'", name),
                         "Write Forward, Backward, Zero, Twentieth, CDS or CDS2015"};
    return at->second;
}

/// A schedule by rules with its words looked up.
struct Rules {
    Date start, end;
    ql::Period tenor;
    ql::BusinessDayConvention roll, last_roll;
    ql::DateGeneration::Rule rule;
};

/// The same day some months later, or the last day of the month if it is too short.
Date add_months_plainly(Date date, int months) {
    using namespace std::chrono;
    const auto month = year(date.year()) / date.month() + std::chrono::months(months);
    const int last = static_cast<int>(static_cast<unsigned>((month / std::chrono::last).day()));
    return Date(static_cast<int>(month.year()), static_cast<int>(static_cast<unsigned>(month.month())),
                std::min(date.day(), last));
}

Date step(Date from, const ql::Period& tenor, int count) {
    switch (tenor.units()) {
        case ql::Years:
            return add_months_plainly(from, 12 * tenor.length() * count);
        case ql::Months:
            return add_months_plainly(from, tenor.length() * count);
        case ql::Weeks:
            return from + 7 * tenor.length() * count;
        default:
            return from + tenor.length() * count;
    }
}

/// Whole periods forward from the start or backward from the end, and a shorter one where they do not meet
/// the other side.  The commonest schedules, which need nothing of QuantLib but its holidays.
ScheduleDates plain_dates(const Rules& rules, const BusinessDays& days) {
    const bool forward = rules.rule == ql::DateGeneration::Forward;
    const Date from = forward ? rules.start : rules.end, to = forward ? rules.end : rules.start;
    std::vector<Date> raw = {from};
    for (int i = 1;; ++i) {
        const Date next = step(from, rules.tenor, forward ? i : -i);
        if (forward ? next > to : next < to) break;
        if (days.adjust(raw.back(), rules.roll) != days.adjust(next, rules.roll)) raw.push_back(next);
    }
    const auto other_roll = forward ? rules.last_roll : rules.roll;
    const bool has_stub = days.adjust(raw.back(), other_roll) != days.adjust(to, other_roll);
    if (has_stub) raw.push_back(to);
    if (!forward) std::reverse(raw.begin(), raw.end());
    ScheduleDates made;
    for (const Date& date : raw)
        made.dates.push_back(days.adjust(date, &date == &raw.back() ? rules.last_roll : rules.roll));
    // Holidays can make a first or last period vanish.
    if (made.dates.size() > 2 && made.dates[made.dates.size() - 2] >= made.dates.back())
        made.dates.erase(made.dates.end() - 2);
    if (made.dates.size() > 2 && made.dates[1] <= made.dates[0]) made.dates.erase(made.dates.begin() + 1);
    for (std::size_t i = 0; i + 1 < made.dates.size(); ++i)
        made.references.push_back({made.dates[i], made.dates[i + 1]});
    if (has_stub && made.references.size() > 0) {
        auto& stub = forward ? made.references.back() : made.references.front();
        if (forward)
            stub.end = days.adjust(step(stub.start, rules.tenor, 1), rules.roll);
        else
            stub.start = days.adjust(step(stub.end, rules.tenor, -1), rules.roll);
    }
    return made;
}

ScheduleDates take(const ql::Schedule& schedule) {
    ScheduleDates made;
    for (const ql::Date& date : schedule.dates()) made.dates.push_back(from_quantlib(date));
    const std::size_t last = schedule.size() - 2;
    for (std::size_t i = 0; i <= last; ++i) {
        made.references.push_back({made.dates[i], made.dates[i + 1]});
        if (!schedule.hasTenor() || !schedule.hasIsRegular() || schedule.tenor().length() == 0 ||
            schedule.isRegular(i + 1))
            continue;
        const auto roll = schedule.businessDayConvention();
        const auto& calendar = schedule.calendar();
        if (i == 0)
            made.references[0].start =
                from_quantlib(calendar.adjust(schedule.date(1) - schedule.tenor(), roll));
        else if (i == last)
            made.references[i].end =
                from_quantlib(calendar.adjust(schedule.date(i) + schedule.tenor(), roll));
    }
    return made;
}

ScheduleDates given_dates(const ScheduleTerms& terms) {
    const BusinessDays& days = business_days(terms.calendar);
    const auto roll = find_roll(terms.convention, ql::Unadjusted);
    ScheduleDates made;
    for (const Date& date : terms.dates) made.dates.push_back(days.adjust(date, roll));
    std::sort(made.dates.begin(), made.dates.end());
    made.dates.erase(std::unique(made.dates.begin(), made.dates.end()), made.dates.end());
    require(made.dates.size() > 1, {"E457", "Dates", "a schedule needs two dates at least", ""});
    for (std::size_t i = 0; i + 1 < made.dates.size(); ++i)
        made.references.push_back({made.dates[i], made.dates[i + 1]});
    return made;
}

Rules read_rules(const ScheduleTerms& terms) {
    if (!terms.start || !terms.end)
        throw TermsFault{"E457", terms.start ? "EndDate" : "StartDate", "a schedule needs a start and an end",
                         ""};
    if (*terms.start >= *terms.end)
        throw TermsFault{"E457", "EndDate",
                         fmt::format("the schedule ends on {}, not after its start on {}", print(*terms.end),
                                     print(*terms.start)),
                         ""};
    Rules rules{*terms.start,  *terms.end,    ql::Period(0, ql::Days),
                ql::Following, ql::Following, find_rule(terms.rule)};
    rules.roll = find_roll(terms.convention, ql::ModifiedFollowing);
    rules.last_roll = find_roll(terms.term_convention, rules.roll);
    if (!terms.tenor.empty()) rules.tenor = find_tenor(terms.tenor);
    if (rules.tenor.length() <= 0) {  // one period
        rules.rule = ql::DateGeneration::Zero;
        rules.tenor = ql::Period(0, ql::Years);
    }
    return rules;
}

}  // namespace

ScheduleDates schedule_dates(const ScheduleTerms& terms) {
    if (!terms.dates.empty()) return given_dates(terms);
    const Rules rules = read_rules(terms);
    const bool plain =
        (rules.rule == ql::DateGeneration::Forward || rules.rule == ql::DateGeneration::Backward) &&
        !terms.end_of_month && !terms.first && !terms.last;
    if (plain) return plain_dates(rules, business_days(terms.calendar));
    const auto date = [](const std::optional<Date>& from) { return from ? to_quantlib(*from) : ql::Date(); };
    try {
        return take(ql::Schedule(to_quantlib(rules.start), to_quantlib(rules.end), rules.tenor,
                                 find_calendar(terms.calendar), rules.roll, rules.last_roll, rules.rule,
                                 terms.end_of_month, date(terms.first), date(terms.last)));
    } catch (const ql::Error& error) {
        throw TermsFault{"E457", "ScheduleData", error.what(), ""};
    }
}

}  // namespace snell
