#include "core/node_time.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "core/closest.h"
#include "core/faults.h"
#include "core/node_number.h"
#include "core/plan.h"
#include "core/schedule.h"

namespace snell {
namespace {

constexpr std::string_view forms =
    "Write years (1.5), a date (2027-06-30) or a tenor (\"18M\", \"1Y\", \"2W\", \"90D\")";

std::optional<Period> tenor_from(const Node& node) {
    const auto* text = node.as<std::string>();
    if (!text) return std::nullopt;
    try {
        return Period::parse(*text);
    } catch (const std::invalid_argument&) {
        return std::nullopt;
    }
}

/// A point in time, with its date if it was written as one.
struct Moment {
    Years years;
    std::optional<Date> date;
};

Moment moment_from(const Node& node, std::string_view name, const std::optional<Date>& today) {
    if (const auto date = node.date()) {
        if (!today)
            throw NodeFault{
                "E113", node.place,
                fmt::format("{} is the date {}, but the market does not say today's", name, print(*date)),
                "Add date = YYYY-MM-DD to [market], or write years"};
        return {year_fraction(*today, *date), date};
    }
    if (const auto tenor = tenor_from(node))
        return {tenor->months / 12.0 + tenor->days / 365.0, std::nullopt};
    if (!node.number())
        throw NodeFault{"E112", node.place, fmt::format("{} cannot be {}", name, describe(node)),
                        std::string(forms)};
    return {number_from(node, name, {}), std::nullopt};
}

void require_future(const Moment& moment, const Node& node, std::string_view name,
                    const std::optional<Date>& today) {
    if (moment.years <= same_time) {
        if (moment.date && today)
            throw NodeFault{
                "E112", node.place,
                fmt::format("{} {} is not after today, {}", name, print(*moment.date), print(*today)), ""};
        throw NodeFault{"E112", node.place,
                        fmt::format("{} {} is not after today (time 0)", name, moment.years), ""};
    }
    if (moment.years > last_time)
        throw NodeFault{
            "E112", node.place,
            fmt::format("{} lies {} years from today, more than {}", name, moment.years, last_time),
            moment.date ? "" : "Times are in years: 90 days are 90/365 = 0.2466 or \"90D\""};
}

Moment future_from(const Node& node, std::string_view name, const std::optional<Date>& today) {
    const Moment moment = moment_from(node, name, today);
    require_future(moment, node, name, today);
    return moment;
}

/// Throws where a schedule has too many dates, or dates closer than the time grid can tell apart.
std::vector<Years> sparse(std::vector<Years> times, const Node& node, std::string_view name) {
    if (times.size() > static_cast<std::size_t>(most_dates))
        throw NodeFault{"E114", node.place, fmt::format("{} has more than {} dates", name, most_dates), ""};
    for (std::size_t k = 0; k < times.size(); ++k)
        if (times[k] - (k > 0 ? times[k - 1] : 0.0) <= same_time)
            throw NodeFault{"E114", node.place,
                            fmt::format("{} has dates closer than {} years", name, same_time), ""};
    return times;
}

int count_from(const Node& node, std::string_view name) {
    const auto* count = node.as<std::int64_t>();
    if (!count || *count < 1 || *count > most_dates)
        throw NodeFault{"E114", node.place,
                        fmt::format("the count of {} must be a whole number from 1 to {}, not {}", name,
                                    most_dates, describe(node)),
                        ""};
    return static_cast<int>(*count);
}

/// A table { every or count, from, to } and the times it stands for.
class Rule {
  public:
    Rule(const Node& table, std::string_view name, const std::optional<Date>& today, const Node* maturity)
        : table_(table), name_(name), today_(today), maturity_(maturity) {}

    std::vector<Years> times() const {
        refuse_unknown_keys();
        const Entry* every = table_.find("every");
        const Entry* count = table_.find("count");
        if (!every == !count)
            throw NodeFault{"E114", table_.place, fmt::format("{} needs either 'every' or 'count'", name_),
                            "Write { every = \"1M\", to = 1.0 } or { count = 12, to = 1.0 }"};
        const Moment to = end();
        const Moment from = start(to);
        return every ? stepped(from, to, every->value) : spaced(from, to, count_from(count->value, name_));
    }

