#pragma once
#include "core/math/normal_pdf.h"

namespace snell {

/// Probability that a standard normal stays below x.  Lower tail: exp(-t^2 / 2) M(t) with t = |x|, where (t +
/// 5) M(t) is a polynomial in v = (t - 5) / (t + 5) (the map of Schonfelder 1978); upper half: 1 - lower
/// tail.  Maximum error 4 ULP for x >= -37.5, relative accuracy of the lower tail included; gradual underflow
/// below. 0 at -inf, 1 at inf, NaN propagates.
template <class R>
ALWAYS_INLINE R normal_cdf(R x) {
    constexpr double c[] = {
        0.769193049750063,      -0.6653825028900567,    0.4953056159699773,      -0.3135331566712962,
        0.16502036617033744,    -0.06911863870656983,   0.020795066800837196,    -0.0029933767667079236,
        -0.0007978694080052745, 0.0005448990334076168,  -5.937567481491207e-05,  -4.976265498968032e-05,
        1.6681041286529153e-05, 3.980384939910281e-06,  -2.7689525740875123e-06, -3.355376521224654e-07,
        4.328841390613573e-07,  4.08810413655314e-08,   -6.601143283607673e-08,  -8.295190344809577e-09,
        7.942041249625274e-09,  1.4320898377103776e-09, -3.028387887169683e-10};
    const R t = min(R(39.0), abs(x));
    const R inverse = R(1.0) / (t + R(5.0));
    const R v = fma(R(-10.0), inverse, R(1.0));
    const R square = t * t;
    const R lost = fma(t, t, -square);
    const R tail = (polynomial(c, v) * inverse) * exp_of_sum(R(-0.5) * square, R(-0.5) * lost);
    const R lower = select(x < R(-39.0), R(0.0), tail);
    return select(x > R(0.0), R(1.0) - tail, lower);
}
template <class R, int N>
ALWAYS_INLINE Dual<R, N> normal_cdf(const Dual<R, N>& x) {
    return Dual<R, N>::chain(normal_cdf(x.value), x, normal_pdf(x.value));
}

}  // namespace snell
