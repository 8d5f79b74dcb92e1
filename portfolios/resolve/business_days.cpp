#include "portfolios/resolve/business_days.h"

#include <fmt/format.h>

#include <map>
#include <memory>

#include "conventions/convention.h"
#include "core/error.h"

namespace snell {
namespace {

const Date first_day(1970, 1, 1), last_day(2150, 12, 31);

int month_of(Date date) { return date.year() * 12 + date.month(); }

}  // namespace

BusinessDays::BusinessDays(const QuantLib::Calendar& calendar) {
    up_to_.reserve(static_cast<std::size_t>(last_day - first_day + 1));
    QuantLib::Date day = to_quantlib(first_day);
    for (int i = 0; i <= last_day - first_day; ++i, ++day) {
        if (calendar.isBusinessDay(day)) open_.push_back(i);
        up_to_.push_back(static_cast<int>(open_.size()));
    }
}

int BusinessDays::index(Date date) const {
    // A week at each end leaves room to roll.
    if (date < first_day + 7 || date > last_day + -7)
        throw TermsFault{"E457", "ScheduleData", fmt::format("{} lies outside of 1970 to 2150", print(date)),
                         ""};
    return date - first_day;
}

bool BusinessDays::is_open(Date date) const {
    const auto i = static_cast<std::size_t>(index(date));
    return up_to_[i] > up_to_[i - 1];
}

Date BusinessDays::following(Date date) const {
    return is_open(date) ? date : at(up_to_[static_cast<std::size_t>(index(date))]);
}

Date BusinessDays::preceding(Date date) const {
    return at(up_to_[static_cast<std::size_t>(index(date))] - 1);
}

Date BusinessDays::adjust(Date date, QuantLib::BusinessDayConvention roll) const {
    if (roll == QuantLib::Unadjusted || is_open(date)) return date;
    const Date after = following(date), before = preceding(date);
    const bool same_month = month_of(after) == month_of(date);
    switch (roll) {
        case QuantLib::Following:
            return after;
        case QuantLib::Preceding:
            return before;
        case QuantLib::ModifiedFollowing:
            return same_month ? after : before;
        case QuantLib::ModifiedPreceding:
            return month_of(before) == month_of(date) ? before : after;
        case QuantLib::HalfMonthModifiedFollowing:
            return same_month && (date.day() > 15 || after.day() <= 15) ? after : before;
        case QuantLib::Nearest:
            return after - date <= date - before ? after : before;
        case QuantLib::Unadjusted:
            break;
    }
    return date;
}

Date BusinessDays::advance(Date date, int days, QuantLib::BusinessDayConvention roll) const {
    if (days == 0) return adjust(date, roll);
    const auto i = static_cast<std::size_t>(index(date));
    const int ordinal = days > 0 ? up_to_[i] + days - 1 : up_to_[i - 1] + days;
    if (ordinal < 0 || ordinal >= static_cast<int>(open_.size()))
        throw TermsFault{"E457", "ScheduleData",
                         fmt::format("{} days from {} lies outside of 1970 to 2150", days, print(date)), ""};
    return at(ordinal);
}

const BusinessDays& business_days(const std::string& calendar) {
    thread_local std::map<std::string, std::unique_ptr<const BusinessDays>> frozen;
    auto& found = frozen[calendar];
    if (!found) found = std::make_unique<const BusinessDays>(find_calendar(calendar));
    return *found;
}

}  // namespace snell
