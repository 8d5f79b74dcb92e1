#pragma once
#include "core/math/exp.h"
#include "core/math/expm1.h"
#include "core/math/log.h"
#include "core/math/log_near_one.h"
#include "core/math/normal_cdf.h"
#include "models/gaussian.h"

namespace snell {

/// Variance dv = kappa (theta - v) dt + xi sqrt(v) dW_v of one asset, and the correlation of W_v with the
/// asset's own Brownian motion (Heston 1993).
template <class P>
struct HestonTerms {
    P v0;     ///< variance today [1/year]
    P kappa;  ///< speed of reversion, >= 0 [1/year]
    P theta;  ///< mean to which v reverts, >= 0 [1/year]
    P xi;     ///< volatility of variance, > 0 [1/year]
    P rho;    ///< [-], inside (-1, 1)

    HestonTerms() = default;
    HestonTerms(P v, P speed, P level, P volatility, P correlation)
        : v0(v), kappa(speed), theta(level), xi(volatility), rho(correlation) {}
    template <class Q>
    explicit HestonTerms(const HestonTerms<Q>& other)
        : v0(other.v0), kappa(other.kappa), theta(other.theta), xi(other.xi), rho(other.rho) {}

    /// (1 - exp(-kappa t)) / kappa [years]; t at kappa = 0.
    P reversion(P t) const {
        if (value_of(kappa) == 0.0) return t * (P(1.0) - P(0.5) * kappa * t);
        return -expm1(-kappa * t) / kappa;
    }
    /// Expectation of v_t [1/year].
    P mean(P t) const { return theta + (v0 - theta) * exp(-kappa * t); }
    /// Expectation of the integral of v from today to t [-].
    P mean_integral(P t) const { return theta * t + (v0 - theta) * reversion(t); }
};

/// The numbers of one step of one asset: Andersen's (2008) quadratic-exponential scheme with martingale
/// correction, psi_c = 3/2, gamma_1 = gamma_2 = 1/2.
///
/// With m = E[v'], S = Var[v'] / 2 given v, and L = sqrt(m^2 - S), his quadratic branch a (b + z)^2 (eqs.
/// 26-28) has a b^2 = L and a = m - L = S / (m + L), so that v' = (sqrt(L) + sqrt(a) z)^2; and his
/// exponential branch (eqs. 29-30, 25) has 1 / beta = h = (S + m^2 / 2) / m and 1 - p = m / h.
/// The move of ln S (eq. 33) with the corrected K_0 (his sec. 5.2) is
///     drift + C + K_2 v' - K_3 v / 2 + sqrt(K_3 (v + v')) z,
///     C = log(1 - 2 A a) / 2 - A L / (1 - 2 A a)   where psi <= psi_c, while 2 A a < 1,
///     C = -log(1 + A m / (1 - A h))                elsewhere, while A h < 1;
/// where that expectation does not exist, C = K_0 + (K_1 + K_3 / 2) v leaves the step uncorrected.
///
/// The integral of v over the step given both ends is that of an Ornstein-Uhlenbeck bridge, whose pull and
/// covariances v shares: theta dt + (v + v' - 2 theta) tanh(kappa dt / 2) / kappa.  Its mean is exact.
template <class P>
struct HestonStep {
    P decay;                    ///< exp(-kappa dt)
    P pull;                     ///< theta (1 - exp(-kappa dt))
    P scatter, scatter_0;       ///< S = scatter v + scatter_0
    P a;                        ///< A = K_2 + K_3 / 2
    P k2, half_k3;              ///< K_2, K_3 / 2 = K_4 / 2
    P plain, plain_v;           ///< K_0, K_1 + K_3 / 2
    P drift;                    ///< of ln S, with the compensator of jumps
    P half_dt;                  ///< dt / 2
    P hold, settle;             ///< expected integral of v over the step: hold (v + v') + settle
    P leg_mean, leg_deviation;  ///< of the step of the lognormal twin

    static HestonStep make(const HestonTerms<P>& terms, P dt, P move) {
        const auto& [v0, kappa, theta, xi, rho] = terms;
        const P reversion = terms.reversion(dt);
        const P square = xi * xi * reversion;
        HestonStep s;
        s.decay = exp(-kappa * dt);
        s.pull = max(theta * kappa * reversion, P(1e-100));  // keeps m off 0
        s.scatter = P(0.5) * square * s.decay;
        s.scatter_0 = P(0.25) * square * theta * kappa * reversion;
        const P slant = rho / xi;
        s.half_dt = P(0.5) * dt;
        s.hold = reversion / (P(1.0) + s.decay);
        s.settle = theta * (dt - P(2.0) * s.hold);
        const P both = s.half_dt * (kappa * slant - P(0.5));
        s.half_k3 = P(0.5) * s.half_dt * (P(1.0) - rho * rho);
        s.k2 = both + slant;
        s.a = s.k2 + s.half_k3;
        s.plain = -slant * kappa * theta * dt;
        s.plain_v = both - slant + s.half_k3;
        s.drift = move;
        return s;
    }