  private:
    void refuse_unknown_keys() const {
        static constexpr std::string_view known[] = {"every", "count", "from", "to"};
        for (const Entry& entry : *table_.as<Node::Table>())
            if (std::find(std::begin(known), std::end(known), entry.key) == std::end(known))
                throw NodeFault{"E103", entry.place, fmt::format("unknown key '{}' in {}", entry.key, name_),
                                suggestion(entry.key, known)};
    }

    Moment end() const {
        if (const Entry* to = table_.find("to"))
            return future_from(to->value, fmt::format("the end of {}", name_), today_);
        if (maturity_) return future_from(*maturity_, "maturity", today_);
        throw NodeFault{"E104", table_.place, fmt::format("{} has no 'to'", name_),
                        "Add to = 1.0, or a maturity beside it"};
    }

    Moment start(const Moment& to) const {
        const Entry* entry = table_.find("from");
        if (!entry) return {0.0, today_};
        const Moment from = moment_from(entry->value, fmt::format("the start of {}", name_), today_);
        if (from.years < -same_time || from.years > to.years - same_time)
            throw NodeFault{"E114", entry->value.place,
                            fmt::format("{} starts at {} and ends at {} years", name_, from.years, to.years),
                            "It must start today or later, and before its end"};
        return from.years <= same_time ? Moment{0.0, today_} : from;
    }

    std::vector<Years> stepped(const Moment& from, const Moment& to, const Node& every) const {
        const auto tenor = tenor_from(every);
        if (!tenor)
            throw NodeFault{"E114", every.place, fmt::format("{} cannot step by {}", name_, describe(every)),
                            "Write a tenor: every = \"1M\" (D days, W weeks, M months, Y years)"};
        try {
            if (from.date && to.date && today_) return schedule(*tenor, *from.date, *to.date, *today_);
            return schedule(*tenor, from.years, to.years);
        } catch (const std::invalid_argument& why) {
            throw NodeFault{"E114", every.place, fmt::format("{}: {}", name_, why.what()), ""};
        }
    }

    std::vector<Years> spaced(const Moment& from, const Moment& to, int count) const {
        std::vector<Years> times = schedule(count, to.years - from.years);
        for (Years& t : times) t += from.years;
        times.back() = to.years;
        return times;
    }

    const Node& table_;
    std::string_view name_;
    const std::optional<Date>& today_;
    const Node* maturity_;
};

}  // namespace

Years time_from(const Node& node, std::string_view name, const std::optional<Date>& today) {
    return future_from(node, name, today).years;
}

Years time_or_today_from(const Node& node, std::string_view name, const std::optional<Date>& today) {
    const Moment moment = moment_from(node, name, today);
    if (abs(moment.years) <= same_time) return 0.0;
    require_future(moment, node, name, today);
    return moment.years;
}

std::vector<Years> times_from(const Node& node, std::string_view name, const std::optional<Date>& today) {
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
    return sparse(std::move(times), node, name);
}

std::vector<Years> schedule_from(const Node& node, std::string_view name, const std::optional<Date>& today,
                                 const Node* maturity) {
    if (node.as<Node::Array>()) return times_from(node, name, today);
    if (node.as<Node::Table>()) return sparse(Rule(node, name, today, maturity).times(), node, name);
    if (!node.as<std::int64_t>())
        throw NodeFault{"E114", node.place, fmt::format("{} cannot be {}", name, describe(node)),
                        "Write a list of times, { every = \"1M\", to = 1.0 }, { count = 12, to = 1.0 }, or a "
                        "count beside a maturity"};
    const int count = count_from(node, name);
    if (!maturity)
        throw NodeFault{"E104", node.place, fmt::format("{} is a count, but there is no maturity", name),
                        fmt::format("Write {} = {{ count = {}, to = 1.0 }}", name, count)};
    return sparse(schedule(count, time_from(*maturity, "maturity", today)), node, name);
}

}  // namespace snell
