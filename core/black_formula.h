#pragma once
#include "core/math/log.h"
#include "core/math/normal_cdf.h"

namespace snell {

/// Undiscounted Black (1976) price of a call (sign = +1) or put (-1) on a lognormal variable with the given
/// mean (forward) and variance of its logarithm [-].
template <class R>
HOST_DEVICE R black(R sign, R forward, R strike, R variance) {
    const R deviation = sqrt(variance);
    const R intrinsic = max(sign * (forward - strike), R(0.0));
    const auto degenerate = min(deviation, strike) <= R(0.0);
    const R d1 = log(forward / select(degenerate, forward, strike)) / select(degenerate, R(1.0), deviation) +
                 R(0.5) * deviation;
    const R d2 = d1 - deviation;
    const R price = sign * (forward * normal_cdf(sign * d1) - strike * normal_cdf(sign * d2));
    return select(degenerate, intrinsic, price);
}

}  // namespace snell
