#pragma once
#include <stdexcept>
#include <string>

#include "models/world.h"
#include "portfolios/instruments.h"

namespace snell {

/// A part of the market that a trade needs could not be built.
class MissingMarket : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Value today of what an instrument pays after today, in the base currency of the world; received > 0.
///
/// Flows are discounted on the curve of their currency and floating rates forecast on the curve of their
/// index.  Options: Black (1976) or Bachelier (1900) on the forward with the market's volatility, swaptions
/// on the swap's fair rate; a par-yield annuity discounts with annual compounding from the start of the swap.
/// Credit default swaps take the default in the middle of each premium period (its rest, in the first one),
/// bonds in the middle of each coupon period.  Early exercise has no value without a model.  Throws
/// MissingMarket with the reason.
double present_value(const Instrument& instrument, const World& world);

}  // namespace snell
