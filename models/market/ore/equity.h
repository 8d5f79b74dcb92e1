#pragma once
#include <string>

#include "models/market/ore/market.h"
#include "models/world.h"

namespace snell::ore {

/// An equity's spot, the curve that forecasts it, and its dividends as a curve, up to `end`.  `currency` gets
/// its ISO code.  Throws a Fault.
EquityMarket read_equity(Market& market, const std::string& name, const std::string& configuration, Date end,
                         std::string& currency);

}  // namespace snell::ore
