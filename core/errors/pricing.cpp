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
};

}  // namespace

std::span<const ErrorEntry> pricing_errors() { return entries; }

}  // namespace snell
