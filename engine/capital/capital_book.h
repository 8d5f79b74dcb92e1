#pragma once
#include <span>
#include <string>
#include <vector>

#include "engine/capital/ba_cva.h"
#include "engine/capital/sa_ccr.h"

namespace snell {

/// A derivative as SA-CCR sees it, but for the numbers of its hedging set and underlying.
SaCcrTrade sa_ccr_trade(const DerivativeTerms& terms);

/// Derivatives of one netting set, sorted, with hedging sets and underlyings numbered by name: rates by
/// currency, exchange rates by pair, credit and equity one set each, commodities four; differences and
/// volatilities apart.
std::vector<SaCcrTrade> sa_ccr_trades(std::span<const DerivativeTerms* const> derivatives);

/// A netting set with what it comes to.
struct NettingSetCapital {
    CapitalNettingSet set;
    double value = 0.0;               ///< V
    double effective_maturity = 1.0;  ///< M_NS [years]
    SaCcrExposure exposure;
};

/// EAD of each netting set; sets that only derivatives name are without margin and collateral, and are their
/// own counterparties.  In the order of `sets`, then of the derivatives.
std::vector<NettingSetCapital> sa_ccr_book(std::span<const DerivativeTerms> derivatives,
                                           std::span<const CapitalNettingSet> sets);

struct CounterpartyCapital {
    CapitalCounterparty counterparty;
    double stand_alone = 0.0;  ///< SCVA_c
    SingleNameHedges hedges;
};
struct CvaCapital {
    std::vector<CounterpartyCapital> counterparties;
    BaCva measures;
    double capital = 0.0;  ///< 65 % of K_reduced, of K_full where there are hedges
};
/// Capital for CVA risk; netting sets of other counterparties than these are left out.
CvaCapital ba_cva_book(std::span<const NettingSetCapital> sets,
                       std::span<const CapitalCounterparty> counterparties,
                       std::span<const CapitalHedge> hedges);

}  // namespace snell
