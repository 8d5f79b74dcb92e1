#pragma once
#include "core/black_formula.h"
#include "core/plan.h"
#include "portfolios/option_type.h"

namespace snell {

/// What a European option will be worth on a date before its expiry, given the spot: Black's (1976) formula
/// on the forward.  For models that know the variance to come, the bond and the forward beforehand
/// (Black-Scholes, any curves, no jumps); others cannot supply them.
struct OptionToCome {
    double sign;  ///< +1 call, -1 put
    double strike;
    Slot spot, growth, variance, bond;

    /// The terms of the option and the two dates that matter.
    struct Terms {
        int asset;
        OptionType type;
        double strike;  ///< [asset currency]
        Years seen, expiry;
    };
    static OptionToCome bind(Plan& plan, const Terms& terms) {
        const auto [asset, type, strike, seen, expiry] = terms;
        return {sign_of(type),
                strike,
                plan.spot(asset, seen),
                plan.growth(asset, seen, expiry),
                plan.variance_to_come(asset, seen, expiry),
                plan.bond(seen, expiry)};
    }

    /// Its value when it is seen [payment currency of that date].
    template <class R>
    HOST_DEVICE R value(const Path<R>& path) const {
        return black(R(sign), path[spot] * path[growth], R(strike), path[variance]) * path[bond];
    }
};

}  // namespace snell
