#pragma once
#include <ql/termstructures/defaulttermstructure.hpp>
#include <string>

#include "models/market/ore/market.h"
#include "models/world.h"

namespace snell::ore {

/// Survival of a name up to `end`, and its recovery.  Throws a Fault.
CreditMarket read_credit(Market& market, const std::string& name, const std::string& configuration, Date end);

}  // namespace snell::ore
