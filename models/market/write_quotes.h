#pragma once
#include <string>
#include <vector>

#include "core/market_needs.h"
#include "models/world.h"

namespace snell {

/// Days of a curve between which its logarithm is linear, so that no day is off by more than 1e-13 of its
/// value; the first and the last are always among them.
std::vector<int> thinned_days(const DailyCurve& curve);

/// A world as a table of quotes (models/market/quote_table.h) that reads back as the same world for the same
/// needs: curves as factors by date, each volatility by its option.  A volatility is brought to Actual / 365
/// Fixed at the same total variance; an equity's own forecasting curve becomes part of its dividends.  What
/// has a fault is left out, and has one again where it is read.
std::string write_quotes(const World& world, const MarketNeeds& needs);

}  // namespace snell
