#pragma once
#include <vector>

#include "core/math/exp.h"
#include "core/math/log.h"
#include "core/math/log1p.h"
#include "core/plan.h"

namespace snell {

/// Mean of S over a step, over S in its middle with its convexity: with d the move of ln S over the step and
/// v the variance of the bridge between the ends, the integral of exp(u d - u^2 v / 2) over u from -1/2 to
/// 1/2, to third order in d^2 and v; the rest is below (d^2 + v)^4 / 10^6.
template <class R>
HOST_DEVICE R mean_over_step(R d, R v) {
    using V = ValueOf<R>;
    const R e = d * d;
    const R first = (e - v) * V(1.0 / 24.0);
    const R second = (e * e * V(1.0 / 24.0) - e * v * V(0.25) + v * v * V(0.125)) * V(1.0 / 80.0);
    const R third = (e * (e * e * V(1.0 / 720.0) - e * v * V(1.0 / 48.0) + v * v * V(1.0 / 16.0)) -
                     v * v * v * V(1.0 / 48.0)) *
                    V(1.0 / 448.0);
    return V(1.0) + (first + (second + third));
}

enum class AverageKind : std::uint8_t { arithmetic, geometric };

/// What is known of an average once the ends of the steps have been seen: a lognormal variable.
template <class R>
struct AverageLaw {
    R mean;      ///< [asset currency]
    R variance;  ///< of its logarithm [-]
};

/// The average of an asset over a time, all the time.  Between the ends of a step ln S is a Brownian bridge,
/// exactly where drift and variance grow in proportion within the step.
///
/// Geometric: the integral of the bridge over a step of length h is normal with variance v h^2 / 12, so the
/// law is exact for steps of any length.
/// Arithmetic: with m = sqrt(S S') exp(v / 8) in the middle of the step, the integral of S has the mean
/// h m mean_over_step(d, v) and the variance h^2 m^2 v / 12 (1 + d^2 / 15 + v / 60), up to terms of higher
/// order.  Their sum is taken as lognormal with the right mean and variance; what is left of the price's
/// error is of the order of the fourth power of the step (docs/theory/averages.md).
struct AverageWatch {
    Slots spots;       ///< [steps + 1], the first where averaging starts
    Slots variances;   ///< [steps]
    Constants shares;  ///< [step] its length over that of the whole [-]
    AverageKind kind;

    static AverageWatch bind(Plan& plan, int asset, Years from, Years to, AverageKind kind) {
        if (kind == AverageKind::arithmetic) plan.want_short_steps();
        const Watch seen = plan.watch(asset, from, to, false);
        std::vector<double> shares;
        Years start = from;
        for (Years end : plan.steps_within(from, to)) {
            shares.push_back((end - start) / (to - from));
            start = end;
        }
        return {seen.spots, seen.variances, plan.constants(shares), kind};
    }

    template <class R>
    HOST_DEVICE AverageLaw<R> law(const Path<R>& path) const {
        return kind == AverageKind::geometric ? geometric_law(path) : arithmetic_law(path);
    }

  private:
    template <class R>
    HOST_DEVICE AverageLaw<R> geometric_law(const Path<R>& path) const {
        using V = ValueOf<R>;
        R mean(0.0), variance(0.0);
        R from = log(path[spots[0]]);
        for (int i = 0; i < variances.count; ++i) {
            const R to = log(path[spots[i + 1]]);
            const V share = path.constant(shares.first + i);
            mean = fma(from + to, V(0.5) * share, mean);
            variance = fma(path[variances[i]], share * share * V(1.0 / 12.0), variance);
            from = to;
        }
        return {exp(mean + variance * V(0.5)), variance};
    }
    template <class R>
    HOST_DEVICE AverageLaw<R> arithmetic_law(const Path<R>& path) const {
        using V = ValueOf<R>;
        R mean(0.0), variance(0.0);
        R from = log(path[spots[0]]);
        for (int i = 0; i < variances.count; ++i) {
            const R to = log(path[spots[i + 1]]);
            const R v = path[variances[i]];
            const R d = to - from;
            const R middle = exp(fma(from + to, V(0.5), v * V(0.125))) * path.constant(shares.first + i);
            const R spreading = V(1.0) + d * d * V(1.0 / 15.0) + v * V(1.0 / 60.0);
            mean = mean + middle * mean_over_step(d, v);
            variance = variance + middle * middle * v * spreading * V(1.0 / 12.0);
            from = to;
        }
        return {mean, log1p(variance / (mean * mean))};
    }
};

}  // namespace snell
