#pragma once
#include "core/math/exp.h"

namespace snell {

/// Integral of f over (0, inf), for f that decays like exp(-u / scale) or faster and is smooth on that scale:
/// double-exponential rule u = scale exp(t - exp(-t)) (Takahasi and Mori 1974), the step in t halved until
/// two results agree to `tolerance`, absolute, and once more.  The error is then far below the tolerance, as
/// a halving about doubles the number of right digits.
template <class P, class Function>
P integrate_decaying(const Function& f, double scale, double tolerance) {
    constexpr double first = -3.75, last = 4.25;  // where u / scale = 1e-20 and 69
    const auto row = [&](double from, double by) {
        P sum(0.0);
        for (double t = from; t <= last; t += by) {
            const double inner = exp(-t);
            const double u = scale * exp(t - inner);
            sum = sum + f(u) * P(u * (1.0 + inner));
        }
        return sum;
    };
    double by = 0.25;
    P sum = row(first, by);
    bool settled = false;
    for (int halvings = 0; halvings < 9; ++halvings) {
        const P before = sum * P(by);
        sum = sum + row(first + 0.5 * by, by);
        by *= 0.5;
        if (settled) break;
        settled = abs(value_of(sum) * by - value_of(before)) <= tolerance;
    }
    return sum * P(by);
}

}  // namespace snell
