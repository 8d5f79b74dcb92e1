#include "core/power_law.h"

#include <limits>

#include "core/math/log.h"

namespace snell {

double power_law(std::span<const double> x, std::span<const double> y) {
    double n = 0.0, u = 0.0, v = 0.0, uu = 0.0, uv = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double at = log(x[i]), size = log(y[i]);
        n += 1.0, u += at, v += size, uu += at * at, uv += at * size;
    }
    return n < 2.0 ? std::numeric_limits<double>::quiet_NaN() : (n * uv - u * v) / (n * uu - u * u);
}

}  // namespace snell
