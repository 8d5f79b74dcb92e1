#pragma once
#include "core/dual.h"
#include "core/math/finite.h"

/// Exponential.  With n = round(x log2 e) and r = x - n ln 2 in two parts (Cody and Waite 1980, ch. 6),
/// exp(x) = 2^n (1 + r + r^2 P(r)); P is minimax on |r| <= ln 2 / 2 (fit_coefficients.py).
namespace snell {

/// x = n ln 2 + r with an integer n and |r| <= ln 2 / 2 (1 + 2^-20); |x| < 2^20.  The low bits of `shifted`
/// hold n modulo 2^51.
template <class R>
struct ExpSplit {
    R n, r, shifted;
};
template <class R>
ALWAYS_INLINE ExpSplit<R> split_exp(R x) {
    constexpr double to_integer = 0x1.8p52;  // adding it rounds to the nearest integer
    const R shifted = fma(x, R(0x1.71547652b82fep+0), R(to_integer));
    const R n = shifted - R(to_integer);
    R r = fma(n, R(-0x1.62e42fefa39efp-1), x);
    r = fma(n, R(-0x1.abc9e3b39803fp-56), r);
    return {n, r, shifted};
}
/// exp(r) - 1 for |r| <= 0.3466.  Maximum error 1 ULP.
template <class R>
ALWAYS_INLINE R expm1_near_zero(R r) {
    constexpr double c[] = {0.5,
                            0.16666666666666433,
                            0.041666666666604,
                            0.008333333333499822,
                            0.0013888888926775966,
                            0.0001984126946658658,
                            2.480150870989378e-05,
                            2.7557640619408913e-06,
                            2.76251754069549e-07,
                            2.4978434592618058e-08};
    return fma(polynomial(c, r), r * r, r);
}
/// 2^n of the integer n that `split.shifted` holds, -1022 <= n <= 1023.
template <class R>
ALWAYS_INLINE R two_to(R shifted) {
    return from_bits<R>((to_bits(shifted) << 52) + BitsOf<R>(0x3ff0000000000000ull));
}

/// exp(x) for |x| <= 708, without guards.
template <class R>
ALWAYS_INLINE R exp_in_range(R x) {
    const ExpSplit<R> split = split_exp(x);
    const R y = R(1.0) + expm1_near_zero(split.r);
    return from_bits<R>(to_bits(y) + (to_bits(split.shifted) << 52));
}

/// factor * exp(x + tail) for every x; |tail| < 2^-20, 2^-10 <= factor <= 2^10.  Rounded once more if
/// subnormal.
template <class R>
ALWAYS_INLINE R scaled_exp_everywhere(R factor, R x, R tail) {
    constexpr double to_integer = 0x1.8p52;
    const ExpSplit<R> split = split_exp(min(R(720.0), max(R(-760.0), x)));  // keeps NaN
    const R p = expm1_near_zero(split.r);
    const R y = fma(factor, fma(tail, p, p + tail), factor);
    const R half = fma(split.n, R(0.5), R(to_integer));
    const R rest = (split.n - (half - R(to_integer))) + R(to_integer);
    return (y * two_to(half)) * two_to(rest);
}
/// factor * exp(x + tail), for exponents that one double cannot hold; |tail| < 2^-20, 2^-10 <= factor <=
/// 2^10. Maximum error 1.5 ULP.
template <class R>
ALWAYS_INLINE R scaled_exp(R factor, R x, R tail) {
    const ExpSplit<R> split = split_exp(x);
    const R p = expm1_near_zero(split.r);
    R y = fma(factor, fma(tail, p, p + tail), factor);
    y = from_bits<R>(to_bits(y) + (to_bits(split.shifted) << 52));
    const auto ordinary = abs(x) <= R(700.0);
    if (any_of(!ordinary)) [[unlikely]]
        y = select(ordinary, y, scaled_exp_everywhere(factor, x, tail));
    return y;
}

/// exp(x) for every x.  Maximum error 1.5 ULP; results below 2^-1022 are within one spacing of the
/// subnormals. exp(-inf) = 0, exp(inf) = inf, NaN propagates.
template <class R>
ALWAYS_INLINE R exp(R x) {
    R y = exp_in_range(x);
    const auto ordinary = abs(x) <= R(708.0);
    if (any_of(!ordinary)) [[unlikely]]
        y = select(ordinary, y, scaled_exp_everywhere(R(1.0), x, R(0.0)));
    return y;
}
template <class R, int N>
ALWAYS_INLINE Dual<R, N> exp(const Dual<R, N>& x) {
    const R y = exp(x.value);
    return Dual<R, N>::chain(y, x, clamp_finite(y));
}

}  // namespace snell
