#include "core/csv.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/commit.h"
#include "core/error.h"

namespace snell {
namespace {
constexpr std::size_t most_columns = 4096;  ///< names are compared with each other
}

std::optional<std::size_t> CsvTable::column(std::string_view name) const {
    const auto found = std::find(columns_.begin(), columns_.end(), name);
    if (found == columns_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - columns_.begin());
}

/// Splits the text in place: a mended field is never longer than what was written.
class CsvReader {
  public:
    CsvReader(std::string text, const std::string& name, char separator) : separator_(separator) {
        table_.source_ = std::make_shared<const std::string>(name);
        table_.text_ = std::make_unique<std::string>(std::move(text));
        at_ = table_.text_->data();
        end_ = at_ + table_.text_->size();
        if (table_.text_->rfind("\xEF\xBB\xBF", 0) == 0) at_ += 3;  // byte order mark
    }

    CsvTable read() {
        read_columns();
        std::vector<std::string_view> row;
        while (next_row(row)) {
            const std::size_t columns = table_.columns_.size();
            if (row.size() > columns)
                fail(row_line_,
                     fmt::format("the row has {} fields, but there are {} columns", row.size(), columns),
                     "Put fields that hold commas in quotes.");
            row.resize(columns);
            table_.cells_.insert(table_.cells_.end(), row.begin(), row.end());
            table_.lines_.push_back(row_line_);
        }
        return std::move(table_);
    }

  private:
    char separator_;
    CsvTable table_;
    char* at_;
    char* end_;
    int line_ = 1, row_line_ = 1;

    [[noreturn]] void fail(int line, std::string problem, std::string remedy) const {
        throw InputError(
            Diagnostic{"E126", print(Place{table_.source_, line, 1}), std::move(problem), std::move(remedy)});
    }

    void read_columns() {
        std::vector<std::string_view> names;
        if (!next_row(names)) fail(1, "the file is empty", "The first line names the columns.");
        if (names.size() > most_columns)
            fail(row_line_, fmt::format("{} columns, more than {}", names.size(), most_columns), "");
        for (const std::string_view name : names) {
            if (std::find(table_.columns_.begin(), table_.columns_.end(), name) != table_.columns_.end())
                fail(row_line_, fmt::format("column '{}' is named twice", name), "Leave one out.");
            table_.columns_.emplace_back(name);
        }
    }

    /// The next row that is neither empty nor a comment.
    bool next_row(std::vector<std::string_view>& row) {
        while (at_ < end_ && (*at_ == '#' || *at_ == '\n' || *at_ == '\r')) {
            at_ = std::find(at_, end_, '\n');
            step_over_line();
        }
        if (at_ >= end_) return false;
        row.clear();
        row_line_ = line_;
        while (true) {
            row.push_back(at_ < end_ && *at_ == '"' ? quoted() : plain());
            if (at_ < end_ && *at_ == separator_) {
                ++at_;
                continue;
            }
            step_over_line();
            return true;
        }
    }

    void step_over_line() {
        if (at_ < end_) ++at_;
        ++line_;
    }

    std::string_view plain() {
        char* const begin = at_;
        while (at_ < end_ && *at_ != separator_ && *at_ != '\n') ++at_;
        return trimmed(begin, at_);
    }

    std::string_view quoted() {
        char* const begin = ++at_;
        char* to = begin;
        for (; at_ < end_; ++at_) {
            if (*at_ == '"') {
                if (at_ + 1 == end_ || at_[1] != '"') break;
                ++at_;
            }
            if (*at_ == '\n') ++line_;
            *to++ = *at_;
        }
        if (at_ >= end_) fail(row_line_, "a quote is not closed", "Close it with \".");
        ++at_;
        while (at_ < end_ && (*at_ == ' ' || *at_ == '\r')) ++at_;
        if (at_ < end_ && *at_ != separator_ && *at_ != '\n')
            fail(row_line_, "text follows a closing quote", "Write a quote inside quotes twice.");
        return {begin, static_cast<std::size_t>(to - begin)};
    }

    static std::string_view trimmed(const char* begin, const char* end) {
        const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
        while (begin < end && blank(*begin)) ++begin;
        while (end > begin && blank(end[-1])) --end;
        return {begin, static_cast<std::size_t>(end - begin)};
    }
};

namespace {
bool starts_formula(std::string_view text) {
    constexpr std::string_view marks = "=+-@\t\r";
    return !text.empty() && marks.find(text.front()) != std::string_view::npos;
}
}  // namespace

std::string csv_field(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

std::string csv_text(std::string_view text) {
    return starts_formula(text) ? csv_field("'" + std::string(text)) : csv_field(text);
}

std::string_view text_of_csv(std::string_view field) {
    return field.starts_with('\'') && starts_formula(field.substr(1)) ? field.substr(1) : field;
}

CsvTable read_csv_text(std::string text, const std::string& name, char separator) {
    return CsvReader(std::move(text), name, separator).read();
}

CsvTable read_csv(const std::string& file) { return read_csv_text(read_input(file), file); }

}  // namespace snell
