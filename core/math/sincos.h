#pragma once
#include "core/dual.h"

/// Sine and cosine.  Quadrant and remainder |r| <= pi / 4 as in Cody and Waite (1980, ch. 8), with pi / 2 in
/// three parts; the polynomials are the minimax fits of fit_coefficients.py.
namespace snell {

/// sin(r + q pi / 2) and cos(r + q pi / 2) for |r| <= pi / 4 (1 + 2^-20); `quadrant` holds q in its low bits.
template <class R>
ALWAYS_INLINE void sincos_from(BitsOf<R> quadrant, R r, R& s, R& c) {
    constexpr double sine[] = {-0.1666666666666663,    0.008333333333321839,    -0.00019841269829357495,
                               2.7557313538207455e-06, -2.5050734351284166e-08, 1.5895431642360195e-10};
    constexpr double cosine[] = {0.041666666666666595,   -0.0013888888888873344, 2.480158728900325e-05,
                                 -2.755731421735277e-07, 2.0875705429756755e-09, -1.1358750425971758e-11};
    const R square = r * r;
    const R s0 = fma(polynomial(sine, square), square * r, r);
    const R half = R(0.5) * square;
    const R rounded = R(1.0) - half;
    const R lost = (R(1.0) - rounded) - half;
    const R c0 = rounded + fma(polynomial(cosine, square), square * square, lost);
    const auto even = (quadrant & BitsOf<R>(1)) == BitsOf<R>(0);
    const BitsOf<R> sign_s = (quadrant & BitsOf<R>(2)) << 62;
    const BitsOf<R> sign_c = ((quadrant + BitsOf<R>(1)) & BitsOf<R>(2)) << 62;
    s = from_bits<R>(to_bits(select(even, s0, c0)) ^ sign_s);
    c = from_bits<R>(to_bits(select(even, c0, s0)) ^ sign_c);
}

/// s = sin(x), c = cos(x); x in radians, |x| <= 2^20.  Maximum error 2 ULP where the result exceeds 2^-30 in
/// size, 2^-82 absolute below that.  NaN beyond the range, for infinities and for NaN.
template <class R>
ALWAYS_INLINE void sincos(R x, R& s, R& c) {
    constexpr double to_integer = 0x1.8p52;
    const R shifted = fma(x, R(0x1.45f306dc9c883p-1), R(to_integer));
    const R n = shifted - R(to_integer);
    R r = fma(n, R(-0x1.921fb54442d18p+0), x);
    r = fma(n, R(-0x1.1a62633145c07p-54), r);
    sincos_from(to_bits(shifted), r, s, c);
    const auto inside = abs(x) <= R(0x1p20);
    s = select(inside, s, R(__builtin_nan("")));
    c = select(inside, c, R(__builtin_nan("")));
}
/// s = sin(2 pi u), c = cos(2 pi u); u in turns, |u| <= 2^49.  Maximum error 2 ULP.
template <class R>
ALWAYS_INLINE void sincos_turn(R u, R& s, R& c) {
    constexpr double to_integer = 0x1.8p50;  // rounds to a quarter
    const R shifted = u + R(to_integer);
    const R fraction = u - (shifted - R(to_integer));
    const R r = fraction * R(0x1.921fb54442d18p+2);
    sincos_from(to_bits(shifted), r, s, c);
}
template <class R, int N>
ALWAYS_INLINE void sincos(const Dual<R, N>& x, Dual<R, N>& s, Dual<R, N>& c) {
    R sine, cosine;
    sincos(x.value, sine, cosine);
    const Dual<R, N> angle = x;  // s or c may be x itself
    s = Dual<R, N>::chain(sine, angle, cosine);
    c = Dual<R, N>::chain(cosine, angle, -sine);
}
template <class R>
ALWAYS_INLINE R sin(R x) {
    R s, c;
    sincos(x, s, c);
    return s;
}
template <class R>
ALWAYS_INLINE R cos(R x) {
    R s, c;
    sincos(x, s, c);
    return c;
}

}  // namespace snell
