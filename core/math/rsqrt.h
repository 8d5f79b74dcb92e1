#pragma once
#include "core/dual.h"

namespace snell {

/// 1 / x, correctly rounded.
template <class R>
ALWAYS_INLINE R reciprocal(R x) {
    return R(1.0) / x;
}
template <class R, int N>
ALWAYS_INLINE Dual<R, N> reciprocal(const Dual<R, N>& x) {
    return R(1.0) / x;
}
/// 1 / sqrt(x) for x >= 0.  Maximum error 1.5 ULP.  inf at 0, 0 at inf, NaN below 0; NaN propagates.
template <class R>
ALWAYS_INLINE R rsqrt(R x) {
    return R(1.0) / sqrt(x);
}
/// The slope at 0 is 0.
template <class R, int N>
ALWAYS_INLINE Dual<R, N> rsqrt(const Dual<R, N>& x) {
    const R y = rsqrt(x.value);
    return Dual<R, N>::chain(y, x, select(x.value > R(0.0), R(-0.5) * (y / x.value), R(0.0)));
}

}  // namespace snell
