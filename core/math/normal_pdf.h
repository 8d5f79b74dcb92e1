#pragma once
#include "core/math/exp.h"

namespace snell {

/// Density of the standard normal, exp(-x^2 / 2) / sqrt(2 pi); the rounding error of x^2 is put back into the
/// exponent.  Maximum error 2 ULP for |x| <= 37.5, gradual underflow beyond.  0 at +-inf, NaN propagates.
template <class R>
ALWAYS_INLINE R normal_pdf(R x) {
    const R bounded = min(R(40.0), max(R(-40.0), x));  // keeps NaN
    const R square = bounded * bounded;
    const R lost = fma(bounded, bounded, -square);
    return scaled_exp(R(0.3989422804014327), R(-0.5) * square, R(-0.5) * lost);
}
template <class R, int N>
ALWAYS_INLINE Dual<R, N> normal_pdf(const Dual<R, N>& x) {
    const R density = normal_pdf(x.value);
    const R bounded = min(R(40.0), max(R(-40.0), x.value));
    return Dual<R, N>::chain(density, x, -(bounded * density));
}

}  // namespace snell
