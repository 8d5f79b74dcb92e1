#pragma once
#include "core/dual.h"
#include "core/math/exp.h"
#include "core/math/normal_inverse.h"

/// A Brownian bridge and a level: `from` and `to` are the distances of its ends to the level, > 0 on the side
/// that it starts on, and `variance` its variance (all of ln S [-]).  All functions keep slopes.
namespace snell {

/// Keeps quotients finite where a step has no variance.
inline constexpr double least_variance = 1e-30;

/// Probability that the bridge touches the level: exp(-2 from to / variance), 1 where an end lies beyond.
/// Beaglehole, Dybvig and Zhou (1997); Karatzas and Shreve (1991), sec. 4.3, by reflection.
template <class R>
HOST_DEVICE R crossing_probability(R from, R to, R variance) {
    using V = ValueOf<R>;
    const R area = max(from, R(0.0)) * max(to, R(0.0));
    return exp(V(-2.0) * area / max(variance, R(least_variance)));
}

/// Expected value of exp(rate * share) for the share of the bridge's variance that is used up when it first
/// touches the level, given that it does; one draw `u` is spent on the time, so the mean over u is exact.
///
/// The time t = share / (1 - share) is the first passage of a Brownian motion with drift, so inverse Gaussian
/// with mean from / |to| and shape from^2 / variance (Doob's transformation; Chhikara and Folks 1989).  Given
/// the square of a normal, t takes one of the two roots of Michael, Schucany and Haas (1976), and their
/// weights replace their second draw.
template <class R>
HOST_DEVICE R touch_discount(R from, R to, R variance, R rate, ValueOf<R> u) {
    using V = ValueOf<R>;
    const V z = normal_inverse(u);
    const auto started_apart = from > R(1e-12);
    const R start = select(started_apart, from, R(1.0));
    const R end = abs(to);
    const R spread_of_time = variance * (z * z) / start + V(least_variance);
    const R root = sqrt(spread_of_time * (end + V(0.25) * spread_of_time));
    const R early = end + V(0.5) * spread_of_time + root;  // start / t, t the smaller root
    const R late = end * end / early;                      // start / t, t the larger
    const R weight = early / (early + end);
    const R discounted = weight * exp(rate * (start / (start + early))) +
                         (V(1.0) - weight) * exp(rate * (start / (start + late)));
    return select(started_apart, discounted, R(1.0));
}

}  // namespace snell
