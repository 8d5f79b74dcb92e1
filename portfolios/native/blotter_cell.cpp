#include "portfolios/native/blotter_cell.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <stdexcept>

#include "core/node.h"

namespace snell {
namespace {

/// "0.02@2027-03-31" as its two parts; the second is empty where there is none.
std::pair<std::string_view, std::string_view> halves(std::string_view text) {
    const std::size_t at = text.find('@');
    if (at == std::string_view::npos) return {text, {}};
    return {text.substr(0, at), text.substr(at + 1)};
}

/// The word up to the next blank, taken off the text.
std::string_view take_word(std::string_view& text) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

}  // namespace

void parse_cell(std::string_view text, std::string& value) { value = text; }

void parse_cell(std::string_view text, double& value) {
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || stop != text.data() + text.size() || !std::isfinite(value))
        throw std::invalid_argument(fmt::format("'{}' is no number", text));
}

void parse_cell(std::string_view text, int& value) {
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || stop != text.data() + text.size())
        throw std::invalid_argument(fmt::format("'{}' is no whole number", text));
}

void parse_cell(std::string_view text, Date& value) { value = Date::parse(text); }

void parse_cell(std::string_view text, Steps& value) {
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(';', at), text.size());
        const auto [number, from] = halves(text.substr(at, end - at));
        parse_cell(number, value.values.emplace_back());
        value.from.emplace_back();
        if (!from.empty()) parse_cell(from, value.from.back());
        at = end + 1;
    }
}

void parse_cell(std::string_view text, DatedAmount& value) {
    const auto [number, date] = halves(text);
    if (date.empty()) throw std::invalid_argument(fmt::format("'{}' is not like 1000@2027-03-31", text));
    parse_cell(number, value.amount);
    parse_cell(date, value.date);
}

void parse_cell(std::string_view text, Amortization& value) {
    value.type = take_word(text);
    parse_cell(take_word(text), value.value);
    while (!text.empty()) {
        const std::string_view word = take_word(text);
        if (word.starts_with("from="))
            parse_cell(word.substr(5), value.start);
        else if (word.starts_with("to="))
            parse_cell(word.substr(3), value.end);
        else if (word.starts_with("every="))
            value.frequency = word.substr(6);
        else if (word == "underflow")
            value.underflow = true;
        else
            throw std::invalid_argument(fmt::format("'{}' is none of from=, to=, every=, underflow", word));
    }
}

std::string print_cell(const std::string& value) { return value; }
std::string print_cell(double value) { return print_number(value); }
std::string print_cell(int value) { return fmt::format("{}", value); }
std::string print_cell(Date value) { return print(value); }

std::string print_cell(const Steps& value) {
    std::string text;
    for (std::size_t i = 0; i < value.values.size(); ++i) {
        if (i > 0) text += ';';
        text += print_number(value.values[i]);
        if (value.from[i]) text += "@" + print(*value.from[i]);
    }
    return text;
}

std::string print_cell(const DatedAmount& value) {
    return print_number(value.amount) + "@" + print(value.date);
}

std::string print_cell(const Amortization& value) {
    std::string text = value.type + " " + print_number(value.value);
    if (value.start) text += " from=" + print(*value.start);
    if (value.end) text += " to=" + print(*value.end);
    if (!value.frequency.empty()) text += " every=" + value.frequency;
    if (value.underflow) text += " underflow";
    return text;
}

}  // namespace snell
