#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "core/csv.h"
#include "core/faults.h"
#include "core/node.h"
#include "models/market/quote_kind.h"

/// Today's quotes of a book in several currencies in Snell's own format: flat lists by kind and name, the
/// same in TOML ([quotes.KIND] NAME = number, or { times = [...], values = [...] }) and in CSV (columns kind,
/// name, date, end, strike, value; one quote a row).  docs/reference/xva-run.md lists the kinds.
namespace snell {

/// The quotes of one name: one that stands for all times, or by increasing time.
struct QuoteSeries {
    std::vector<Years> times;  ///< Actual / 365 Fixed; empty for one quote
    std::vector<double> values;
    Place place;
};

/// A volatility for one option alone.
struct OptionPoint {
    Date expiry, end;
    double strike;
};

class QuoteTable {
  public:
    explicit QuoteTable(Date today) : today_(today) {}
    Date today() const { return today_; }
    /// Null where there is no quote of the kind and name that holds for all options.
    const QuoteSeries* find(QuoteKind kind, std::string_view name) const;
    /// Currency of an equity; empty where it was not said.
    std::string currency_of(std::string_view equity) const;
    std::optional<double> point(QuoteKind kind, std::string_view name, const OptionPoint& option) const;

    /// Adds the tables below [quotes]; reports every fault, as a name that is quoted already.
    void add(const Node& market, Faults& faults);
    /// Adds the rows of a table; reports every fault.
    void add(const CsvTable& table, Faults& faults);

  private:
    using Key = std::pair<QuoteKind, std::string>;
    using PointKey = std::tuple<QuoteKind, std::string, Date, Date, double>;
    Date today_;
    std::map<Key, QuoteSeries> quotes_;
    std::map<PointKey, double> points_;
    std::map<std::string, std::string, std::less<>> currencies_;

    void refuse_second(QuoteKind kind, const std::string& name, const Place& place) const;
    void add_entry(std::string_view kind, const Entry& entry);
};

}  // namespace snell
