#include "core/error_catalog.h"

namespace snell {
namespace {

constexpr ErrorEntry entries[] = {
    {"E301", "the model cannot supply what the product asks for",
     R"(A product reads something of the world that the model does not move or know beforehand, such as the
variance of a model without one, or the forward of a quanto asset as it will be seen later.
Choose a model that has it ('snell models').

bad:  a product on realised variance of a model that has none
good: the same product under heston)"},
    {"E302", "no date after today",
     R"(Every date of the product lies in the past, so there is nothing to simulate.

bad:  a product whose last fixing was yesterday
good: a product with a fixing to come)"},
    {"E303", "calendar arbitrage in a surface",
     R"(The total variance of an implied surface falls between two expiries at some strike: a calendar
spread of options would be free money, and no local volatility reproduces such quotes.

bad:  30 % for 1 year and 20 % for 2 years at the same moneyness
good: 30 % for 1 year and 25 % for 2 years)"},
    {"E304", "butterfly arbitrage in a surface",
     R"(The smile at some expiry bends so much that it implies a negative probability around a strike.
Smooth the quotes there, or use fewer of them.

bad:  volatilities of 20 %, 40 %, 20 % at moneyness 0.99, 1.00, 1.01
good: volatilities of 22 %, 20 %, 19 % at moneyness 0.9, 1.0, 1.1)"},
    {"E305", "quanto asset under a model of moving volatility",
     R"(The drift of a quanto asset depends on its volatility; only models whose volatility does
not move with the price know it.

bad:  kind = "heston"          with   quanto = { ... } on an asset
good: kind = "black_scholes"   with   quanto = { ... } on an asset)"},
    {"E306", "impossible correlations of a cross-asset model",
     R"(The correlations of rates, exchange rates and equities, put together, are not those of any random
numbers: their matrix has a negative eigenvalue. Correlations that are not given count as 0.

bad:  A with B 0.9, B with C 0.9, A with C left out
good: A with B 0.9, B with C 0.9, A with C 0.7)"},
    {"E307", "nothing is exposed on a date",
     R"(Exposures are asked for on a date that is not after today, or on which everything has been paid: what
is held is worth nothing after its last payment.

bad:  snell exposure with --dates 0.5,1.5 for an option that expires in a year
good: snell exposure with --dates 0.25,0.5,0.75)"},
    {"E308", "a drift that the model cannot take",
     R"(Outer paths with a drift of their own (snell exposure --drift) need a model whose volatility does not
depend on it, and assets whose drift is free: a local volatility was made from quotes under its own forward,
and the drift of a quanto asset holds a correction for its exchange rate.

bad:  --drift 0.08 with   kind = "local_volatility"
good: --drift 0.08 with   kind = "black_scholes")"},
    {"E309", "trades of a netting set under several models",
     R"(Exposures of a netting set need all its trades on the same paths, so one model moves them all.

bad:  a file of two models, and trades that name either
good: a file with one [model], or one file for each model)"},
};

}  // namespace

std::span<const ErrorEntry> pricing_errors() { return entries; }

}  // namespace snell
