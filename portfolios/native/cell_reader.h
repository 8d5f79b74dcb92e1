#pragma once
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "core/csv.h"
#include "core/faults.h"
#include "core/fields.h"

namespace snell {

/// Whether a text has the form of a currency's code: three capital letters.
bool is_currency(std::string_view text);

/// Cells of a row by the names of their columns.  Each throws NodeFault with the place of the cell: E104
/// missing, E105 no number, E106 out of its region, E108 unknown choice, E115 an id taken twice, E122 without
/// a meaning.
class CellReader {
  public:
    explicit CellReader(const CsvTable& table) : table_(table) {}

    /// Reports E103 for each column that is none of `known`.
    void check_columns(std::span<const std::string_view> known, Faults& faults) const;
    void go_to(std::size_t row) { row_ = row; }

    std::string_view text(std::string_view name) const;
    bool has(std::string_view name) const { return !text(name).empty(); }
    std::string required(std::string_view name) const;
    /// The id of the row, different from all before.
    std::string id();
    double number(std::string_view name, const Range& range) const;
    double number_or(std::string_view name, const Range& range, double fallback) const;
    std::optional<double> optional_number(std::string_view name, const Range& range) const;
    /// Number of the word among `known`; 0 for an empty cell where there is a default.
    int choice(std::string_view name, std::span<const std::string_view> known,
               bool has_default = false) const;
    /// The cell must be empty; says of what it would have to be.
    void refuse(std::string_view name, std::string_view where) const;
    [[noreturn]] void fail(const char* code, std::string_view name, std::string problem,
                           std::string remedy) const;

  private:
    const CsvTable& table_;
    std::size_t row_ = 0;
    std::set<std::string> ids_;
};

}  // namespace snell
