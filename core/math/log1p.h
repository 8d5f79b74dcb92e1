#pragma once
#include "core/math/exp.h"
#include "core/math/log.h"

namespace snell {

/// log(1 + x) for x > -1 without loss near 0: the logarithm of u = fl(1 + x), with the rounding error of that
/// sum added to f of its split.  Maximum error 2 ULP.  log1p(0) = 0, log1p(-1) = -inf, log1p(inf) = inf, NaN
/// for x < -1; NaN propagates.
template <class R>
ALWAYS_INLINE R log1p(R x) {
    const R u = R(1.0) + x;
    const R lost = select(abs(x) <= R(1.0), x - (u - R(1.0)), R(1.0) - (u - x));
    LogSplit<R> split = split_log(u);
    const R scale = two_to(R(0x1.8p52) - min(split.e, R(64.0)));  // 2^-e, where `lost` still counts
    split.f = fma(lost * scale, split.reciprocal, split.f);
    R y = join_log(split);
    const auto ordinary = (x > R(-1.0)) & (x <= R(0x1.fffffffffffffp+1023));
    if (any_of(!ordinary)) [[unlikely]]
        y = select(ordinary, y, log(u));
    return y;
}
/// The slope at x <= -1 is 0.
template <class R, int N>
ALWAYS_INLINE Dual<R, N> log1p(const Dual<R, N>& x) {
    const R slope = clamp_finite(R(1.0) / (R(1.0) + x.value));
    return Dual<R, N>::chain(log1p(x.value), x, select(x.value > R(-1.0), slope, R(0.0)));
}

}  // namespace snell
