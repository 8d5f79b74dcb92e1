#pragma once
#include "portfolios/ore/part.h"
#include "portfolios/trade_terms.h"

namespace snell {

/// Terms of a Trade element of a type.  Throws NodeFault E450, E451, E462, E463 (a type that is not
/// supported).
TermsOfTrade read_trade_data(const OrePart& trade, const std::string& type, Date today);

}  // namespace snell
