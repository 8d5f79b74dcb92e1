#include "core/node.h"

#include <fmt/format.h>

#include <algorithm>

namespace snell {

std::string print(const Place& place) {
    if (!place.source) return "";
    if (place.line == 0) return *place.source;
    return fmt::format("{}:{}:{}", *place.source, place.line, place.column);
}

std::string print(Day day) {
    const std::chrono::year_month_day date(day);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::optional<Day> day_from(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto digits = [&](std::size_t from, std::size_t count) {
        int number = 0;
        for (char c : text.substr(from, count)) number = c < '0' || c > '9' ? -100000 : 10 * number + c - '0';
        return number;
    };
    const int year = digits(0, 4), month = digits(5, 2), day = digits(8, 2);
    if (year < 0 || month < 0 || day < 0) return std::nullopt;
    const std::chrono::year_month_day date(std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day)));
    if (!date.ok()) return std::nullopt;
    return Day(date);
}

std::optional<double> Node::number() const {
    if (const auto* real = as<double>()) return *real;
    if (const auto* integer = as<std::int64_t>()) return static_cast<double>(*integer);
    return std::nullopt;
}

const Entry* Node::find(std::string_view key) const {
    const auto* table = as<Table>();
    if (!table) return nullptr;
    const auto at =
        std::find_if(table->begin(), table->end(), [&](const Entry& entry) { return entry.key == key; });
    return at == table->end() ? nullptr : &*at;
}

std::string describe(const Node& node) {
    struct Words {
        std::string operator()(bool truth) const { return truth ? "true" : "false"; }
        std::string operator()(std::int64_t number) const { return fmt::format("the number {}", number); }
        std::string operator()(double number) const { return "the number " + print_number(number); }
        std::string operator()(const std::string& text) const {
            constexpr std::size_t longest = 40;
            if (text.size() <= longest) return fmt::format("the text \"{}\"", text);
            return fmt::format("a text of {} characters", text.size());
        }
        std::string operator()(Day day) const { return "the date " + print(day); }
        std::string operator()(const Node::Array&) const { return "an array"; }
        std::string operator()(const Node::Table&) const { return "a table"; }
    };
    return std::visit(Words{}, node.value);
}

std::string quote(const Node& node) {
    constexpr std::size_t longest = 60;
    const auto* text = node.as<std::string>();
    return text && text->size() <= longest ? fmt::format("'{}'", *text) : describe(node);
}

std::string print_number(double number) { return fmt::format("{}", number); }

}  // namespace snell
