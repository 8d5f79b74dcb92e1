#include "core/node.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace snell {

std::string print(const Place& place) {
    if (!place.source) return "";
    if (place.line == 0) return *place.source;
    return fmt::format("{}:{}:{}", *place.source, place.line, place.column);
}

std::optional<Date> Node::date() const {
    if (const auto* date = as<Date>()) return *date;
    const auto* text = as<std::string>();
    if (!text) return std::nullopt;
    try {
        return Date::parse(*text);
    } catch (const std::invalid_argument&) {
        return std::nullopt;
    }
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
        std::string operator()(Date date) const { return "the date " + print(date); }
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
