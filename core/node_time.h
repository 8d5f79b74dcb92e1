#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "core/node.h"
#include "core/path.h"

/// Times as a user wrote them.  Each throws NodeFault.
///
/// A time is a number of years from today, a date (needs today's; Actual/365 Fixed), or a tenor ("6M"; a
/// month is 1/12 year, a week 7/365, a day 1/365).  A schedule is a list of times, or
///     { every = "1M", to = 1.0, from = 0 }   steps of calendar months for dates; `from` itself left out
///     { count = 12, to = 1.0, from = 0 }     equally spaced, the last at `to`
///     12                                     the same, from today to the maturity
namespace snell {

/// Times lie within this many years of today.
inline constexpr Years last_time = 100.0;
/// Most dates of one schedule.
inline constexpr int most_dates = 100'000;

/// A time after today [years].
Years time_from(const Node& node, std::string_view name, const std::optional<Date>& today);

/// The same, or today (0).
Years time_or_today_from(const Node& node, std::string_view name, const std::optional<Date>& today);

/// Increasing times after today [years].  `maturity` is where the schedule ends if it does not say so; may be
/// null.
std::vector<Years> schedule_from(const Node& node, std::string_view name, const std::optional<Date>& today,
                                 const Node* maturity);

/// A list of increasing times after today, each a number, a date or a tenor [years].
std::vector<Years> times_from(const Node& node, std::string_view name, const std::optional<Date>& today);

}  // namespace snell
