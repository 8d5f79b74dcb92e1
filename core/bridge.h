#pragma once
#include "core/real.h"

#include <vector>

/// Brownian bridge on any increasing times, as a tree of rotations of standardised increments.
///
/// Let an interval of length T hold the standardised increment d of a Brownian motion, and split it at a step
/// into lengths p and q.  With an independent normal z,
///     left = sqrt(p / T) d + sqrt(q / T) z,   right = sqrt(q / T) d - sqrt(p / T) z
/// are the standardised increments of the two parts: a rotation, so independent standard normals stay so to
/// rounding, whatever the times.  (The bridge of Caflisch and Moskowitz 1995 written for increments.)
/// Works in place on one value per step: the root interval keeps its value at step 0, and the normal of a
/// split waits at the first step of the right part.
namespace snell {

/// Splits the interval that starts at step `left` before step `right`; cosine = sqrt(p / T), sine = sqrt(q /
/// T).
struct BridgeSplit {
    int left, right;
    double cosine, sine;
};

/// The splits for steps that end at `times` (increasing from above 0 [years]), those of the largest
/// conditional variance first, so that early dimensions carry most of the variance.  Step 0 takes the first
/// dimension and split j the dimension j + 1.  Throws std::invalid_argument if the times do not increase.
std::vector<BridgeSplit> bridge_splits(const std::vector<double>& times);

/// One split; on entry *left is d and *right is z, on return they are the two parts' increments.
template <class R>
ALWAYS_INLINE void apply(const BridgeSplit& split, R& left, R& right) {
    const R whole = left, z = right;
    left = fma(R(split.cosine), whole, R(split.sine) * z);
    right = fma(R(split.sine), whole, -(R(split.cosine) * z));
}

}  // namespace snell
