#pragma once
#include "core/math/log.h"

namespace snell {

/// log(x) where x is nearly always in the table's interval around 1, [0.984375, 1.03125), which needs no
/// table: the bits of log everywhere.
template <class R>
ALWAYS_INLINE R log_near_one(R x) {
    const R f = x - R(1.0);
    R y = f + log_curvature(f) * (f * f);
    const auto near = (x >= R(0.984375)) & (x < R(1.03125));
    if (any_of(!near)) [[unlikely]]
        y = log(x);
    return y;
}
template <class R, int N>
ALWAYS_INLINE Dual<R, N> log_near_one(const Dual<R, N>& x) {
    return log(x);
}

}  // namespace snell
