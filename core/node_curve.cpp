#include "core/node_curve.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "core/closest.h"
#include "core/faults.h"
#include "core/node_number.h"
#include "core/node_time.h"

namespace snell {
namespace {

/// The values of a table that must have these keys and no others.
std::vector<const Node*> columns(const Node& node, std::string_view name,
                                 std::span<const std::string_view> keys) {
    for (const Entry& each : *node.as<Node::Table>())
        if (std::find(keys.begin(), keys.end(), each.key) == keys.end())
            throw NodeFault{"E103", each.place, fmt::format("{} has no '{}'", name, each.key),
                            suggestion(each.key, keys)};
    std::vector<const Node*> found;
    for (std::string_view key : keys) {
        const Entry* entry = node.find(key);
        if (!entry)
            throw NodeFault{"E104", node.place, fmt::format("{} needs '{}'", name, key),
                            fmt::format("Its keys are {}", fmt::join(keys, ", "))};
        found.push_back(&entry->value);
    }
    return found;
}

}  // namespace

QuotesByTime curve_from(const Node& node, std::string_view name, const Range& range,
                        const std::optional<Date>& today) {
    if (!node.as<Node::Table>()) return {{}, {number_from(node, name, range)}};
    static constexpr std::string_view keys[] = {"times", "values"};
    const auto table = columns(node, name, keys);
    QuotesByTime curve{times_from(*table[0], fmt::format("{}.times", name), today),
                       numbers_from(*table[1], fmt::format("{}.values", name), range)};
    if (curve.times.size() != curve.quotes.size())
        throw NodeFault{
            "E118", node.place,
            fmt::format("{} has {} times but {} values", name, curve.times.size(), curve.quotes.size()),
            "Give one value for each time"};
    return curve;
}

VolatilityGrid surface_from(const Node& node, std::string_view name, std::string_view axis,
                            const Range& range, const std::optional<Date>& today) {
    constexpr std::size_t most_quotes = 10'000;
    if (!node.as<Node::Table>())
        throw NodeFault{
            "E105", node.place, fmt::format("{} must be a table, not {}", name, describe(node)),
            fmt::format("Write {{ times = [...], {} = [...], volatilities = [[...], ...] }}", axis)};
    const std::string_view keys[] = {"times", axis, "volatilities"};
    const auto table = columns(node, name, keys);
    VolatilityGrid surface;
    surface.times = times_from(*table[0], fmt::format("{}.times", name), today);
    const std::string label = fmt::format("{}.{}", name, axis);
    surface.levels = numbers_from(*table[1], label, {.above = 0.0, .below = 1e15});
    for (std::size_t j = 1; j < surface.levels.size(); ++j)
        if (surface.levels[j] <= surface.levels[j - 1])
            throw NodeFault{"E118", table[1]->place,
                            fmt::format("{} {} (number {}) does not come after {}", label, surface.levels[j],
                                        j + 1, surface.levels[j - 1]),
                            "List them in increasing order"};
    if (surface.levels.size() < 2)
        throw NodeFault{"E118", table[1]->place, fmt::format("{} has fewer than 2 numbers", label), ""};
    const std::vector<const Node*> rows = elements(*table[2]);
    if (rows.size() != surface.times.size())
        throw NodeFault{
            "E118", table[2]->place,
            fmt::format("{}.volatilities has {} rows for {} times", name, rows.size(), surface.times.size()),
            "Give one row for each time"};
    if (rows.size() * surface.levels.size() > most_quotes)
        throw NodeFault{"E118", node.place, fmt::format("{} has more than {} quotes", name, most_quotes), ""};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto row = numbers_from(*rows[i], fmt::format("row {} of {}.volatilities", i + 1, name), range);
        if (row.size() != surface.levels.size())
            throw NodeFault{"E118", rows[i]->place,
                            fmt::format("row {} of {}.volatilities has {} numbers for {} {}", i + 1, name,
                                        row.size(), surface.levels.size(), axis),
                            "Give one volatility for each level"};
        surface.volatilities.insert(surface.volatilities.end(), row.begin(), row.end());
    }
    return surface;
}

}  // namespace snell
