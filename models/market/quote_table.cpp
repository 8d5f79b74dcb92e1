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

struct KindEntry {
    QuoteKind kind;
    std::string_view name;
    Range range;
    std::string_view about;
};

constexpr Range rate{.unit = "1/year", .above = -1.0, .below = 1.0};
constexpr Range factor{.above = 0.0, .below = 10.0};
constexpr Range share{.at_least = 0.0, .at_most = 1.0};
constexpr Range price{.above = 0.0};
constexpr Range intensity{.unit = "1/year", .below = 100.0, .at_least = 0.0};

constexpr std::array kinds{
    KindEntry{QuoteKind::spot, "spot", price, "units of the base currency per unit of the currency"},
    KindEntry{QuoteKind::discount, "discount", rate, "zero rate of the currency"},
    KindEntry{QuoteKind::discount_factor, "discount_factor", factor, "discount factor of the currency"},
    KindEntry{QuoteKind::forward, "forward", rate, "zero rate of the index's forwarding curve"},
    KindEntry{QuoteKind::forward_factor, "forward_factor", factor, "discount factor of the forwarding curve"},
    KindEntry{QuoteKind::yield, "yield", rate, "zero rate of a further curve: funding, bonds"},
    KindEntry{QuoteKind::yield_factor, "yield_factor", factor, "discount factor of a further curve"},
    KindEntry{QuoteKind::hazard, "hazard", intensity, "default intensity"},
    KindEntry{QuoteKind::survival, "survival", share, "probability of survival"},
    KindEntry{QuoteKind::recovery, "recovery", share, "share recovered in default"},
    KindEntry{QuoteKind::equity, "equity", price, "price of the equity in its currency"},
    KindEntry{QuoteKind::dividend, "dividend", rate, "continuous dividend yield"},
    KindEntry{
        QuoteKind::volatility, "volatility", Range{.unit = "1/sqrt(year)", .above = 0.0, .below = 10.0},
        "lognormal volatility of a pair (EURUSD), an equity, a currency's swaptions or an index's caps"},
    KindEntry{QuoteKind::normal_volatility, "normal_volatility",
              Range{.unit = "rate/sqrt(year)", .above = 0.0, .below = 1.0},
              "normal volatility of a currency's swaptions or an index's caps"},
};

const KindEntry* find_kind(std::string_view name) {
    const auto found =
        std::find_if(kinds.begin(), kinds.end(), [&](const KindEntry& k) { return k.name == name; });
    return found == kinds.end() ? nullptr : &*found;
}

NodeFault unknown_kind(std::string_view name, const Place& place) {
    std::vector<std::string_view> known{"equity_currency"};
    for (const KindEntry& k : kinds) known.push_back(k.name);
    return {"E103", place, fmt::format("'{}' is no kind of quote", name), suggestion(name, known)};
}

/// Rows of one file, by the names of its columns.
class Rows {
  public:
    Rows(const CsvTable& table, Faults& faults) : table_(table) {
        for (std::size_t i = 0; i < names.size(); ++i) {
            columns_[i] = table.column(names[i]);
            if (!columns_[i] && (i == 0 || i == 1 || i == 5))
                faults.add(NodeFault{"E104", table.place(), fmt::format("there is no column '{}'", names[i]),
                                     "The columns are kind, name, date, end, strike, value."});
        }
    }
    bool sound() const { return columns_[0] && columns_[1] && columns_[5]; }
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

}  // namespace

std::string_view name_of(QuoteKind kind) { return kinds[static_cast<std::size_t>(kind)].name; }
const Range& range_of(QuoteKind kind) { return kinds[static_cast<std::size_t>(kind)].range; }
std::string_view about(QuoteKind kind) { return kinds[static_cast<std::size_t>(kind)].about; }

std::vector<QuoteKind> quote_kinds() {
    std::vector<QuoteKind> all;
    for (const KindEntry& k : kinds) all.push_back(k.kind);
    return all;
}

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
    const auto at = points_.find({kind, std::string(name)});
    if (at == points_.end()) return std::nullopt;
    for (const OptionPoint& p : at->second)
        if (p.expiry == option.expiry && p.end == option.end && p.strike == option.strike) return p.value;
    return std::nullopt;
}

void QuoteTable::add(const Node& market, Faults& faults) {
    const auto* tables = market.as<Node::Table>();
    if (!tables) return;
    for (const Entry& table : *tables) {
        const auto* names = table.value.as<Node::Table>();
        const KindEntry* kind = find_kind(table.key);
        const std::string whose = fmt::format("[quotes.{}]", table.key);
        if (!names || (!kind && table.key != "equity_currency")) {
            faults.add(unknown_kind(table.key, table.place), "[quotes]");
            continue;
        }
        for (const Entry& entry : *names) {
            try {
                if (!kind) {
                    const auto* text = entry.value.as<std::string>();
                    if (!text)
                        throw NodeFault{"E105", entry.value.place, "a currency is text",
                                        "Write SP5 = \"USD\""};
                    currencies_[entry.key] = *text;
                } else {
                    QuotesByTime read = curve_from(entry.value, entry.key, kind->range, today_);
                    quotes_[{kind->kind, entry.key}] = {std::move(read.times), std::move(read.quotes),
                                                        entry.place};
                }
            } catch (const NodeFault& fault) {
                faults.add(fault, whose);
            }
        }
    }
}

void QuoteTable::add(const CsvTable& table, Faults& faults) {
    const Rows rows(table, faults);
    for (std::size_t row = 0; rows.sound() && row < table.size(); ++row) {
        try {
            const std::string name(rows.text(row, Rows::name_column));
            if (rows.text(row, Rows::kind_column) == "equity_currency") {
                currencies_[name] = rows.text(row, Rows::value_column);
                continue;
            }
            const KindEntry* kind = find_kind(rows.text(row, Rows::kind_column));
            if (!kind)
                throw unknown_kind(rows.text(row, Rows::kind_column), rows.place(row, Rows::kind_column));
            const double value = rows.number(row, Rows::value_column, kind->range);
            const auto date = rows.date(row, Rows::date_column);
            if (date && !rows.text(row, Rows::strike_column).empty()) {
                const OptionPoint option{*date, rows.date(row, Rows::end_column).value_or(*date),
                                         rows.number(row, Rows::strike_column, {}), value};
                points_[{kind->kind, name}].push_back(option);
                continue;
            }
            QuoteSeries& quotes = quotes_[{kind->kind, name}];
            quotes.place = rows.place(row, Rows::name_column);
            if (date && *date <= today_) continue;  // the curve starts at 1 today
            const Years time = date ? year_fraction(today_, *date) : 0.0;
            if (!quotes.values.empty() && (!date || quotes.times.empty() || time <= quotes.times.back()))
                throw NodeFault{"E118", rows.place(row, Rows::date_column),
                                fmt::format("the quotes of '{}' do not have increasing dates", name),
                                "Sort them, and give each date once."};
            if (date) quotes.times.push_back(time);
            quotes.values.push_back(value);
        } catch (const NodeFault& fault) {
            faults.add(fault);
        }
    }
}

}  // namespace snell
