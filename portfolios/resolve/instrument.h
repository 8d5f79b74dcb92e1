#pragma once
#include "portfolios/instruments.h"
#include "portfolios/resolve/sources.h"
#include "portfolios/trade_terms.h"

/// One function a kind of terms: dates and amounts, and what is asked of the market noted in the sources.
/// All throw TermsFault E452 to E461.
namespace snell {

/// An instrument with what a list of trades shows of it.
struct Resolved {
    Instrument instrument;
    Date maturity;  ///< last date on which it can have value
    double notional = 0.0;
    int notional_currency = 0;
};

Resolved resolve(const SwapTerms& terms, Sources& sources);
Resolved resolve(const SwaptionTerms& terms, Sources& sources);
Resolved resolve(const CallableSwapTerms& terms, Sources& sources);
Resolved resolve(const CapFloorTerms& terms, Sources& sources);
Resolved resolve(const FxForwardTerms& terms, Sources& sources);
Resolved resolve(const FxSwapTerms& terms, Sources& sources);
Resolved resolve(const FxOptionTerms& terms, Sources& sources);
Resolved resolve(const EquityForwardTerms& terms, Sources& sources);
Resolved resolve(const EquityOptionTerms& terms, Sources& sources);
Resolved resolve(const FraTerms& terms, Sources& sources);
Resolved resolve(const CdsTerms& terms, Sources& sources);
Resolved resolve(const BondTerms& terms, Sources& sources);

}  // namespace snell
