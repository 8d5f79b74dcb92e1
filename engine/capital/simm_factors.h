#pragma once
#include <map>
#include <span>
#include <string>

#include "engine/capital/simm.h"

namespace snell {

/// Risk factors of the rows of a portfolio, weighted as a version of the SIMM has them.  The rows and the
/// rules outlive it; pairs of currencies are in the order of the alphabet.
class SimmFactorMaker {
  public:
    SimmFactorMaker(const SimmRules& rules, std::span<const CrifRow> rows);
    SimmFactor make(const CrifRow& row) const;

  private:
    const SimmRules& rules_;
    std::map<std::string, int> names_, labels_;

    void of_rates(SimmFactor& factor, const CrifRow& row) const;
    void of_exchange(SimmFactor& factor, const CrifRow& row) const;
    void of_bucket(SimmFactor& factor, const CrifRow& row) const;
};

/// Group of volatility of a currency of rates: 0 regular, 1 low, 2 high.  Buckets 1, 2 and 3 of CRIF.
int rate_volatility_group(std::string_view currency, const SimmRates& rates);
/// 1 if an exchange rate with the currency is of high volatility, else 0.
int exchange_volatility_group(std::string_view currency, const SimmExchange& exchange);

}  // namespace snell
