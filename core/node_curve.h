#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "core/fields.h"
#include "core/node.h"

/// Quotes by maturity, and by maturity and strike, as a user wrote them.  Each throws NodeFault: E118 where
/// the lists do not fit together.
namespace snell {

/// Quotes at increasing times; no times where one quote stands for all.
struct QuotesByTime {
    std::vector<Years> times;
    std::vector<double> quotes;
};

/// A number, or { times = [...], values = [...] }.
QuotesByTime curve_from(const Node& node, std::string_view name, const Range& range,
                        const std::optional<Date>& today);

/// { times = [...], AXIS = [...], volatilities = [[...], ...] }
VolatilityGrid surface_from(const Node& node, std::string_view name, std::string_view axis,
                            const Range& range, const std::optional<Date>& today);

}  // namespace snell
