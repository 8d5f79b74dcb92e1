#pragma once
#include "core/market_needs.h"
#include "models/market/quote_table.h"
#include "models/world.h"

namespace snell {

/// The world that a book needs, from quotes in Snell's own format.  What is not quoted becomes a fault of its
/// item, so that the trades that need it fail alone.  Currency 0 of the needs is the base.
World quoted_world(const QuoteTable& quotes, const MarketNeeds& needs);

}  // namespace snell
