#pragma once
#include <string>
#include <vector>

#include "portfolios/book.h"
#include "portfolios/trade_terms.h"

namespace snell {

/// A netting set as its file has it.
struct NettingSetTerms {
    std::string id;
    std::string currency;  ///< of the credit support annex; empty: none
    Csa csa;               ///< its currency is left to the book
};

/// A portfolio before it is resolved: what every reader makes and every writer takes.
struct BookTerms {
    std::vector<TradeTerms> trades;
    std::vector<NettingSetTerms> netting_sets;
    std::vector<FailedTrade> failed;  ///< trades whose terms could not be read
    std::vector<Diagnostic> notes;    ///< what was left out without bearing on any number, or assumed
};

}  // namespace snell
