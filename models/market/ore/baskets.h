#pragma once
#include <string>
#include <vector>

#include "models/market/ore/market.h"
#include "models/market/ore/volatilities.h"
#include "models/world.h"

/// What a model is calibrated to.
namespace snell::ore {

/// Swaptions of a currency at the money, one per expiry and term, on the swap index that the currency's
/// volatilities name, discounted as that index is.  Schedules as QuantLib's SwaptionHelper makes them.
std::vector<SwaptionQuote> swaption_basket(Market& market, Volatilities& volatilities, const LgmTerms& terms,
                                           const std::string& configuration);

/// The curve that those swaptions are discounted on.
Curve swaption_discount(Market& market, const LgmTerms& terms, const std::string& configuration);

/// Options on an exchange rate (base per unit of `terms.name`), at the forward.
std::vector<OptionQuote> exchange_rate_basket(Market& market, Volatilities& volatilities,
                                              const LognormalTerms& terms, const std::string& base,
                                              const std::string& configuration);

/// Options on an equity, at the forward.
std::vector<OptionQuote> equity_basket(const Market& market, Volatilities& volatilities,
                                       const LognormalTerms& terms, const EquityMarket& equity,
                                       const std::string& configuration);

}  // namespace snell::ore
