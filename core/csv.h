#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/node.h"

/// Comma-separated values (RFC 4180): a line of column names, then rows; fields in quotes may hold commas,
/// doubled quotes and line ends.  A line that is empty or starts with '#' is left out.
namespace snell {

/// A file of rows as text, and where each stands.
class CsvTable {
  public:
    std::size_t size() const { return lines_.size(); }
    const std::vector<std::string>& columns() const { return columns_; }
    /// Number of a column; nothing where there is none of the name.
    std::optional<std::size_t> column(std::string_view name) const;
    /// The field, without the blanks around it; empty where the row is short of it.
    std::string_view at(std::size_t row, std::size_t column) const {
        return cells_[row * columns_.size() + column];
    }
    /// Line of the row; the column of the table counts from 1.
    Place place(std::size_t row, std::size_t column = 0) const {
        return {source_, lines_[row], static_cast<int>(column) + 1};
    }
    Place place() const { return {source_, 0, 0}; }

  private:
    friend class CsvReader;
    std::shared_ptr<const std::string> source_;
    std::unique_ptr<std::string>
        text_;  ///< what the cells look into; fields with doubled quotes are mended in place
    std::vector<std::string> columns_;
    std::vector<std::string_view> cells_;  ///< [row][column]
    std::vector<int> lines_;               ///< [row]
};

/// Reads a file.  Throws InputError: E101 not readable, E126 not valid CSV (empty, a row with more fields
/// than columns, a quote that is not closed, a column named twice).  Another separator may stand for the
/// comma.
CsvTable read_csv(const std::string& file);
CsvTable read_csv_text(std::string text, const std::string& name, char separator = ',');

/// A text as a field: in quotes where it holds a comma, a quote or a line end.
std::string csv_field(std::string_view text);

/// The same for tables that people open in spreadsheets: an apostrophe goes before a text that these would
/// take for a formula (it begins with = + - @ or a control character).
std::string csv_text(std::string_view text);
/// The text of a field, as it is in the table, that `csv_text` made.
std::string_view text_of_csv(std::string_view field);

}  // namespace snell
