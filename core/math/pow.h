#pragma once
#include "core/math/exp.h"
#include "core/math/log.h"

namespace snell {

/// log(x) = high + low to about 2^-64 relative, for a positive normal x.
template <class R>
struct LongLog {
    R high, low;
};
template <class R>
ALWAYS_INLINE LongLog<R> long_log(R x) {
    constexpr double c[] = {0.3333333333333333,   -0.24999999999999287, 0.200000000000101,
                            -0.16666666672983657, 0.1428571426987917,   -0.12499981957867838,
                            0.11111112631615151,  -0.10020750574444236, 0.09104661736453477};
    const LogSplit<R> split = split_log(x);
    const R m = split.m;
    const R product = m * split.reciprocal;
    const R f_high = product - R(1.0);  // exact
    const R f_low = fma(m, split.reciprocal, -product);
    const R half_square = R(0.5) * f_high * f_high;
    const R half_square_low = fma(R(0.5) * f_high, f_high, -half_square);
    const R a = fma(split.e, R(ln2_high), split.minus_log);  // exact
    const R a_low = split.e * R(ln2_low);
    const R b = a + f_high;
    const R b_low = (a - b) + f_high;
    const R d = b - half_square;
    const R d_low = (b - d) - half_square;
    const R cube = f_high * f_high * f_high;
    const R small = fma(polynomial(c, f_high), cube,
                        (fma(-f_high, f_low, f_low) - half_square_low) + (d_low + (b_low + a_low)));
    const R high = d + small;
    return {high, (d - high) + small};
}

/// x to the power y for x >= 0.  Maximum error 2 ULP.  pow(x, 0) = pow(1, y) = 1; pow(0, y) = 0 for y > 0 and
/// inf for y < 0; NaN for x < 0, whatever y other than 0; NaN propagates otherwise.
template <class R>
ALWAYS_INLINE R pow(R x, R y) {
    const R infinity(__builtin_inf());
    const R bounded = min(R(0x1p1000), max(R(-0x1p1000), y));  // keeps NaN
    const auto normal = (x >= R(0x1p-1022)) & (x < infinity);
    LongLog<R> logarithm = long_log(x);
    if (any_of(!normal)) [[unlikely]] {
        const LongLog<R> scaled = long_log(x * R(0x1p54));
        const R shift(-0x1.2b708872320e2p+5);  // -54 ln 2
        const R shift_low(0x1.570da7e077bcbp-50);
        const R high = scaled.high + shift;
        const R low = ((shift - (high - scaled.high)) + scaled.low) + shift_low;
        R special = select(x == R(0.0), -infinity, R(__builtin_nan("")));
        special = select(x == infinity, infinity, special);
        const auto subnormal = (x > R(0.0)) & (x < R(0x1p-1022));
        logarithm.high = select(normal, logarithm.high, select(subnormal, high, special));
        logarithm.low = select(normal, logarithm.low, select(subnormal, low, R(0.0)));
    }
    const R product = bounded * logarithm.high;
    const R lost = fma(bounded, logarithm.high, -product) + bounded * logarithm.low;
    const auto moderate = abs(product) <= R(800.0);
    const R power = scaled_exp(R(1.0), product, select(moderate, lost, R(0.0)));
    return select((y == R(0.0)) | (x == R(1.0)), R(1.0), power);
}
/// x^p for a parameter p.  The slope at x = 0 is 0.
template <class R, int N>
ALWAYS_INLINE Dual<R, N> pow(const Dual<R, N>& x, R p) {
    const R y = pow(x.value, p);
    const R slope = clamp_finite(p * (y / x.value));
    return Dual<R, N>::chain(y, x, select(x.value > R(0.0), slope, R(0.0)));
}
template <class R, int N>
ALWAYS_INLINE Dual<R, N> pow(const Dual<R, N>& x, const Dual<R, N>& p) {
    const R y = pow(x.value, p.value);
    const auto positive = x.value > R(0.0);
    const R in_x = select(positive, clamp_finite(p.value * (y / x.value)), R(0.0));
    const R in_p = select(positive, clamp_finite(y * log(x.value)), R(0.0));
    return Dual<R, N>::chain(y, x, in_x, p, in_p);
}

}  // namespace snell
