#include "models/market/quote_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "core/closest.h"
#include "core/node_curve.h"
#include "core/node_number.h"

namespace snell {
namespace {

NodeFault unknown_kind(std::string_view name, const Place& place) {
    return {"E103", place, fmt::format("'{}' is no kind of quote", name), suggestion(name, quote_names())};
}

NodeFault quoted_twice(std::string_view name, const Place& place) {
    return {"E115", place, fmt::format("'{}' is quoted twice", name), "Leave one of the quotes out."};
}

/// Rows of one file, by the names of its columns.
class Rows {
  public:
    Rows(const CsvTable& table, Faults& faults) : table_(table) {
        for (const std::string& name : table.columns())
            if (std::find(names.begin(), names.end(), name) == names.end())
                faults.add(NodeFault{"E103", table.place(), fmt::format("quotes have no column '{}'", name),
                                     suggestion(name, names)});
        for (std::size_t i = 0; i < names.size(); ++i) {
            columns_[i] = table.column(names[i]);
            if (!columns_[i] && (i == kind_column || i == name_column || i == value_column))
                faults.add(NodeFault{"E104", table.place(), fmt::format("there is no column '{}'", names[i]),
                                     "The columns are kind, name, date, end, strike, value."});
        }
    }
    bool sound() const { return columns_[kind_column] && columns_[name_column] && columns_[value_column]; }
    std::string_view text(std::size_t row, std::size_t column) const {
        return columns_[column] ? table_.at(row, *columns_[column]) : std::string_view{};
    }
    Place place(std::size_t row, std::size_t column) const {
        return table_.place(row, columns_[column].value_or(0));
    }
    double number(std::size_t row, std::size_t column, const Range& range) const {
        const std::string_view written = text(row, column);
        double value = 0.0;
        const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), value);
        if (error != std::errc() || end != written.data() + written.size())
            throw NodeFault{"E105", place(row, column), fmt::format("'{}' is no number", written), ""};
        return number_from(Node{value, place(row, column)}, names[column], range);
    }
    /// Nothing where the cell is empty.
    std::optional<Date> date(std::size_t row, std::size_t column) const {
        const std::string_view written = text(row, column);
        if (written.empty()) return std::nullopt;
        try {
            return Date::parse(written);
        } catch (const std::invalid_argument& why) {
            throw NodeFault{"E105", place(row, column),
                            fmt::format("'{}' is no date: {}", written, why.what()), "Write YYYY-MM-DD."};
        }
    }
    /// Nothing where the row is for all options, or for what is no option.
    std::optional<OptionPoint> option(std::size_t row, const QuoteKindEntry& kind) const {
        const auto date = this->date(row, date_column), end = this->date(row, end_column);
        const bool has_strike = !text(row, strike_column).empty();
        if (!end && !has_strike) return std::nullopt;
        if (!by_option(kind.axis))
            throw NodeFault{"E105", place(row, has_strike ? strike_column : end_column),
                            fmt::format("a {} has no strike and no end", kind.name), "Leave them empty."};
        if (!date || !has_strike)
            throw NodeFault{"E104", place(row, kind_column), "an option needs its date and its strike",
                            "Give both, or leave date, end and strike empty."};
        return OptionPoint{*date, end.value_or(*date), number(row, strike_column, {})};
    }

    static constexpr std::array<std::string_view, 6> names{"kind", "name", "date", "end", "strike", "value"};
    enum Column : std::uint8_t {
        kind_column,
        name_column,
        date_column,
        end_column,
        strike_column,
        value_column
    };

  private:
    const CsvTable& table_;
    std::array<std::optional<std::size_t>, 6> columns_;
};

const QuoteKindEntry& kind_of(const Rows& rows, std::size_t row) {
    const std::string_view written = rows.text(row, Rows::kind_column);
    const QuoteKindEntry* kind = find_kind(written);
    if (!kind) throw unknown_kind(written, rows.place(row, Rows::kind_column));
    return *kind;
}

NodeFault needs_no_time(const QuoteKindEntry& kind, const Place& place) {
    return {"E105", place, fmt::format("a {} is one number, not one by date", kind.name), "Leave one."};
}

/// A series with one more quote.
void append(QuoteSeries& quotes, const std::string& name, std::optional<Years> time, double value,
            const Place& place) {
    if (!quotes.values.empty() && (!time || quotes.times.empty() || *time <= quotes.times.back()))
        throw NodeFault{"E118", place, fmt::format("the quotes of '{}' do not have increasing dates", name),
                        "Sort them, and give each date once."};
    if (time) quotes.times.push_back(*time);
    quotes.values.push_back(value);
}

}  // namespace

