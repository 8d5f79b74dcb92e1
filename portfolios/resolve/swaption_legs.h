#pragma once
#include "portfolios/resolve/instrument.h"

namespace snell {

/// The two legs of the swap under a swaption.
struct FixedAndFloating {
    const LegTerms& fixed;
    const LegTerms& floating;
};

/// Throws TermsFault E461 where they are not one fixed and one floating leg in one currency, one paid and one
/// received, without exchanges of notionals.
FixedAndFloating order_legs(const std::vector<LegTerms>& legs);

/// How the value of the swap is settled in cash.  Throws TermsFault E461 for a method that is not known.
Swaption::Settlement settlement_of(const SwaptionTerms& terms);

/// A swaption with several dates of exercise.  Throws TermsFault E452 to E461.
Resolved resolve_early(const SwaptionTerms& terms, Sources& sources);

}  // namespace snell
