#include "portfolios/native/cell_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "core/closest.h"
#include "core/node_number.h"
#include "portfolios/native/blotter_cell.h"

namespace snell {

bool is_currency(std::string_view text) {
    return text.size() == 3 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

void CellReader::check_columns(std::span<const std::string_view> known, Faults& faults) const {
    for (const std::string& name : table_.columns())
        if (std::find(known.begin(), known.end(), name) == known.end())
            faults.add(NodeFault{"E103", table_.place(), fmt::format("there is no column '{}'", name),
                                 suggestion(name, known)});
}

std::string_view CellReader::text(std::string_view name) const {
    const auto column = table_.column(name);
    return column ? table_.at(row_, *column) : std::string_view{};
}

void CellReader::fail(const char* code, std::string_view name, std::string problem,
                      std::string remedy) const {
    throw NodeFault{code, table_.place(row_, table_.column(name).value_or(0)), std::move(problem),
                    std::move(remedy)};
}

std::string CellReader::required(std::string_view name) const {
    if (!has(name)) fail("E104", name, fmt::format("no {}", name), "Fill the cell.");
    return std::string(text(name));
}

std::string CellReader::id() {
    std::string id = required("id");
    if (!ids_.insert(id).second) fail("E115", "id", fmt::format("'{}' stands twice", id), "Leave one out.");
    return id;
}

double CellReader::number(std::string_view name, const Range& range) const {
    double value = 0.0;
    try {
        parse_cell(required(name), value);
    } catch (const std::invalid_argument& fault) {
        fail("E105", name, fault.what(), "Write it like 1250000.5");
    }
    return number_from(Node{value, table_.place(row_, table_.column(name).value_or(0))}, name, range);
}

double CellReader::number_or(std::string_view name, const Range& range, double fallback) const {
    return has(name) ? number(name, range) : fallback;
}

std::optional<double> CellReader::optional_number(std::string_view name, const Range& range) const {
    if (!has(name)) return std::nullopt;
    return number(name, range);
}

int CellReader::choice(std::string_view name, std::span<const std::string_view> known,
                       bool has_default) const {
    if (has_default && !has(name)) return 0;
    const std::string word = required(name);
    const auto found = std::find(known.begin(), known.end(), word);
    if (found == known.end())
        fail("E108", name, fmt::format("'{}' is no {}", word, name), suggestion(word, known));
    return static_cast<int>(found - known.begin());
}

void CellReader::refuse(std::string_view name, std::string_view where) const {
    if (has(name))
        fail("E122", name, fmt::format("{} '{}' means nothing for {}", name, text(name), where),
             "Leave the cell empty.");
}

}  // namespace snell
