#pragma once
#include "core/path.h"

#include <chrono>
#include <compare>
#include <string>
#include <string_view>

namespace snell {

/// A day of the proleptic Gregorian calendar, years 1 to 9999.
class Date {
  public:
    /// 1970-01-01.
    Date() = default;
    /// Throws std::invalid_argument if there is no such day, or its year is out of range.
    Date(int year, int month, int day);
    /// The day of "2026-03-31" (ISO 8601); throws std::invalid_argument that says what is wrong with it.
    static Date parse(std::string_view text);

    int year() const { return static_cast<int>(calendar().year()); }
    int month() const { return static_cast<int>(static_cast<unsigned>(calendar().month())); }
    int day() const { return static_cast<int>(static_cast<unsigned>(calendar().day())); }
    bool is_month_end() const;

    /// Days from one date to another.
    friend int operator-(Date a, Date b) { return static_cast<int>((a.days_ - b.days_).count()); }
    /// The date some days later; throws std::invalid_argument outside the range of years.
    friend Date operator+(Date a, int days) { return Date(a.days_ + std::chrono::days(days)); }
    friend auto operator<=>(Date, Date) = default;

  private:
    std::chrono::sys_days days_{};

    explicit Date(std::chrono::sys_days days);
    std::chrono::year_month_day calendar() const { return days_; }
    friend Date add_months(Date date, int months);
};

/// "2026-03-31".
std::string print(Date date);

/// The same day some months later (or earlier); the last day of the month if the month is too short, or if
/// the date is itself the last of its month (end-of-month rule).  Throws std::invalid_argument outside the
/// range.
Date add_months(Date date, int months);

/// Actual / 365 Fixed: days between, divided by 365 (ISDA 2006 definitions, 4.16 d).
Years year_fraction(Date from, Date to);

}  // namespace snell
