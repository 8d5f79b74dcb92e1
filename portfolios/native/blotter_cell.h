#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "portfolios/trade_terms.h"

/// Cells of a blotter as values and back.  Lists are separated by semicolons; a number of a list that holds
/// from a date on is "0.02@2027-03-31", a flow "1000@2027-03-31", an amortization "FixedAmount 1000" followed
/// by from=, to=, every= and "underflow" as they apply.
namespace snell {

/// Each throws std::invalid_argument that says what is wrong with the text.
void parse_cell(std::string_view text, std::string& value);
void parse_cell(std::string_view text, double& value);
void parse_cell(std::string_view text, int& value);
void parse_cell(std::string_view text, Date& value);
void parse_cell(std::string_view text, Steps& value);
void parse_cell(std::string_view text, DatedAmount& value);
void parse_cell(std::string_view text, Amortization& value);
template <class T>
void parse_cell(std::string_view text, std::optional<T>& value) {
    parse_cell(text, value.emplace());
}
template <class T>
void parse_cell(std::string_view text, std::vector<T>& values) {
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(';', at), text.size());
        parse_cell(text.substr(at, end - at), values.emplace_back());
        at = end + 1;
    }
}

/// Empty for what an empty cell stands for.
std::string print_cell(const std::string& value);
std::string print_cell(double value);
std::string print_cell(int value);
std::string print_cell(Date value);
std::string print_cell(const Steps& value);
std::string print_cell(const DatedAmount& value);
std::string print_cell(const Amortization& value);
template <class T>
std::string print_cell(const std::optional<T>& value) {
    return value ? print_cell(*value) : std::string();
}
template <class T>
std::string print_cell(const std::vector<T>& values) {
    std::string text;
    for (const T& value : values) text += (text.empty() ? "" : ";") + print_cell(value);
    return text;
}

}  // namespace snell
