#include "core/date.h"

#include <cstdio>
#include <stdexcept>

namespace snell {
namespace {

using namespace std::chrono;

constexpr int first_year = 1, last_year = 9999;  // std::chrono's years reach three times as far

/// "0" to "9" repeated `count` times as a number, or -1.
int digits(std::string_view text, std::size_t first, std::size_t count) {
    int number = 0;
    for (char c : text.substr(first, count)) {
        if (c < '0' || c > '9') return -1;
        number = number * 10 + (c - '0');
    }
    return number;
}

std::string print(int y, int m, int d) {
    char text[48];
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", y, m, d);
    return text;
}

unsigned month_length(year_month when) { return static_cast<unsigned>((when / last).day()); }

}  // namespace

Date::Date(int y, int m, int d) {
    const std::string text = print(y, m, d);
    if (y < first_year || y > last_year)
        throw std::invalid_argument("'" + text + "' is not a date: years run from 1 to 9999");
    if (m < 1 || m > 12)
        throw std::invalid_argument("'" + text + "' is not a date: month " + std::to_string(m) +
                                    " is not in 1 to 12");
    const year_month when = std::chrono::year(y) / m;
    const int length = static_cast<int>(month_length(when));
    if (d < 1 || d > length)
        throw std::invalid_argument("'" + text + "' is not a date: that month has days 1 to " +
                                    std::to_string(length));
    days_ = when / d;
}

Date::Date(sys_days days) : days_(days) {
    if (days < sys_days(std::chrono::year(first_year) / January / 1) ||
        days > sys_days(std::chrono::year(last_year) / December / 31))
        throw std::invalid_argument("a date " + std::to_string(days.time_since_epoch().count()) +
                                    " days after 1970-01-01 is out of range: years run from 1 to 9999");
}

Date Date::parse(std::string_view text) {
    const int y = digits(text, 0, 4);
    if (text.size() != 10 || text[4] != '-' || text[7] != '-' || y < 0 || digits(text, 5, 2) < 0 ||
        digits(text, 8, 2) < 0)
        throw std::invalid_argument("'" + std::string(text) +
                                    "' is not a date: write year-month-day, as in 2026-03-31");
    return Date(y, digits(text, 5, 2), digits(text, 8, 2));
}

bool Date::is_month_end() const {
    return static_cast<unsigned>(calendar().day()) == month_length(calendar().year() / calendar().month());
}

std::string print(Date date) { return print(date.year(), date.month(), date.day()); }

Date add_months(Date date, int months) {
    if (months < -12 * last_year || months > 12 * last_year)
        throw std::invalid_argument(std::to_string(months) + " months after " + print(date) +
                                    " is out of range: years run from 1 to 9999");
    const year_month target = date.calendar().year() / date.calendar().month() + std::chrono::months(months);
    const unsigned length = month_length(target), day = static_cast<unsigned>(date.day());
    return Date(sys_days(target / std::chrono::day(date.is_month_end() || day > length ? length : day)));
}

Years year_fraction(Date from, Date to) { return (to - from) / 365.0; }

}  // namespace snell
