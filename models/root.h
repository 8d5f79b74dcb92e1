#pragma once
#include "core/real.h"

namespace snell {

/// The x between `low` and `high` where f changes its sign, to the last few bits: the bracketing method of
/// Chandrupatla (1997), inverse quadratic interpolation where it is safe and bisection elsewhere.  f(low) and
/// f(high) must differ in sign, or one of them be 0.
template <class Function>
double bracketed_root(const Function& f, double low, double high) {
    double a = high, b = low, c = low;
    double fa = f(a), fb = f(b), fc = fb;
    double t = 0.5;
    for (int round = 0; round < 200; ++round) {
        const double x = a + t * (b - a);
        const double fx = f(x);
        if ((fx > 0.0) == (fa > 0.0)) {
            c = a, fc = fa;
        } else {
            c = b, fc = fb;
            b = a, fb = fa;
        }
        a = x, fa = fx;
        const bool a_is_best = abs(fa) < abs(fb);
        const double best = a_is_best ? a : b;
        const double half_width = 0x1p-52 * abs(best) + 0x1p-1000;
        const double least = half_width / abs(b - c);
        if (least > 0.5 || (a_is_best ? fa : fb) == 0.0) return best;
        const double xi = (a - b) / (c - b);
        const double phi = (fa - fb) / (fc - fb);
        t = 0.5;
        if (phi * phi < xi && (1.0 - phi) * (1.0 - phi) < 1.0 - xi)
            t = fa / (fb - fa) * (fc / (fb - fc)) + (c - a) / (b - a) * (fa / (fc - fa)) * (fb / (fc - fb));
        t = min(1.0 - least, max(least, t));
    }
    return a;
}

}  // namespace snell
