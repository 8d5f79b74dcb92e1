#include "core/node_number.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "core/faults.h"

namespace snell {
namespace {

/// A decimal number and nothing else; no libc, whose decimal point depends on the locale.
std::optional<double> parse_number(std::string_view text) {
    double number = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

bool inside(double number, const Range& range) {
    if (range.infinite && std::isinf(number)) return number > 0.0;
    return number > range.above && number < range.below && number >= range.at_least &&
           number <= range.at_most;
}

/// A rate or volatility of 5 was most likely meant in percent.
std::string percent_hint(double number, const Range& range) {
    const bool is_rate = range.unit == "1/year" || range.unit == "1/sqrt(year)" || range.unit == "-";
    if (!is_rate || std::abs(number) < 1.0 || std::abs(number) > 100.0 || !inside(number / 100.0, range))
        return "";
    return fmt::format("Did you mean {} ({} %)?", number / 100.0, number);
}

std::string quotes_hint(const Node& node, std::string_view name) {
    const auto* text = node.as<std::string>();
    if (!text || text->empty()) return "";
    if (const auto number = parse_number(*text))
        return fmt::format("Remove the quotes: {} = {}", name, *text);
    if (text->back() != '%') return "";
    if (const auto percent = parse_number(std::string_view(*text).substr(0, text->size() - 1)))
        return fmt::format("Write {} = {}", name, *percent / 100.0);
    return "";
}

}  // namespace

std::string region(const Range& range) {
    std::string text;
    const auto bound = [&](std::string_view words, double at) {
        if (std::isinf(at)) return;
        text += fmt::format("{}{} {}", text.empty() ? "" : " and ", words, at);
    };
    bound("above", range.above);
    bound("at least", range.at_least);
    bound("below", range.below);
    bound("at most", range.at_most);
    return text;
}

double number_from(const Node& node, std::string_view name, const Range& range) {
    const auto number = node.number();
    if (!number)
        throw NodeFault{"E105", node.place, fmt::format("{} must be a number, not {}", name, describe(node)),
                        quotes_hint(node, name)};
    if (std::isnan(*number) || (std::isinf(*number) && !range.infinite))
        throw NodeFault{"E107", node.place, fmt::format("{} is {}, not a finite number", name, *number), ""};
    if (!inside(*number, range)) {
        const std::string unit = range.unit == "-" ? "" : fmt::format(" [{}]", range.unit);
        throw NodeFault{
            "E106", node.place,
            fmt::format("{} {} is outside its valid region: {}{}", name, *number, region(range), unit),
            percent_hint(*number, range)};
    }
    return *number;
}

std::int64_t integer_from(const Node& node, std::string_view name, const Range& range) {
    const double number = number_from(node, name, range);
    if (const auto* exact = node.as<std::int64_t>()) return *exact;
    if (number != std::floor(number) || std::abs(number) > 0x1p53)
        throw NodeFault{"E105", node.place,
                        fmt::format("{} must be a whole number, not {}", name, describe(node)), ""};
    return static_cast<std::int64_t>(number);
}

std::vector<const Node*> elements(const Node& node) {
    const auto* array = node.as<Node::Array>();
    if (!array) return {&node};
    std::vector<const Node*> each;
    each.reserve(array->size());
    for (const Node& element : *array) each.push_back(&element);
    return each;
}

std::vector<double> numbers_from(const Node& node, std::string_view name, const Range& range) {
    const bool is_list = node.as<Node::Array>() != nullptr;
    std::vector<double> numbers;
    for (const Node* each : elements(node)) {
        const std::string label = is_list ? fmt::format("number {} of {}", numbers.size() + 1, name) : "";
        numbers.push_back(number_from(*each, is_list ? std::string_view(label) : name, range));
    }
    if (numbers.empty())
        throw NodeFault{"E105", node.place, fmt::format("{} is an empty list", name),
                        "Give at least one number"};
    return numbers;
}

Tolerance tolerance_from(const Node& node, std::string_view name) {
    const Range positive{.above = 0.0};
    const auto* text = node.as<std::string>();
    if (!text || text->empty() || text->back() != '%') return {number_from(node, name, positive), false};
    const auto percent = parse_number(std::string_view(*text).substr(0, text->size() - 1));
    if (!percent)
        throw NodeFault{"E105", node.place, fmt::format("{} must be a number, not {}", name, describe(node)),
                        fmt::format("Write {} = 0.01 or {} = \"0.01%\"", name, name)};
    const Node plain{*percent, node.place};
    return {number_from(plain, name, {.unit = "%", .above = 0.0}) / 100.0, true};
}

}  // namespace snell
