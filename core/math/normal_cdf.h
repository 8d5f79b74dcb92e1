#pragma once
#include "core/math/normal_pdf.h"

namespace snell {

/// Probability that a standard normal stays below x.  Lower tail: exp(-t^2 / 2) M(t) with t = |x|, where (t +
/// 4) M(t) is a polynomial in t / (t + 4.5) (Schonfelder 1978 expands erfc in such a variable); upper half: 1
/// - lower tail. Maximum error 4 ULP for x >= -37.5, relative accuracy of the lower tail included; gradual
/// underflow below. 0 at -inf, 1 at inf, NaN propagates.
template <class R>
ALWAYS_INLINE R normal_cdf(R x) {
    constexpr double c[] = {
        0.4586134750453547,    -0.12723581068417952,   -0.06184988416977758,   0.45566116434594056,
        -0.9096057956844059,   1.1218078816716675,     -0.8743468898023978,    0.3028172726619926,
        0.16090905170679534,   -0.21567592883846015,   0.00607546586012911,    0.10752145540560212,
        -0.022684040919978925, -0.058230484932049756,  0.014308390608572455,   0.03628862710782364,
        -0.004889119813300651, -0.024213208965688772,  -0.0015202610524980634, 0.014667781990635207,
        0.003619242416896513,  -0.0056398242896833805, -0.0018863310265014302};
    const R t = min(R(39.0), abs(x));  // loses NaN
    const R ratio = polynomial(c, t / (t + R(4.5)) - R(0.4375)) / (t + R(0.8125));
    const R square = t * t;
    const R lost = fma(t, t, -square);
    const R tail = scaled_exp(ratio, R(-0.5) * square, R(-0.5) * lost);
    const R y = select(x > R(0.0), R(1.0) - tail, tail);
    return select(abs(x) < R(39.0), y, select(x > R(0.0), R(1.0), select(x < R(0.0), R(0.0), x)));
}
template <class R, int N>
ALWAYS_INLINE Dual<R, N> normal_cdf(const Dual<R, N>& x) {
    return Dual<R, N>::chain(normal_cdf(x.value), x, normal_pdf(x.value));
}

}  // namespace snell