    static constexpr int size = 15;
    void push(std::vector<P>& table) const {
        table.insert(table.end(), {decay, pull, scatter, scatter_0, a, k2, half_k3, plain, plain_v, drift,
                                   half_dt, hold, settle, leg_mean, leg_deviation});
    }
    static ALWAYS_INLINE HestonStep read(const P* row) {
        return {row[0], row[1], row[2],  row[3],  row[4],  row[5],  row[6], row[7],
                row[8], row[9], row[10], row[11], row[12], row[13], row[14]};
    }
};

/// Whether E[S] is kept exact over a step where it can be (Andersen 2008, sec. 5.2), or K_0 is left as it is.
enum class Martingale : std::uint8_t { corrected, plain };

/// The variance at the end of a step and what it adds to the drift of ln S.
template <class R>
struct VarianceMove {
    R next;
    R correction;  ///< C
};

/// Of a step whose expectation is left as it is: K_0 + (K_1 + K_3 / 2) v.
template <class R, class P>
ALWAYS_INLINE R plain_correction(const HestonStep<P>& step, const R& v) {
    return fma(spread<R>(step.plain_v), v, spread<R>(step.plain));
}

/// One step of the variance v by the normal z (a Real or, where it has no slopes, its value).
template <Martingale martingale = Martingale::corrected, class R, class Z, class P>
ALWAYS_INLINE VarianceMove<R> move_variance(const HestonStep<P>& step, const R& v, const Z& z) {
    constexpr bool corrected = martingale == Martingale::corrected;
    const R a = spread<R>(step.a);
    const R m = fma(v, spread<R>(step.decay), spread<R>(step.pull));
    const R s = fma(v, spread<R>(step.scatter), spread<R>(step.scatter_0));
    const R square = m * m;
    const R quarter = R(0.25) * square;
    const R rest = square - s;
    const auto exponential = rest < quarter;  // psi = 2 s / m^2 > 3/2
    const R level = sqrt(max(rest, quarter));
    const R sum = m + level;
    R below = corrected ? fma(R(-2.0) * a, s, sum) : R(1.0);  // (1 - 2 A a) sum
    const bool may_fail = corrected && value_of(step.a) > 0.0;
    auto fails = below < R(0.0);
    if (may_fail) {
        const R least = R(1e-8) * sum;
        fails = below < least;
        below = max(below, least);
    }
    const R inverse = R(1.0) / (sum * below);
    const R inverse_sum = inverse * below;
    const R width = s * inverse_sum;                  // a
    R inside = below * inverse_sum;                   // 1 - 2 A a
    R shift = (a * level) * (sum * (sum * inverse));  // A L / (1 - 2 A a)
    R next = fma(fma(width, z, R(2.0) * sqrt(level * width)), z, level);
    if (any_of(exponential)) {
        const R wide = fma(R(0.5), square, max(s, R(0.75) * square));  // m h
        const R h = wide / m;
        const R excess = log(square / (wide * normal_cdf(-z)));
        next = select(exponential, h * max(excess, R(0.0)), next);
        R under = m - a * wide;  // (1 - A h) m
        if (may_fail) {
            const R least = R(1e-8) * m;
            fails = (exponential & (under < least)) | ((!exponential) & fails);
            under = max(under, least);
        }
        const R ratio = under / fma(a, square, under);  // (1 - A h) / (1 - A h + A m)
        inside = select(exponential, ratio * ratio, inside);
        shift = select(exponential, R(0.0), shift);
    }
    if constexpr (!corrected) return {max(next, R(0.0)), plain_correction(step, v)};
    VarianceMove<R> move{max(next, R(0.0)), fma(R(0.5), log_near_one(inside), -shift)};
    if (may_fail) move.correction = select(fails, plain_correction(step, v), move.correction);
    return move;
}

/// What a step adds to ln S before its noise.
template <class R, class P>
ALWAYS_INLINE R move_log_price(const HestonStep<P>& step, const R& v, const VarianceMove<R>& move) {
    return fma(spread<R>(step.k2), move.next,
               spread<R>(step.drift) + fma(-spread<R>(step.half_k3), v, move.correction));
}

}  // namespace snell
