#include "portfolios/portfolio.h"

#include <algorithm>

namespace snell {

const Place& Trade::place_of(std::string_view term) const {
    const auto at = std::find_if(terms.begin(), terms.end(), [&](const auto& t) { return t.first == term; });
    return at == terms.end() ? place : at->second;
}

}  // namespace snell
