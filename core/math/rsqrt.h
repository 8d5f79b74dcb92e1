#pragma once
#include "core/dual.h"
#include "core/math/finite.h"

namespace snell {

/// 1 / x, correctly rounded.  The division itself: on Zen 4 eight lanes take 2.5 ns and overlap with other
/// work, and Newton's iteration from an integer seed costs as much (bench: math).
template <class R>
ALWAYS_INLINE R reciprocal(const R& x) {
    return R(1.0) / x;
}

/// 1 / sqrt(x) for x >= 0: an integer seed (Lomont 2003) and two steps of Householder's iteration of order 4.
/// Half the time of a root and a division; a root alone is left to `sqrt`, where Newton gains nothing (bench:
/// math). Maximum error 1.5 ULP.  inf at 0, 0 at inf, NaN below 0; NaN propagates.
template <class R>
ALWAYS_INLINE R rsqrt(R x) {
    constexpr double series[] = {0.5, 0.375, 0.3125};  // (1 - h)^(-1/2) = 1 + h/2 + 3/8 h^2 + 5/16 h^3 ...
    R y = from_bits<R>(BitsOf<R>(0x5fe6eb50c7b537a9ull) - (to_bits(x) >> 1));
    UNROLL
    for (int i = 0; i < 2; ++i) {
        const R h = fma(-(x * y), y, R(1.0));
        y = fma(y * h, polynomial(series, h), y);
    }
    const auto ordinary = (x >= R(0x1p-1022)) & (x <= R(0x1.fffffffffffffp+1023));
    if (any_of(!ordinary)) [[unlikely]]
        y = select(ordinary, y, R(1.0) / sqrt(x));
    return y;
}
/// The slope at 0 is 0, and finite everywhere.
template <class R, int N>
ALWAYS_INLINE Dual<R, N> rsqrt(const Dual<R, N>& x) {
    const R y = rsqrt(x.value);
    const R slope = clamp_finite(R(-0.5) * (y / x.value));
    return Dual<R, N>::chain(y, x, select(x.value > R(0.0), slope, R(0.0)));
}

}  // namespace snell