const QuoteSeries* QuoteTable::find(QuoteKind kind, std::string_view name) const {
    const auto at = quotes_.find({kind, std::string(name)});
    return at == quotes_.end() ? nullptr : &at->second;
}

std::string QuoteTable::currency_of(std::string_view equity) const {
    const auto at = currencies_.find(equity);
    return at == currencies_.end() ? "" : at->second;
}

std::optional<double> QuoteTable::point(QuoteKind kind, std::string_view name,
                                        const OptionPoint& option) const {
    const auto at = points_.find({kind, std::string(name), option.expiry, option.end, option.strike});
    return at == points_.end() ? std::nullopt : std::optional(at->second);
}

/// A curve is quoted in one way, in one file.
void QuoteTable::refuse_second(QuoteKind kind, const std::string& name, const Place& place) const {
    if (quotes_.contains({kind, name}) || quotes_.contains({sibling(kind), name}))
        throw quoted_twice(name, place);
}

void QuoteTable::add_entry(std::string_view kind_name, const Entry& entry) {
    const QuoteKindEntry* kind = find_kind(kind_name);
    if (!kind) {
        const auto* text = entry.value.as<std::string>();
        if (!text) throw NodeFault{"E105", entry.value.place, "a currency is text", "Write SP5 = \"USD\""};
        if (!currencies_.emplace(entry.key, *text).second) throw quoted_twice(entry.key, entry.place);
        return;
    }
    if (!by_time(kind->axis) && entry.value.as<Node::Table>()) throw needs_no_time(*kind, entry.value.place);
    refuse_second(kind->kind, entry.key, entry.place);
    QuotesByTime read = curve_from(entry.value, entry.key, kind->range, today_);
    quotes_[{kind->kind, entry.key}] = {std::move(read.times), std::move(read.quotes), entry.place};
}

void QuoteTable::add(const Node& market, Faults& faults) {
    const auto* tables = market.as<Node::Table>();
    if (!tables)
        return faults.add(NodeFault{"E105", market.place, "quotes are tables", "Write [quotes.discount]"});
    for (const Entry& table : *tables) {
        const auto* names = table.value.as<Node::Table>();
        if (!names || (!find_kind(table.key) && table.key != equity_currency)) {
            faults.add(unknown_kind(table.key, table.place), "[quotes]");
            continue;
        }
        for (const Entry& entry : *names) try {
                add_entry(table.key, entry);
            } catch (const NodeFault& fault) {
                faults.add(fault, fmt::format("[quotes.{}]", table.key));
            }
    }
}

void QuoteTable::add(const CsvTable& table, Faults& faults) {
    const Rows rows(table, faults);
    std::map<Key, QuoteSeries> here;
    const auto add_row = [&](std::size_t row) {
        const std::string name(rows.text(row, Rows::name_column));
        const Place place = rows.place(row, Rows::name_column);
        if (rows.text(row, Rows::kind_column) == equity_currency) {
            if (!currencies_.emplace(name, rows.text(row, Rows::value_column)).second)
                throw quoted_twice(name, place);
            return;
        }
        const QuoteKindEntry& kind = kind_of(rows, row);
        const double value = rows.number(row, Rows::value_column, kind.range);
        const auto date = rows.date(row, Rows::date_column);
        if (const auto option = rows.option(row, kind)) {
            if (!points_
                     .emplace(PointKey{kind.kind, name, option->expiry, option->end, option->strike}, value)
                     .second)
                throw quoted_twice(name, place);
            return;
        }
        if (date && !by_time(kind.axis)) throw needs_no_time(kind, rows.place(row, Rows::date_column));
        if (date && *date <= today_) return;  // the curve starts at 1 today
        const auto [at, is_new] = here.try_emplace(Key{kind.kind, name});
        if (is_new) {
            refuse_second(kind.kind, name, place);
            at->second.place = place;
        }
        append(at->second, name, date ? std::optional(year_fraction(today_, *date)) : std::nullopt, value,
               rows.place(row, Rows::date_column));
    };
    for (std::size_t row = 0; rows.sound() && row < table.size(); ++row) try {
            add_row(row);
        } catch (const NodeFault& fault) {
            faults.add(fault);
        }
    for (auto& [key, series] : here)
        if (here.contains({sibling(key.first), key.second}) && sibling(key.first) < key.first)
            faults.add(quoted_twice(key.second, series.place));
    quotes_.merge(here);
}

}  // namespace snell
