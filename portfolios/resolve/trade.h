#pragma once
#include "portfolios/book.h"
#include "portfolios/resolve/sources.h"
#include "portfolios/trade_terms.h"

namespace snell {

/// What remains of a trade: the instrument, its last date, its notional.  The netting set is left to the
/// book.  Throws TermsFault E452 to E461.
Position resolve_trade(const TradeTerms& trade, Sources& sources);

}  // namespace snell
