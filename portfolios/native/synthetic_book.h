#pragma once
#include <cstdint>
#include <vector>

#include "core/date.h"
#include "portfolios/trade_terms.h"

namespace snell {

/// What a made-up book is to look like.
struct SyntheticBookTerms {
    Date today{2026, 3, 31};
    int trades = 1000;
    int netting_sets = 20;
    std::uint64_t seed = 1;
};

/// Trades of a mid-sized dealer, as a pure function of the terms: of 100 trades 80 are swaps against Ibor in
/// EUR, USD and GBP (half of them running already, 1 to 30 years, struck within 1.5 % of 2.5 %), 6 FX
/// forwards, 4 cross-currency swaps with exchanges, 3 FX options, 3 European swaptions, 2 caps or floors, 2
/// equity options. Notionals are lognormal around ten million.  Netting sets are of one size and of the same
/// mix.
std::vector<TradeTerms> synthetic_book(const SyntheticBookTerms& terms);

/// Names of the netting set and the counterparty of a number, "NS-00017" and "CP-00017".
std::string synthetic_netting_set(int number);
std::string synthetic_counterparty(int number);

}  // namespace snell
