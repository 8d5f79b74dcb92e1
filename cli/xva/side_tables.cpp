#include "cli/xva/side_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>

#include "core/closest.h"
#include "core/node_number.h"

namespace snell {
namespace {

/// A table with just these columns.
class ThreeColumns {
  public:
    ThreeColumns(const CsvTable& table, const std::array<std::string_view, 3>& names, Faults& faults)
        : table_(table), faults_(faults) {
        for (const std::string& name : table.columns())
            if (std::find(names.begin(), names.end(), name) == names.end())
                faults.add(NodeFault{"E103", table.place(), fmt::format("there is no column '{}' here", name),
                                     suggestion(name, names)});
        for (std::size_t i = 0; i < names.size(); ++i) {
            const auto found = table.column(names[i]);
            sound_ = sound_ && found;
            columns_[i] = found.value_or(0);
            if (!found)
                faults.add(NodeFault{"E104", table.place(), fmt::format("there is no column '{}'", names[i]),
                                     fmt::format("The columns are {}.", fmt::join(names, ", "))});
        }
    }

    /// Calls `take` with each row; a fault that it throws is reported.
    template <class Take>
    void for_each(Take take) const {
        for (std::size_t row = 0; sound_ && row < table_.size(); ++row) try {
                take(row);
            } catch (const NodeFault& fault) {
                faults_.add(fault);
            }
    }

    std::string text(std::size_t row, std::size_t column) const {
        const std::string_view written = table_.at(row, columns_[column]);
        if (written.empty()) throw NodeFault{"E104", place(row, column), "the cell is empty", ""};
        return std::string(written);
    }
    double number(std::size_t row, std::size_t column) const {
        const std::string written = text(row, column);
        double value = 0.0;
        const char* const end = written.data() + written.size();
        if (std::from_chars(written.data(), end, value).ptr != end)
            throw NodeFault{"E105", place(row, column), fmt::format("'{}' is no number", written), ""};
        return number_from(Node{value, place(row, column)}, "the value", {});
    }
    Date date(std::size_t row, std::size_t column) const {
        try {
            return Date::parse(text(row, column));
        } catch (const std::invalid_argument& fault) {
            throw NodeFault{"E105", place(row, column), fault.what(), "Write YYYY-MM-DD."};
        }
    }
    Place place(std::size_t row, std::size_t column) const { return table_.place(row, columns_[column]); }

  private:
    const CsvTable& table_;
    Faults& faults_;
    std::array<std::size_t, 3> columns_{};
    bool sound_ = true;
};

constexpr std::array<std::string_view, 2> day_kinds{"holiday", "business_day"};

}  // namespace

Fixings read_fixings(const CsvTable& table, Faults& faults) {
    Fixings fixings;
    const ThreeColumns rows(table, {"index", "date", "value"}, faults);
    rows.for_each([&](std::size_t row) {
        const std::string index = rows.text(row, 0);
        const Date day = rows.date(row, 1);
        if (fixings.find(index, day))
            throw NodeFault{"E115", rows.place(row, 0),
                            fmt::format("the fixing of '{}' on {} stands twice", index, print(day)),
                            "Leave one out."};
        fixings.add(index, day, rows.number(row, 2));
    });
    return fixings;
}

std::string write_fixings(const Fixings& fixings) {
    std::string text = "index,date,value\n";
    for (const auto& [key, value] : fixings.all())
        fmt::format_to(std::back_inserter(text), "{},{},{}\n", csv_field(key.first), print(key.second),
                       print_number(value));
    return text;
}

std::vector<CalendarDay> read_calendar_days(const CsvTable& table, Faults& faults) {
    std::vector<CalendarDay> days;
    const ThreeColumns rows(table, {"calendar", "date", "kind"}, faults);
    rows.for_each([&](std::size_t row) {
        const std::string kind = rows.text(row, 2);
        const auto found = std::find(day_kinds.begin(), day_kinds.end(), kind);
        if (found == day_kinds.end())
            throw NodeFault{"E108", rows.place(row, 2), fmt::format("'{}' is no kind of day", kind),
                            suggestion(kind, day_kinds)};
        days.push_back({rows.text(row, 0), rows.date(row, 1),
                        static_cast<CalendarDay::Kind>(found - day_kinds.begin())});
    });
    return days;
}

std::string write_calendar_days(const std::vector<CalendarDay>& days) {
    std::string text = "calendar,date,kind\n";
    for (const CalendarDay& day : days)
        fmt::format_to(std::back_inserter(text), "{},{},{}\n", csv_field(day.calendar), print(day.date),
                       day_kinds[static_cast<std::size_t>(day.kind)]);
    return text;
}

}  // namespace snell
