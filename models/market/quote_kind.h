#pragma once
#include <string_view>
#include <vector>

#include "core/field_lister.h"

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
    dividend_factor,    ///< the same as factors: forward price = price * factor / discount factor
    volatility,         ///< lognormal, of a currency pair, an equity, a currency's swaptions, an index's caps
    normal_volatility,  ///< normal, of a currency's swaptions or an index's caps
    shift,              ///< that lognormal volatilities of a currency's swaptions or an index's caps are of
};

/// What a kind is quoted by.
enum class QuoteAxis : std::uint8_t {
    none,    ///< one number
    time,    ///< a number, or numbers by time
    option,  ///< the same, or by option
    strike,  ///< one number, or by option
};

/// What a kind is called, how it is quoted, and what is valid.
struct QuoteKindEntry {
    QuoteKind kind;
    std::string_view name;
    QuoteAxis axis;
    Range range;
    std::string_view about;
};

constexpr bool by_time(QuoteAxis axis) { return axis == QuoteAxis::time || axis == QuoteAxis::option; }
constexpr bool by_option(QuoteAxis axis) { return axis == QuoteAxis::option || axis == QuoteAxis::strike; }

/// Beside the kinds there are the currencies of equities, which are text.
inline constexpr std::string_view equity_currency = "equity_currency";

const QuoteKindEntry& entry_of(QuoteKind kind);
/// The kind of a name as files write it, "discount_factor"; null for an unknown one.
const QuoteKindEntry* find_kind(std::string_view name);
/// The other way to quote the same curve; the kind itself where there is none.
QuoteKind sibling(QuoteKind kind);
/// Names of all kinds, and `equity_currency`.
std::vector<std::string_view> quote_names();
/// The same as terms of a file.
std::vector<Field> quote_fields();

}  // namespace snell
