#pragma once
#include "core/real.h"

namespace snell {

/// x, or the largest double of its sign where x is infinite; NaN stays.  For slopes: 0 times the largest is
/// 0, 0 times infinity would be NaN.
template <class R>
ALWAYS_INLINE R clamp_finite(R x) {
    constexpr double largest = 0x1.fffffffffffffp+1023;
    return min(R(largest), max(R(-largest), x));
}

}  // namespace snell
