#include "core/market_needs.h"

#include <algorithm>

namespace snell {

int MarketNeeds::number(std::vector<std::string>& names, std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    const auto at = static_cast<int>(found - names.begin());
    if (found == names.end()) names.emplace_back(name);
    return at;
}

int MarketNeeds::volatility(const VolatilityNeed& need) {
    const auto key =
        std::make_tuple(static_cast<int>(need.kind), need.name, need.expiry, need.end, need.strike);
    const auto [at, is_new] = asked_.emplace(key, static_cast<int>(volatilities_.size()));
    if (is_new) volatilities_.push_back(need);
    return at->second;
}

MarketNeeds MarketNeeds::by_name() const {
    MarketNeeds sorted = *this;
    if (!currencies_.empty()) std::sort(sorted.currencies_.begin() + 1, sorted.currencies_.end());
    for (auto* names : {&sorted.indices_, &sorted.equities_, &sorted.credits_, &sorted.yield_curves_})
        std::sort(names->begin(), names->end());
    return sorted;
}

}  // namespace snell
