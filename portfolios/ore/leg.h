#pragma once
#include "portfolios/ore/part.h"
#include "portfolios/trade_terms.h"

namespace snell {

/// Terms of a LegData element.  Throws NodeFault E450, E451, E462.
LegTerms read_leg(const OrePart& part);

/// Numbers of a list such as Notionals, each with the date from which it holds.
Steps read_steps(const std::optional<OrePart>& list, std::string_view item);

}  // namespace snell
