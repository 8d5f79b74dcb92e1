#pragma once
#include "core/math/exp.h"
#include "core/math/log.h"

/// Quantile of the standard normal.  In l = log(4u (1 - u)) the ratio of the quantile to z = 2u - 1 is nearly
/// linear (Giles 2010), and the rest is a rational function; in the tails the quantile is nearly linear in s
/// = sqrt(-l). Both are sums "large + small", so that only the last rounding of each shows.
namespace snell {

/// |quantile| / |2u - 1| for -6.25 <= l <= 0: 1.25 - 0.34375 l + N(l) / D(l), within 2^-56 relative.
template <class R>
ALWAYS_INLINE R normal_inverse_centre(R l) {
    constexpr double numerator[] = {0.003314137315500244,  0.015328173330061982,   0.015074712406965344,
                                    0.0026350773042991445, 0.00034241610375418993, 7.880360760679672e-05,
                                    8.400170092858725e-08, 6.229596251789433e-07,  -1.5942775659980915e-08,
                                    8.426690490325923e-10};
    constexpr double denominator[] = {1.0,
                                      -0.09201574095732017,
                                      0.0543037077964899,
                                      -0.004006168854586661,
                                      0.0009163444366772942,
                                      -4.847183474874989e-05,
                                      4.74024878327422e-06,
                                      -1.3272559754213477e-07,
                                      3.1743138266158133e-09};
    const R inverse = R(1.0) / polynomial(denominator, l);
    return R(1.25) + fma(polynomial(numerator, l), inverse, R(-0.34375) * l);
}
/// |quantile| for s = sqrt(-l), 2.49 <= s <= 4.5: 1.4140625 s - N / D, within 2^-56 relative.
template <class R>
ALWAYS_INLINE R normal_inverse_tail(R s) {
    constexpr double numerator[] = {-0.234715837941754,     -0.2610525052357988,    -0.21311246732439348,
                                    -0.12062948028673488,   -0.05013876041831614,   -0.016489896095712105,
                                    -0.0035222219952581583, -0.0004180278089940195, -1.8017568254845584e-06};
    constexpr double denominator[] = {1.0,
                                      1.0666297923860197,
                                      0.944310836047509,
                                      0.5249143360603491,
                                      0.2380870503286148,
                                      0.07924546043769723,
                                      0.019297659901980513,
                                      0.0028837401989325667,
                                      0.00016560877545559815};
    const R t = s - R(2.49);
    return fma(s, R(1.4140625), polynomial(numerator, t) / polynomial(denominator, t));
}
/// |quantile| for 4.5 <= s <= 27.5, in two pieces of the same shape.
template <class R>
ALWAYS_INLINE R normal_inverse_far_tail(R s) {
    constexpr double near_numerator[] = {-0.2188714885257472,    -0.4649888209883599,  -0.41546531922296553,
                                         -0.14536249022931394,   -0.0208020695266295,  -0.0010707297827319082,
                                         -9.705200374972724e-06, 9.023741157643411e-08};
    constexpr double near_denominator[] = {1.0,
                                           2.1912916951895944,
                                           2.0467273907534436,
                                           0.8027406718905881,
                                           0.1478654240228779,
                                           0.012609949215423326,
                                           0.00041448806919553685,
                                           2.424599913753248e-06};
    constexpr double far_numerator[] = {
        -0.1725791058107395,     -0.06224971659635614,   -0.00810939827933599,  -0.0004634022461914476,
        -1.1033172652509539e-05, -6.764476999825591e-08, 5.809320471609351e-10, 4.2073675579102045e-12};
    constexpr double far_denominator[] = {1.0,
                                          0.4239128234485917,
                                          0.06993462588961176,
                                          0.005629995461388591,
                                          0.00022716997076938927,
                                          4.206122841723317e-06,
                                          2.6673482888868227e-08,
                                          2.3573363956921763e-12};
    const R t = s - R(4.5);
    const R v = s - R(8.0);
    const auto far = s > R(8.0);
    const R n = select(far, polynomial(far_numerator, v), polynomial(near_numerator, t));
    const R d = select(far, polynomial(far_denominator, v), polynomial(near_denominator, t));
    return fma(s, R(1.4140625), n / d);
}
/// The quantile where y = 4u (1 - u) is below 2^-9, and the special values.
template <class R>
ALWAYS_INLINE R normal_inverse_outside(R u, R y, R l) {
    const R s = sqrt(-l);
    R size = normal_inverse_tail(s);
    const auto far = (s > R(4.5)) | (y <= R(0.0));
    if (any_of(far)) [[unlikely]] {
        const R subnormal = log_of_normal(y * R(0x1p54)) - R(37.42994775023705);  // 54 ln 2
        const R far_s = sqrt(-select(y < R(0x1p-1022), subnormal, l));
        size = select(far, normal_inverse_far_tail(far_s), size);
        size = select(y == R(0.0), R(__builtin_inf()), size);
        size = select(y < R(0.0), R(__builtin_nan("")), size);
    }
    return select(u < R(0.5), -size, size);
}

/// x with normal_cdf(x) = u, for 0 < u < 1.  Maximum error 3 ULP, subnormal u included; normal_inverse(1 - u)
/// = -normal_inverse(u) wherever 1 - u is exact.  Non-decreasing over the multiples of 2^-53; between
/// adjacent doubles it falls by 1 or 2 ULP at one place in some thousands.  -inf at 0, inf at 1, NaN
/// outside; NaN propagates.
template <class R>
ALWAYS_INLINE R normal_inverse(R u) {
    const R twice = u + u;
    const R y = twice * (R(2.0) - twice);
    const R l = log_of_normal(y);
    R x = (twice - R(1.0)) * normal_inverse_centre(l);
    const auto outside = y < R(0x1p-9);
    if (any_of(outside)) [[unlikely]]
        x = select(outside, normal_inverse_outside(u, y, l), x);
    return x;
}
/// The slope is 1 / density, kept finite.
template <class R, int N>
ALWAYS_INLINE Dual<R, N> normal_inverse(const Dual<R, N>& u) {
    const R x = normal_inverse(u.value);
    const R slope = clamp_finite(R(2.5066282746310002) * exp(R(0.5) * (x * x)));
    return Dual<R, N>::chain(x, u, slope);
}

}  // namespace snell
