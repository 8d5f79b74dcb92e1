#pragma once
#include "core/math/exp.h"
#include "core/math/log.h"

/// Quantile of the standard normal.  In l = log(4u (1 - u)) the ratio of the quantile to z = 2u - 1 is nearly
/// linear (Giles 2010), and the rest is a rational function; in the tails the quantile is nearly linear in s
/// = sqrt(-l). Both are sums "large + small", so that only the last rounding of each shows;
/// minimax (fit_coefficients.py).
namespace snell {

/// |quantile| / |2u - 1| for -6.25 <= l <= 0: 1.25 - 0.34375 l + N(l) / D(l), within 2^-56 relative.
template <class R>
ALWAYS_INLINE R normal_inverse_centre(R l) {
    constexpr double numerator[] = {0.003314137315500244,  0.015328175702594853, 0.015074723360203898,
                                    0.0026350880122948165, 0.000342417940180166, 7.880388232645525e-05,
                                    8.406881494140624e-08, 6.2296020941742e-07,  -1.5942263542434423e-08,
                                    8.426658005340279e-10};
    constexpr double denominator[] = {1.0,
                                      -0.09201502507483077,
                                      0.05430363590969962,
                                      -0.0040061268728561646,
                                      0.0009163414743566313,
                                      -4.847112280235983e-05,
                                      4.740219880960754e-06,
                                      -1.327227184168144e-07,
                                      3.1743111343506303e-09};
    const R inverse = R(1.0) / polynomial(denominator, l);
    return R(1.25) + fma(polynomial(numerator, l), inverse, R(-0.34375) * l);
}
/// |quantile| for s = sqrt(-l), 2.49 <= s <= 4.5: 1.4140625 s - N / D, within 2^-56 relative.
template <class R>
ALWAYS_INLINE R normal_inverse_tail(R s) {
    constexpr double numerator[] = {-0.234715837941754,     -0.2610557740904289,     -0.21311573937033854,
                                    -0.1206321271380046,    -0.05014015197773179,    -0.016490430938575287,
                                    -0.0035223762942988477, -0.00041804755305565824, -1.8017892258573615e-06};
    constexpr double denominator[] = {1.0,
                                      1.066643719246085,
                                      0.9443241417621886,
                                      0.5249261897561436,
                                      0.23809305940935152,
                                      0.07924808571632619,
                                      0.019298399746480285,
                                      0.0028838769615404823,
                                      0.00016561596764118374};
    const R t = s - R(2.49);
    return fma(s, R(1.4140625), polynomial(numerator, t) / polynomial(denominator, t));
}
/// |quantile| for 4.5 <= s <= 27.5, in two pieces of the same shape.
template <class R>
ALWAYS_INLINE R normal_inverse_far_tail(R s) {
    constexpr double near_numerator[] = {
        -0.2188714885257472,   -0.46499365754348754,   -0.415474924315796,     -0.1453664946007991,
        -0.020802643264534456, -0.0010707566292155089, -9.705397156774965e-06, 9.023951685691544e-08};
    constexpr double near_denominator[] = {1.0,
                                           2.191313792883361,
                                           2.0467727516883505,
                                           0.8027620446536101,
                                           0.1478695078029026,
                                           0.012610284929475052,
                                           0.0004144981197802025,
                                           2.4246496580896034e-06};
    constexpr double far_numerator[] = {
        -0.1725791058107395,     -0.06224964204207473,   -0.008109374450756376, -0.0004633996740060696,
        -1.1033065794832831e-05, -6.764346375929651e-08, 5.809270685920489e-10, 4.207296450094966e-12};
    constexpr double far_denominator[] = {1.0,
                                          0.4239123914479677,
                                          0.06993446050934167,
                                          0.005629971766680393,
                                          0.00022716842301709418,
                                          4.206078341589321e-06,
                                          2.6673051862381267e-08,
                                          2.3572244504530778e-12};
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
