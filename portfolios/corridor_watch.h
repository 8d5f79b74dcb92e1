#pragma once
#include "portfolios/level_watch.h"

namespace snell {

/// Probability that a Brownian bridge stays in a corridor of the given width; `from` and `to` are the
/// distances of its ends below the upper level, `variance` its variance (all of ln S [-]).  0 where an end
/// lies outside.
///
/// Sum over the images of both levels (Anderson 1960, eq. (4.3); Pooley's form with one exponent per image):
///     sum_k exp(-2 k W (k W + to - from) / v) - exp(-2 (k W + from) (k W + to) / v).
/// A shell k is left out where all of it is below exp(-40); a corridor narrower than a third of the bridge's
/// deviation is taken as left for certain (the true probability is below exp(-36)).
template <class R>
HOST_DEVICE R corridor_probability(R from, R to, double width, R variance) {
    using V = ValueOf<R>;
    constexpr double negligible = 40.0;   // of the exponent
    constexpr double widest_ratio = 8.0;  // variance / width^2; exp(-pi^2 / 2 ratio) is left of the series
    constexpr int most_shells = 13;       // 2 (k - 1)^2 / widest_ratio > negligible beyond
    const V w(width);
    const R start = min(max(from, R(0.0)), R(width));
    const R end = min(max(to, R(0.0)), R(width));
    const R move = end - start;
    const R v = min(max(variance, R(least_variance)), R(widest_ratio * width * width));
    const R scale = V(-2.0) / v;
    R inside = V(1.0) - exp(scale * (start * end));
    for (int k = 1; k <= most_shells; ++k) {
        const V shift = w * V(double(k));
        const V nearest = w * V(double(k - 1));
        const auto counts = nearest * nearest * V(2.0) < value_of(v) * V(negligible);
        if (!any_of(counts)) break;
        const R both_ways = exp(scale * shift * (shift + move)) + exp(scale * shift * (shift - move));
        const R mirrored =
            exp(scale * (shift + start) * (shift + end)) + exp(scale * (shift - start) * (shift - end));
        inside = select(counts, inside + (both_ways - mirrored), inside);
    }
    const auto possible = (start > R(0.0)) & (end > R(0.0)) & (start < R(width)) & (end < R(width)) &
                          (variance < R(widest_ratio * width * width));
    return select(possible, max(inside, R(0.0)), R(0.0));
}

/// Two levels that are watched on a path, like LevelWatch; past steps are decided, like its.
struct CorridorWatch {
    double lower, upper;
    double log_upper;
    double width;  ///< of the corridor, in ln S
    Slots spots;   ///< continuous: [steps + 1], else [dates]
    Slots variances;
    Slots uniforms;  ///< of a payoff that is valued later than today
    bool continuous;
    int decided = 0;  ///< steps that lie before the date of valuation

    static CorridorWatch bind(Plan& plan, const Monitoring& monitoring, double lower, double upper) {
        CorridorWatch watch{lower, upper, log(upper), log(upper / lower),
                            {},    {},    {},         monitoring.continuous()};
        if (watch.continuous) {
            const Watch seen = plan.watch(monitoring.asset, 0.0, monitoring.end, false);
            watch.spots = seen.spots;
            watch.variances = seen.variances;
            watch.uniforms = seen.uniforms;
            watch.decided = plan.past_steps(0.0, monitoring.end);
        } else {
            watch.spots = plan.fixings(monitoring.asset, monitoring.times);
        }
        return watch;
    }

    /// Probability that the path never touched either level, given what was seen [-].
    template <class R>
    HOST_DEVICE R untouched(const Path<R>& path) const {
        using V = ValueOf<R>;
        R alive(1.0);
        if (!continuous) {
            for (int i = 0; i < spots.count; ++i) {
                const R spot = path[spots[i]];
                alive = select((spot > R(lower)) & (spot < R(upper)), alive, R(0.0));
            }
            return alive;
        }
        R from = V(log_upper) - log(path[spots[0]]);
        for (int i = 0; i < variances.count; ++i) {
            const R to = V(log_upper) - log(path[spots[i + 1]]);
            R stays = corridor_probability(from, to, width, path[variances[i]]);
            if (i < decided)
                stays = select(value_of(path[uniforms[i]]) < V(1.0) - value_of(stays), R(0.0), R(1.0));
            alive = alive * stays;
            from = to;
        }
        return alive;
    }
};

}  // namespace snell
