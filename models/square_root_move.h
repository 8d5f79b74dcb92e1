#pragma once
#include "core/math/log.h"
#include "core/math/normal_cdf.h"
#include "models/hazard.h"

namespace snell {

/// The square root after one step by the normal z; branches and symbols as in models/heston_step.h.
template <class R>
ALWAYS_INLINE R move_square_root(const SquareRootStep& step, R x, R z) {
    const R m = fma(x, R(step.decay), R(step.pull));
    const R s = fma(x, R(step.scatter), R(step.scatter_0));
    const R square = m * m;
    const R quarter = R(0.25) * square;
    const R rest = square - s;
    const auto exponential = rest < quarter;  // psi = 2 s / m^2 > 3/2
    const R level = sqrt(max(rest, quarter));
    const R width = s / (m + level);
    R next = fma(fma(width, z, R(2.0) * sqrt(level * width)), z, level);
    if (any_of(exponential)) {
        const R wide = fma(R(0.5), square, max(s, R(0.75) * square));  // m h
        const R excess = log(square / (wide * normal_cdf(-z)));
        next = select(exponential, (wide / m) * max(excess, R(0.0)), next);
    }
    return max(next, R(0.0));
}

}  // namespace snell
