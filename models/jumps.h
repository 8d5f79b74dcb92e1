#pragma once
#include <string>
#include <variant>

#include "core/math/exp.h"

/// How ln S jumps: a Poisson number of times, each time by a number of one law.
namespace snell {

/// Normal jumps of ln S (Merton 1976).
template <class P>
struct Jumps {
    P intensity;  ///< [1/year]
    P log_mean;   ///< of the jump of ln S [-]
    P log_std;    ///< [-]

    Jumps() = default;
    Jumps(P per_year, P mean, P std) : intensity(per_year), log_mean(mean), log_std(std) {}
    template <class Q>
    explicit Jumps(const Jumps<Q>& other)
        : intensity(other.intensity), log_mean(other.log_mean), log_std(other.log_std) {}

    template <class Visitor>
    void parameters(Visitor& v, const std::string& asset) {
        v.number("jump_intensity", asset, "1/year", intensity);
        v.number("jump_log_mean", asset, "-", log_mean);
        v.number("jump_log_std", asset, "-", log_std);
    }

    /// Drift that keeps S a martingale, -intensity (exp(log_mean + log_std^2 / 2) - 1) [1/year].
    P compensator() const { return intensity * (P(1.0) - exp(log_mean + P(0.5) * log_std * log_std)); }
};

/// Double exponential jumps of ln S (Kou 2002): up with probability up_probability, by an exponential of mean
/// 1 / up_rate, else down by one of mean 1 / down_rate.
template <class P>
struct DoubleExponentialJumps {
    P intensity;       ///< [1/year]
    P up_probability;  ///< inside (0, 1) [-]
    P up_rate;         ///< > 1, so that S has a mean [-]
    P down_rate;       ///< > 0 [-]

    DoubleExponentialJumps() = default;
    DoubleExponentialJumps(P per_year, P up, P rate_up, P rate_down)
        : intensity(per_year), up_probability(up), up_rate(rate_up), down_rate(rate_down) {}
    template <class Q>
    explicit DoubleExponentialJumps(const DoubleExponentialJumps<Q>& other)
        : intensity(other.intensity),
          up_probability(other.up_probability),
          up_rate(other.up_rate),
          down_rate(other.down_rate) {}

    template <class Visitor>
    void parameters(Visitor& v, const std::string& asset) {
        v.number("jump_intensity", asset, "1/year", intensity);
        v.number("jump_up_probability", asset, "-", up_probability);
        v.number("jump_up_rate", asset, "-", up_rate);
        v.number("jump_down_rate", asset, "-", down_rate);
    }

    P down_probability() const { return P(1.0) - up_probability; }
    /// Drift that keeps S a martingale, -intensity E[exp(jump) - 1], Kou (2002), eq. (2) [1/year].
    P compensator() const {
        return intensity * (down_probability() / (down_rate + P(1.0)) - up_probability / (up_rate - P(1.0)));
    }
};

/// Jumps of one law or the other.
template <class P>
using AnyJumps = std::variant<Jumps<P>, DoubleExponentialJumps<P>>;

}  // namespace snell
