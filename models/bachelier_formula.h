#pragma once
#include "core/math/normal_cdf.h"
#include "core/math/normal_pdf.h"

namespace snell {

/// Undiscounted Bachelier (1900) price of a call (sign = +1) or put (-1) on a normal variable with the given
/// mean (forward) and variance [unit of the forward, squared].
template <class R>
HOST_DEVICE R bachelier(R sign, R forward, R strike, R variance) {
    const R deviation = sqrt(variance);
    const R moneyness = sign * (forward - strike);
    const auto degenerate = deviation <= R(0.0);
    const R d = moneyness / select(degenerate, R(1.0), deviation);
    return select(degenerate, max(moneyness, R(0.0)), moneyness * normal_cdf(d) + deviation * normal_pdf(d));
}

}  // namespace snell
