#pragma once
#include "core/math/exp.h"
#include "core/real.h"

namespace snell {

/// Families of polynomials (or functions made of them) that regressions are made on.
enum class Family : std::uint8_t {
    hermite,  ///< He_n(y) / sqrt(n!), orthonormal where y is standard normal
    monomials,
    laguerre,   ///< exp(-x / 2) L_n(x) of x = exp(y), as Longstaff and Schwartz (2001) weigh them
    chebyshev,  ///< T_n(y / 4): of a standardised y, nearly all lies in [-1, 1]
};

/// The family's members 0 ... degree at y, a standardised number.
template <class V>
HOST_DEVICE void polynomials(Family family, int degree, const V& y, V* out) {
    if (family == Family::laguerre) {
        const V x = exp(min(y, V(8.0)));
        out[0] = exp(x * V(-0.5));
        if (degree > 0) out[1] = (V(1.0) - x) * out[0];
        for (int n = 1; n < degree; ++n)
            out[n + 1] = ((V(2.0 * n + 1.0) - x) * out[n] - V(double(n)) * out[n - 1]) * V(1.0 / (n + 1));
        return;
    }
    out[0] = V(1.0);
    const V x = family == Family::chebyshev ? y * V(0.25) : y;
    if (degree > 0) out[1] = x;
    for (int n = 1; n < degree; ++n) {
        if (family == Family::hermite)
            out[n + 1] = (x * out[n] - V(sqrt(double(n))) * out[n - 1]) * V(1.0 / sqrt(n + 1.0));
        else if (family == Family::chebyshev)
            out[n + 1] = V(2.0) * x * out[n] - out[n - 1];
        else
            out[n + 1] = x * out[n];
    }
}

}  // namespace snell
