#pragma once
#include "core/date.h"
#include "core/path.h"

#include <string_view>
#include <vector>

/// Schedules: increasing times above 0 (today), at least one.  All functions throw std::invalid_argument that
/// says which time is wrong and why.  There are no holiday calendars: every day counts.
namespace snell {

/// A calendar step: months (a year is 12), or days (a week is 7).
struct Period {
    int months = 0;
    int days = 0;

    friend bool operator==(const Period&, const Period&) = default;

    /// "1D", "2W", "3M", "1Y"; lower case too.
    static Period parse(std::string_view text);
    /// The same, or no time at all: "0D", "0W".
    static Period parse_lag(std::string_view text);
};

/// Date some whole periods later, counted from `start` so that month ends do not drift.
Date advance(Date start, Period period, int count);

/// The times as they are, if they make a schedule.
std::vector<Years> schedule(std::vector<Years> times);

/// `count` equal steps from 0 to `end`.
std::vector<Years> schedule(int count, Years end);

/// Ends of the periods that follow each other after `from` (itself left out); the last is `to`, after a
/// shorter period where whole ones do not meet it.  A month is 1/12 year, a day 1/365 year.
std::vector<Years> schedule(Period every, Years from, Years to);

/// The same with calendar dates, as Actual / 365 Fixed times from `today`, which lies before all of them.
std::vector<Years> schedule(Period every, Date from, Date to, Date today);

}  // namespace snell
