#pragma once
#include "core/math/exp.h"

namespace snell {

/// exp(x) - 1 without loss near 0: with x = n ln 2 + r it is 2^n (exp(r) - 1) + (2^n - 1).  Maximum error 2.5
/// ULP. expm1(-inf) = -1, expm1(inf) = inf, NaN propagates.
template <class R>
ALWAYS_INLINE R expm1(R x) {
    const R clamped = min(R(710.0), max(R(-40.0), x));  // keeps NaN
    const ExpSplit<R> split = split_exp(clamped);
    const R half_scale = two_to(split.shifted - R(1.0));  // 2^1024 has no double
    const R half = fma(half_scale, expm1_near_zero(split.r), half_scale - R(0.5));
    return select(abs(x) < R(0x1p-54), x, half + half);  // halving a subnormal would round it
}
/// The slope is expm1(x) + 1: as x falls it is right to 2^-53, not to its own size.
template <class R, int N>
ALWAYS_INLINE Dual<R, N> expm1(const Dual<R, N>& x) {
    const R y = expm1(x.value);
    return Dual<R, N>::chain(y, x, clamp_finite(y + R(1.0)));
}

}  // namespace snell
