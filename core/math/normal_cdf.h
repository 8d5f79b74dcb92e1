#pragma once
#include "core/math/normal_pdf.h"

namespace snell {

/// Probability that a standard normal stays below x.  Lower tail: exp(-t^2 / 2) M(t) with t = |x|; the
/// product (t + 0.8125) M(t) is nearly constant and a minimax polynomial in t / (t + 4.5)
/// (fit_coefficients.py; Schonfelder 1978 expands erfc in such a variable).  Upper half: 1 - lower tail.
/// Maximum error 4 ULP for x >= -37.5, relative accuracy of the lower tail included; gradual underflow below.
/// 0 at -inf, 1 at inf, NaN propagates.
template <class R>
ALWAYS_INLINE R normal_cdf(R x) {
    constexpr double c[] = {
        0.4586134750453547,    -0.12723581068417952,  -0.061849884169777575,  0.4556611643459405,
        -0.9096057956844072,   1.1218078816716726,    -0.8743468898023182,    0.30281727266180514,
        0.16090905170439557,   -0.2156759288346222,   0.00607546590267975,    0.10752145535754332,
        -0.02268404140018048,  -0.058230484549720685, 0.014308394178732552,   0.03628862517527336,
        -0.004889137318798494, -0.024213202996783038, -0.0015202064035544699, 0.014667771837778476,
        0.0036191437814449157, -0.005639817145559478, -0.0018862525610115401};
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
