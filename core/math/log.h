#pragma once
#include "core/dual.h"

/// Natural logarithm.  x = 2^e m; a table of 16 reciprocals R gives m R = 1 + f with |f| <= 2^-5, and
/// log(x) = e ln 2 - log(R) + log(1 + f) (Tang 1990).  R = 1 in the interval around m = 1 keeps the relative
/// accuracy there; elsewhere R is chosen so that -log(R) lies within 2^-14 spacings of a double (Gal 1986).
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
    alignas(64) static constexpr double reciprocals[16] = {
        1.3913043587463503, 1.3333333429618506, 1.280000006679911,  1.23076925310754,   1.1851851983789217,
        1.1428571507900154, 1.1034482844456919, 1.066666670772247,  1.03225807861271,   1.0,
        0.9411764825396377, 0.8888889013550295, 0.8421052660805319, 0.8000000090934919, 0.7619047698757466,
        0.7272727280962334};
    alignas(64) static constexpr double minus_logs[16] = {-0.3302416947195161,  -0.28768207967316883,
                                                          -0.24686008315020633, -0.20763938292812062,
                                                          -0.16989904792761257, -0.13353139956578605,
                                                          -0.09844008059216075, -0.0645385249865527,
                                                          -0.03174871197064304, 0.0,
                                                          0.06062460911806986,  0.11778302163197535,
                                                          0.17185025345602756,  0.22314353994734495,
                                                          0.27193370502172437,  0.31845372998621363};
    constexpr std::uint64_t low_end =
        0x3fe6800000000000ull;  // 0.703125 <= m < 1.40625 puts 1 inside an interval
    constexpr std::uint64_t one = 0x3ff0000000000000ull;
    const BitsOf<R> shifted = to_bits(x) - BitsOf<R>(low_end - one);
    const BitsOf<R> index = (shifted >> 48) & BitsOf<R>(15);
    const R e = from_bits<R>((shifted >> 52) | BitsOf<R>(0x4330000000000000ull)) - R(0x1p52 + 1023.0);
    const R m = from_bits<R>((shifted & BitsOf<R>(0x000fffffffffffffull)) + BitsOf<R>(low_end));
    const R reciprocal = lookup16<R>(reciprocals, index);
    return {e, lookup16<R>(minus_logs, index), fma(m, reciprocal, R(-1.0)), m, reciprocal};
}
/// (log(1 + f) - f) / f^2 for |f| <= 2^-5, within 2^-62 / |f|.
template <class R>
ALWAYS_INLINE R log_curvature(R f) {
    constexpr double c[] = {-0.5,
                            0.33333333333332765,
                            -0.24999999999998565,
                            0.2000000000570014,
                            -0.1666666667652513,
                            0.14285696581537843,
                            -0.1249997654597693,
                            0.11132738461944626,
                            -0.10023364084970306};
    return polynomial(c, f);
}
/// The logarithm of what was split; the sum keeps the part of f that the first addition drops.
template <class R>
ALWAYS_INLINE R join_log(const LogSplit<R>& split) {
    const R base = fma(split.e, R(0x1.62e42fefa39efp-1), split.minus_log);
    const R high = base + split.f;
    const R low = (base - high) + split.f;
    return high + fma(log_curvature(split.f), split.f * split.f, low);
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
    const R slope = min(R(1.0) / x.value, R(0x1.fffffffffffffp+1023));
    return Dual<R, N>::chain(log(x.value), x, select(x.value > R(0.0), slope, R(0.0)));
}

}  // namespace snell
