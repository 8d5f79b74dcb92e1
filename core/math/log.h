#pragma once
#include "core/dual.h"
#include "core/math/finite.h"

/// Natural logarithm.  x = 2^e m; a table of 16 reciprocals R gives m R = 1 + f with |f| <= 2^-5, and
/// log(x) = e ln 2 - log(R) + log(1 + f) (Tang 1990).  R = 1 in the interval around m = 1 keeps the relative
/// accuracy there; elsewhere R is chosen so that -log(R) lies within 2^-67 of a multiple of
/// 2^-42 (an accurate table, Gal 1986), which makes e ln 2 - log(R) exact but for the tail of ln 2
/// (fit_coefficients.py).
namespace snell {

/// log(x) = (e ln 2 + minus_log) + log(1 + f), with 1 + f = m * reciprocal and x = 2^e m.
template <class R>
struct LogSplit {
    R e, minus_log, f;
    R m, reciprocal;
};

/// Splits a positive normal number.
template <class R>
ALWAYS_INLINE LogSplit<R> split_log(R x) {
    alignas(64) static constexpr double reciprocals[16] = {0x1.642c8553fa59fp+0, 0x1.5555552bfb17ap+0,
                                                           0x1.47ae14521cecep+0, 0x1.3b13b11502367p+0,
                                                           0x1.2f684ba1689d3p+0, 0x1.2492490280d13p+0,
                                                           0x1.1a7b95e8c7684p+0, 0x1.111110eaa5e44p+0,
                                                           0x1.084210516379bp+0, 1.0,
                                                           0x1.e1e1e1ca2ef37p-1, 0x1.c71c719d2f76fp-1,
                                                           0x1.af286bb0ffd70p-1, 0x1.9999997c4c53ap-1,
                                                           0x1.86186150326e1p-1, 0x1.745d173ec055ep-1};
    alignas(64) static constexpr double minus_logs[16] = {
        -0x1.522adfc4fap-2, -0x1.269620973fp-2, -0x1.f991c5cc7p-3,  -0x1.a93ed2d13cp-3, -0x1.5bf40536c6p-3,
        -0x1.1178e73404p-3, -0x1.9335e384ep-4,  -0x1.085989199cp-4, -0x1.0415d2798p-5,  0.0,
        0x1.f0a30d93f8p-5,  0x1.e270785c04p-4,  0x1.5ff30781bap-3,  0x1.c8ff7d0c2cp-3,  0x1.1675cb4836p-2,
        0x1.4618bc3535p-2};
    constexpr std::uint64_t low_end =
        0x3fe6800000000000ull;  // 0.703125 <= m < 1.40625 puts 1 inside an interval
    constexpr std::uint64_t one = 0x3ff0000000000000ull;
    const BitsOf<R> shifted = to_bits(x) - BitsOf<R>(low_end - one);
    const BitsOf<R> index = shifted >> 48;
    const R e = from_bits<R>((shifted >> 52) | BitsOf<R>(0x4330000000000000ull)) - R(0x1p52 + 1023.0);
    const R m = from_bits<R>((shifted & BitsOf<R>(0x000fffffffffffffull)) + BitsOf<R>(low_end));
    const R reciprocal = lookup16<R>(reciprocals, index);
    return {e, lookup16<R>(minus_logs, index), fma(m, reciprocal, R(-1.0)), m, reciprocal};
}
/// (log(1 + f) - f) / f^2 for |f| <= 2^-5, within 2^-56 / |f|.
template <class R>
ALWAYS_INLINE R log_curvature(R f) {
    constexpr double c[] = {-0.5,
                            0.3333333333333812,
                            -0.2500000000189349,
                            0.19999999955416148,
                            -0.16666655866205676,
                            0.1428581684751223,
                            -0.1251861150899669,
                            0.11050389223910233};
    return polynomial(c, f);
}
inline constexpr double ln2_high = 0x1.62e42fefa38p-1;  // a multiple of 2^-42
inline constexpr double ln2_low = 0x1.ef35793c7673p-45;
/// The logarithm of what was split.  e ln2_high + minus_log is exact.
template <class R>
ALWAYS_INLINE R join_log(const LogSplit<R>& split) {
    const R base = fma(split.e, R(ln2_high), split.minus_log);
    const R low = fma(log_curvature(split.f), split.f * split.f, split.e * R(ln2_low));
    return base + (split.f + low);
}
/// log(x) for a positive, finite and normal x, without guards.
template <class R>
ALWAYS_INLINE R log_of_normal(R x) {
    return join_log(split_log(x));
}

/// log(x) for every x.  Maximum error 1.5 ULP, subnormals included.  log(0) = -inf, log(inf) = inf, NaN for
/// x < 0; NaN propagates.
template <class R>
ALWAYS_INLINE R log(R x) {
    R y = log_of_normal(x);
    const auto ordinary = (x >= R(0x1p-1022)) & (x <= R(0x1.fffffffffffffp+1023));
    if (any_of(!ordinary)) [[unlikely]] {
        const R infinity(__builtin_inf());
        LogSplit<R> split = split_log(x * R(0x1p54));  // subnormals
        split.e = split.e - R(54.0);
        R other = select(x > R(0.0), join_log(split), R(__builtin_nan("")));
        other = select(x == R(0.0), -infinity, other);
        other = select(x == infinity, infinity, other);
        y = select(ordinary, y, other);
    }
    return y;
}
/// The slope at x <= 0 is 0, and finite everywhere: a branch that `select` discards must not breed NaN.
template <class R, int N>
ALWAYS_INLINE Dual<R, N> log(const Dual<R, N>& x) {
    const R slope = clamp_finite(R(1.0) / x.value);
    return Dual<R, N>::chain(log(x.value), x, select(x.value > R(0.0), slope, R(0.0)));
}

}  // namespace snell
