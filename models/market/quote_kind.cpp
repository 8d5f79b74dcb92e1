#include "models/market/quote_kind.h"

#include <algorithm>
#include <array>

namespace snell {
namespace {

using Axis = QuoteAxis;

constexpr Range rate{.unit = "1/year", .above = -1.0, .below = 1.0};
constexpr Range factor{.above = 0.0, .below = 10.0};
constexpr Range share{.at_least = 0.0, .at_most = 1.0};
constexpr Range chance{.above = 0.0, .at_most = 1.0};
constexpr Range price{.above = 0.0};
constexpr Range intensity{.unit = "1/year", .below = 100.0, .at_least = 0.0};
constexpr Range lognormal{.unit = "1/sqrt(year)", .above = 0.0, .below = 10.0};
constexpr Range normal{.unit = "rate/sqrt(year)", .above = 0.0, .below = 1.0};
constexpr Range displacement{.unit = "rate", .below = 1.0, .at_least = 0.0};

constexpr std::array kinds{
    QuoteKindEntry{QuoteKind::spot, "spot", Axis::none, price,
                   "units of the base currency per unit of the currency"},
    QuoteKindEntry{QuoteKind::discount, "discount", Axis::time, rate, "zero rate of the currency"},
    QuoteKindEntry{QuoteKind::discount_factor, "discount_factor", Axis::time, factor,
                   "discount factor of the currency, by date"},
    QuoteKindEntry{QuoteKind::forward, "forward", Axis::time, rate,
                   "zero rate of the index's forwarding curve"},
    QuoteKindEntry{QuoteKind::forward_factor, "forward_factor", Axis::time, factor,
                   "discount factor of the forwarding curve, by date"},
    QuoteKindEntry{QuoteKind::yield, "yield", Axis::time, rate,
                   "zero rate of a further curve: funding, bonds"},
    QuoteKindEntry{QuoteKind::yield_factor, "yield_factor", Axis::time, factor,
                   "discount factor of a further curve, by date"},
    QuoteKindEntry{QuoteKind::hazard, "hazard", Axis::time, intensity, "default intensity"},
    QuoteKindEntry{QuoteKind::survival, "survival", Axis::time, chance, "probability of survival, by date"},
    QuoteKindEntry{QuoteKind::recovery, "recovery", Axis::none, share,
                   "share recovered in default; 0.4 where left out"},
    QuoteKindEntry{QuoteKind::equity, "equity", Axis::none, price, "price of the equity in its currency"},
    QuoteKindEntry{QuoteKind::dividend, "dividend", Axis::time, rate,
                   "continuous dividend yield; 0 where left out"},
    QuoteKindEntry{QuoteKind::dividend_factor, "dividend_factor", Axis::time, factor,
                   "forward price over price, times the discount factor of the currency, by date"},
    QuoteKindEntry{
        QuoteKind::volatility, "volatility", Axis::option, lognormal,
        "lognormal volatility of a pair (EURUSD), an equity, a currency's swaptions or an index's caps"},
    QuoteKindEntry{QuoteKind::normal_volatility, "normal_volatility", Axis::option, normal,
                   "normal volatility of a currency's swaptions or an index's caps"},
    QuoteKindEntry{
        QuoteKind::shift, "shift", Axis::strike, displacement,
        "what is added to rates and strikes before a lognormal volatility is meant; 0 where left out"},
};

}  // namespace

const QuoteKindEntry& entry_of(QuoteKind kind) { return kinds[static_cast<std::size_t>(kind)]; }

const QuoteKindEntry* find_kind(std::string_view name) {
    const auto found =
        std::find_if(kinds.begin(), kinds.end(), [&](const QuoteKindEntry& k) { return k.name == name; });
    return found == kinds.end() ? nullptr : &*found;
}

QuoteKind sibling(QuoteKind kind) {
    constexpr std::pair<QuoteKind, QuoteKind> pairs[] = {{QuoteKind::discount, QuoteKind::discount_factor},
                                                         {QuoteKind::forward, QuoteKind::forward_factor},
                                                         {QuoteKind::yield, QuoteKind::yield_factor},
                                                         {QuoteKind::hazard, QuoteKind::survival},
                                                         {QuoteKind::dividend, QuoteKind::dividend_factor}};
    for (const auto& [rates, factors] : pairs)
        if (kind == rates || kind == factors) return kind == rates ? factors : rates;
    return kind;
}

std::vector<std::string_view> quote_names() {
    std::vector<std::string_view> all{equity_currency};
    for (const QuoteKindEntry& k : kinds) all.push_back(k.name);
    return all;
}

std::vector<Field> quote_fields() {
    std::vector<Field> all;
    for (const QuoteKindEntry& k : kinds)
        all.push_back({.name = std::string(k.name),
                       .type = by_time(k.axis) ? FieldType::curve : FieldType::number,
                       .about = std::string(k.about),
                       .range = k.range,
                       .fallback = "",
                       .choices = {}});
    all.push_back({.name = std::string(equity_currency),
                   .type = FieldType::text,
                   .about = "currency of the equity, \"USD\"",
                   .fallback = "",
                   .choices = {}});
    return all;
}

}  // namespace snell
