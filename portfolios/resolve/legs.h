#pragma once
#include <vector>

#include "portfolios/instruments.h"
#include "portfolios/resolve/sources.h"

/// Legs of swaps, bonds and options: terms to dates and amounts.  What was paid up to today is left out.
namespace snell {

/// The number of each period.
std::vector<double> each_period(const Steps& steps, const std::vector<LegPeriod>& periods, double fallback);

/// The notional of each period after amortization, > 0.  Throws TermsFault E459.
std::vector<double> each_notional(const LegTerms& terms, const std::vector<LegPeriod>& periods);

/// All flows after today, by date of payment.  Throws TermsFault E452 to E460.
Leg resolve_leg(const LegTerms& terms, Sources& sources);

/// A leg whose notional is reset.
ResettingLeg resolve_resetting_leg(const LegTerms& terms, Sources& sources);

LinearTrade resolve_legs(const std::vector<LegTerms>& legs, Sources& sources);

/// The last date on which the trade pays; nothing where all lies in the past.
std::optional<Date> last_payment(const LinearTrade& trade);

}  // namespace snell
