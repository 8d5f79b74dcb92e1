#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/csv.h"
#include "core/faults.h"
#include "core/fields.h"
#include "core/node.h"

/// Today's quotes of a book in several currencies in Snell's own format: flat lists by kind and name, the
/// same in TOML ([quotes.KIND] NAME = number, or { times = [...], values = [...] }) and in CSV (columns kind,
/// name, date, end, strike, value; one quote a row).  docs/reference/market.md lists the kinds.
namespace snell {

enum class QuoteKind : std::uint8_t {
    spot,               ///< units of the base currency per unit of currency NAME
    discount,           ///< zero rate of currency NAME [1/year]
    discount_factor,    ///< the same as discount factors
    forward,            ///< zero rate of the forwarding curve of index NAME [1/year]
    forward_factor,     ///< the same as discount factors
    yield,              ///< zero rate of a further curve (funding, bonds) [1/year]
    yield_factor,       ///< the same as discount factors
    hazard,             ///< default intensity of NAME [1/year]
    survival,           ///< survival probabilities of NAME
    recovery,           ///< share recovered in NAME's default
    equity,             ///< price of NAME, in its currency
    dividend,           ///< continuous dividend yield [1/year]
    volatility,         ///< lognormal, of a currency pair, an equity, a currency's swaptions, an index's caps
    normal_volatility,  ///< normal, of a currency's swaptions or an index's caps
};

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
    double value;
};

class QuoteTable {
  public:
    explicit QuoteTable(Date today) : today_(today) {}
    Date today() const { return today_; }
    /// Null where there is no quote of the kind and name.
    const QuoteSeries* find(QuoteKind kind, std::string_view name) const;
    /// Currency of an equity; empty where it was not said.
    std::string currency_of(std::string_view equity) const;
    std::optional<double> point(QuoteKind kind, std::string_view name, const OptionPoint& option) const;

    /// Adds the tables below [quotes]; reports every fault.
    void add(const Node& market, Faults& faults);
    /// Adds the rows of a table; reports every fault.
    void add(const CsvTable& table, Faults& faults);

  private:
    using Key = std::pair<QuoteKind, std::string>;
    Date today_;
    std::map<Key, QuoteSeries> quotes_;
    std::map<Key, std::vector<OptionPoint>> points_;
    std::map<std::string, std::string, std::less<>> currencies_;
};

/// As written in files, "discount_factor".
std::string_view name_of(QuoteKind kind);
/// Unit and valid region of a kind's quotes.
const Range& range_of(QuoteKind kind);
std::string_view about(QuoteKind kind);
/// All kinds, in the order of the enumerators.
std::vector<QuoteKind> quote_kinds();

}  // namespace snell
