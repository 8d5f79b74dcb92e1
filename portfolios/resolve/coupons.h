#pragma once
#include <vector>

#include "portfolios/instruments.h"
#include "portfolios/resolve/sources.h"

namespace snell {

/// A coupon's share of its leg: what it pays is amount * accrual * (gearing * rate + spread).
struct RateTerms {
    double amount = 0.0;  ///< notional, received > 0
    double gearing = 1.0, spread = 0.0;
};

/// The coupon of a term rate; known where the fixing is.
Coupon term_coupon(const IndexFacts& index, const LegPeriod& period, const IndexPeriod& seen,
                   const RateTerms& rate, Sources& sources);

/// The coupon of an overnight rate compounded over the period.
Coupon compounded_coupon(const IndexFacts& index, const LegPeriod& period, const RateTerms& rate,
                         Sources& sources);

/// The coupon of an overnight rate averaged over the period: one part for what is known, and one for each
/// day to come.
std::vector<Coupon> averaged_coupons(const IndexFacts& index, const LegPeriod& period, const RateTerms& rate,
                                     Sources& sources);

}  // namespace snell
