#include "core/node_time.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/closest.h"
#include "core/faults.h"
#include "core/node_number.h"
#include "core/plan.h"

namespace snell {
namespace {

constexpr double days_per_year = 365.0;  // Actual/365 Fixed
constexpr std::string_view forms =
    "Write years (1.5), a date (2027-06-30) or a tenor (\"18M\", \"1Y\", \"2W\", \"90D\")";

struct Tenor {
    int count;
    char unit;  // D W M Y

    Years years() const {
        switch (unit) {
            case 'D':
                return count / days_per_year;
            case 'W':
                return count * 7.0 / days_per_year;
            case 'M':
                return count / 12.0;
            default:
                return count;
        }
    }
    /// Calendar months; 0 for days and weeks.
    int months() const { return unit == 'M' ? count : unit == 'Y' ? 12 * count : 0; }
};

std::optional<Tenor> tenor_from(std::string_view text) {
    if (text.size() < 2 || text.size() > 6) return std::nullopt;
    char unit = text.back();
    if (unit >= 'a' && unit <= 'z') unit = static_cast<char>(unit - 'a' + 'A');
    if (std::string_view("DWMY").find(unit) == std::string_view::npos) return std::nullopt;
    int count = 0;
    for (char c : text.substr(0, text.size() - 1)) {
        if (c < '0' || c > '9') return std::nullopt;
        count = 10 * count + (c - '0');
    }
    const Tenor tenor{count, unit};
    return count > 0 && tenor.years() <= last_time ? std::optional(tenor) : std::nullopt;
}

/// The same day of an earlier month, or that month's last.
Day months_before(Day day, int months) {
    const std::chrono::year_month_day date(day);
    const std::chrono::year_month month =
        std::chrono::year_month(date.year(), date.month()) - std::chrono::months(months);
    const std::chrono::year_month_day last(month / std::chrono::last);
    return Day(std::chrono::year_month_day(month.year(), month.month(), std::min(date.day(), last.day())));
}

Years years_between(Day from, Day to) { return static_cast<double>((to - from).count()) / days_per_year; }

/// A point in time, with its day if it was written as one.
struct Moment {
    Years years;
    std::optional<Day> day;
};

std::optional<Day> written_day(const Node& node) {
    if (const auto* day = node.as<Day>()) return *day;
    if (const auto* text = node.as<std::string>()) return day_from(*text);
    return std::nullopt;
}

Moment moment_from(const Node& node, std::string_view name, const std::optional<Day>& today) {
    if (const auto day = written_day(node)) {
        if (!today)
            throw NodeFault{
                "E113", node.place,
                fmt::format("{} is the date {}, but the market does not say today's", name, print(*day)),
                "Add date = YYYY-MM-DD to [market], or write years"};
        return {years_between(*today, *day), day};
    }
    if (const auto* text = node.as<std::string>())
        if (const auto tenor = tenor_from(*text)) return {tenor->years(), std::nullopt};
    if (!node.number())
        throw NodeFault{"E112", node.place, fmt::format("{} cannot be {}", name, describe(node)),
                        std::string(forms)};
    return {number_from(node, name, {}), std::nullopt};
}

void require_future(const Moment& moment, const Node& node, std::string_view name,
                    const std::optional<Day>& today) {
    if (moment.years <= same_time) {
        if (moment.day && today)
            throw NodeFault{
                "E112", node.place,
                fmt::format("{} {} is not after today, {}", name, print(*moment.day), print(*today)), ""};
        throw NodeFault{"E112", node.place,
                        fmt::format("{} {} is not after today (time 0)", name, moment.years), ""};
    }
    if (moment.years > last_time)
        throw NodeFault{
            "E112", node.place,
            fmt::format("{} lies {} years from today, more than {}", name, moment.years, last_time),
            moment.day ? "" : "Times are in years: 90 days are 90/365 = 0.2466 or \"90D\""};
}

Moment end_from(const Node& node, std::string_view name, const std::optional<Day>& today) {
    const Moment moment = moment_from(node, name, today);
    require_future(moment, node, name, today);
    return moment;
}

std::vector<Years> equally_spaced(Years from, Years to, std::int64_t count) {
    std::vector<Years> times;
    times.reserve(static_cast<std::size_t>(count));
    for (std::int64_t k = 1; k <= count; ++k)
        times.push_back(k == count ? to : from + (to - from) * static_cast<double>(k) / double(count));
    return times;
}

std::vector<Years> stepped(const Moment& from, const Moment& to, Tenor every,
                           const std::optional<Day>& today) {
    const std::optional<Day> start = from.years <= same_time ? today : from.day;
    std::vector<Years> times;
    if (to.day && start && today && every.months() > 0) {
        for (int k = 0; k <= most_dates; ++k) {
            const Day day = months_before(*to.day, k * every.months());
            if (day <= *start) break;
            times.push_back(years_between(*today, day));
        }
    } else {
        const double periods = (to.years - from.years) / every.years();
        const double whole = std::round(periods);
        if (whole >= 1.0 && whole <= most_dates && std::abs(periods - whole) < 1e-6)
            return equally_spaced(from.years, to.years, static_cast<std::int64_t>(whole));
        for (int k = 0; k <= most_dates && to.years - k * every.years() > from.years + same_time; ++k)
            times.push_back(to.years - k * every.years());
    }
    std::reverse(times.begin(), times.end());
    return times;
}

/// Throws where a schedule has too many dates, or dates closer than the time grid can tell apart.
void require_sparse(const std::vector<Years>& times, const Node& node, std::string_view name) {
    if (times.size() > static_cast<std::size_t>(most_dates))
        throw NodeFault{"E114", node.place, fmt::format("{} has more than {} dates", name, most_dates), ""};
    for (std::size_t k = 0; k < times.size(); ++k)
        if (times[k] - (k > 0 ? times[k - 1] : 0.0) <= same_time)
            throw NodeFault{"E114", node.place,
                            fmt::format("{} has dates closer than {} years", name, same_time), ""};
}

std::int64_t count_from(const Node& node, std::string_view name) {
    const auto* count = node.as<std::int64_t>();
    if (!count || *count < 1 || *count > most_dates)
        throw NodeFault{"E114", node.place,
                        fmt::format("the count of {} must be a whole number from 1 to {}, not {}", name,
                                    most_dates, describe(node)),
                        ""};
    return *count;
}

Tenor every_from(const Node& node, std::string_view name) {
    const auto* text = node.as<std::string>();
    const auto tenor = text ? tenor_from(*text) : std::nullopt;
    if (!tenor)
        throw NodeFault{"E114", node.place, fmt::format("{} cannot step by {}", name, describe(node)),
                        "Write a tenor: every = \"1M\" (D days, W weeks, M months, Y years)"};
    return *tenor;
}

std::vector<Years> rule_from(const Node& rule, std::string_view name, const std::optional<Day>& today,
                             const Node* maturity) {
    static constexpr std::array<std::string_view, 4> known{"every", "count", "from", "to"};
    for (const Entry& entry : *rule.as<Node::Table>())
        if (std::find(known.begin(), known.end(), entry.key) == known.end())
            throw NodeFault{"E103", entry.place, fmt::format("unknown key '{}' in {}", entry.key, name),
                            suggestion(entry.key, known)};
    const Entry* every = rule.find("every");
    const Entry* count = rule.find("count");
    const Entry* from = rule.find("from");
    const Entry* to = rule.find("to");
    if (!every == !count)
        throw NodeFault{"E114", rule.place, fmt::format("{} needs either 'every' or 'count'", name),
                        "Write { every = \"1M\", to = 1.0 } or { count = 12, to = 1.0 }"};
    const Node* last = to ? &to->value : maturity;
    if (!last)
        throw NodeFault{"E104", rule.place, fmt::format("{} has no 'to'", name),
                        "Add to = 1.0, or a maturity beside it"};
    const Moment end = end_from(*last, to ? fmt::format("the end of {}", name) : "maturity", today);
    Moment start{0.0, std::nullopt};
    if (from) start = moment_from(from->value, fmt::format("the start of {}", name), today);
    if (start.years < -same_time || start.years > end.years - same_time)
        throw NodeFault{"E114", from ? from->value.place : rule.place,
                        fmt::format("{} starts at {} and ends at {} years", name, start.years, end.years),
                        "It must start today or later, and before its end"};
    auto times = every ? stepped(start, end, every_from(every->value, name), today)
                       : equally_spaced(start.years, end.years, count_from(count->value, name));
    require_sparse(times, rule, name);
    return times;
}

}  // namespace

Years time_from(const Node& node, std::string_view name, const std::optional<Day>& today) {
    return end_from(node, name, today).years;
}

Years time_or_today_from(const Node& node, std::string_view name, const std::optional<Day>& today) {
    const Moment moment = moment_from(node, name, today);
    if (abs(moment.years) <= same_time) return 0.0;
    require_future(moment, node, name, today);
    return moment.years;
}

std::vector<Years> times_from(const Node& node, std::string_view name, const std::optional<Day>& today) {
    std::vector<Years> times;
    for (const Node* each : elements(node)) {
        const Years time = time_from(*each, fmt::format("date {} of {}", times.size() + 1, name), today);
        if (!times.empty() && time <= times.back() + same_time)
            throw NodeFault{
                "E114", each->place,
                fmt::format("date {} of {} ({} years) does not come after the one before it ({} years)",
                            times.size() + 1, name, time, times.back()),
                "List the dates in increasing order, each once"};
        times.push_back(time);
    }
    if (times.empty()) throw NodeFault{"E114", node.place, fmt::format("{} is an empty list", name), ""};
    require_sparse(times, node, name);
    return times;
}

std::vector<Years> schedule_from(const Node& node, std::string_view name, const std::optional<Day>& today,
                                 const Node* maturity) {
    if (node.as<Node::Array>()) return times_from(node, name, today);
    if (node.as<Node::Table>()) return rule_from(node, name, today, maturity);
    if (!node.as<std::int64_t>())
        throw NodeFault{"E114", node.place, fmt::format("{} cannot be {}", name, describe(node)),
                        "Write a list of times, { every = \"1M\", to = 1.0 }, { count = 12, to = 1.0 }, or a "
                        "count beside a maturity"};
    const std::int64_t count = count_from(node, name);
    if (!maturity)
        throw NodeFault{"E104", node.place, fmt::format("{} is a count, but there is no maturity", name),
                        fmt::format("Write {} = {{ count = {}, to = 1.0 }}", name, count)};
    const std::vector<Years> times = equally_spaced(0.0, time_from(*maturity, "maturity", today), count);
    require_sparse(times, node, name);
    return times;
}

}  // namespace snell
