#pragma once
#include <string>
#include <vector>

#include "core/error.h"
#include "core/market_needs.h"
#include "core/schedule.h"
#include "portfolios/instruments.h"

namespace snell {

/// Credit support annex: what collateral must be posted, and when.  Amounts in `currency`.
struct Csa {
    bool active = false;
    int currency = 0;
    std::string index;  ///< that cash collateral earns, "EUR-EONIA"
    enum class Posting { bilateral, call_only, post_only } posting = Posting::bilateral;
    double threshold_receive = 0.0, threshold_pay = 0.0;
    double minimum_transfer_receive = 0.0, minimum_transfer_pay = 0.0;
    double independent_amount = 0.0;  ///< held by us > 0
    Period call_frequency, post_frequency;
    Period margin_period_of_risk;
    double spread_receive = 0.0, spread_pay = 0.0;  ///< over the index [1/year]
    double initial_balance = 0.0;                   ///< variation margin held today > 0
    double initial_margin = 0.0;
};

struct NettingSet {
    std::string id;
    std::string counterparty;
    Csa csa;
};

/// One trade of the book.
struct Position {
    std::string id;
    int netting_set = 0;  ///< -1: in none, put aside
    std::string type;     ///< as its file names it, "Swap"
    Date maturity;        ///< last date on which it can have value
    double notional = 0.0;
    int notional_currency = 0;
    Instrument instrument;
};

/// A trade that cannot be priced, and why.
struct FailedTrade {
    std::string id;
    std::string netting_set;
    std::string type;
    Diagnostic diagnostic;
};

/// Everything we hold, resolved; what it needs of the market; and what could not be read.
struct Book {
    Date today;
    std::vector<NettingSet> netting_sets;
    std::vector<Position> positions;
    std::vector<FailedTrade> failed;
    std::vector<Diagnostic> notes;  ///< what was left out without bearing on any number, or assumed
    MarketNeeds needs;
};

}  // namespace snell
