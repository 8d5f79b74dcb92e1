#pragma once
#include "core/math/log.h"
#include "core/math/sincos.h"

namespace snell {

/// Two independent standard normals from two independent uniforms in (0, 1), Box and Muller (1958): sqrt(-2
/// ln u) times cosine and sine of `turn` whole turns.  `scale` multiplies both.
template <class R>
ALWAYS_INLINE void box_muller(R u, R turn, R scale, R& first, R& second) {
    const R radius = scale * sqrt(R(-2.0) * log_of_normal(u));
    R s, c;
    sincos_turn(turn, s, c);
    first = radius * c;
    second = radius * s;
}

}  // namespace snell
