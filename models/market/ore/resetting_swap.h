#pragma once
#include "models/market/ore/fair_rate_helper.h"

namespace snell::ore {

/// A leg of a swap between currencies, of unit notional, which is lent at the start and given back at the
/// end.
struct CurrencyLeg {
    ql::Leg coupons;
    ql::Leg annuity;  ///< coupons of a rate of 1
    Curve discount;
};

/// A basis swap between currencies where the notional of one leg is reset, coupon by coupon, to what the
/// other's is worth; its quote is the spread on one of them.
///
/// The notional starts at today's rate of exchange and follows its forward from the start of the swap on; the
/// legs are exchanged at the same rate as of today.  So ORE values such swaps, and those whose notional
/// stays.
class ResettingSwapHelper : public RateHelper {
  public:
    enum class SpreadOn { constant, resetting };
    /// `growing` is the curve that is being built; legs and their indices hold it too.
    ResettingSwapHelper(double quote, SpreadOn spread_on, CurrencyLeg constant, CurrencyLeg resetting,
                        const GrowingCurve& growing);

    ql::Real impliedQuote() const override;
    void setTermStructure(ql::YieldTermStructure* curve) override;

  private:
    SpreadOn spread_on_;
    CurrencyLeg constant_, resetting_;
    GrowingCurve growing_;

    double notional(const ql::Date& start) const;
};

}  // namespace snell::ore
