#pragma once
#include "core/black_formula.h"
#include "models/jumps.h"

namespace snell {

/// Undiscounted European call (sign = +1) or put (-1) on a lognormal variable with lognormal jumps: Black's
/// price given the number of jumps, averaged over it (Merton 1976, eq. 16).  `variance` is that of ln S
/// without jumps, over `time` years.  The numbers left out have a probability below 2^-60.
template <class P>
P merton(P sign, P forward, P strike, P variance, const Jumps<P>& jumps, P time) {
    const P expected = jumps.intensity * time;
    const P spread = jumps.log_std * jumps.log_std;
    const P without = forward * exp(jumps.compensator() * time);
    P weight = exp(-expected);
    P sum(0.0);
    for (int n = 0; n < 1000; ++n) {
        const P number(static_cast<double>(n));
        const P mean = without * exp(number * (jumps.log_mean + P(0.5) * spread));
        sum = sum + weight * black(sign, mean, strike, variance + number * spread);
        if (static_cast<double>(n) > value_of(expected) && value_of(weight) < 0x1p-60) break;
        weight = weight * expected / P(static_cast<double>(n + 1));
    }
    return sum;
}

}  // namespace snell
