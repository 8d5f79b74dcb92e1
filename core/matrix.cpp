#include "core/matrix.h"

#include <algorithm>

namespace snell {

std::vector<double> eigenvalues(Matrix<double> a) {
    const int n = a.size();
    for (int sweep = 0; sweep < 60; ++sweep) {
        double off = 0.0;
        for (int p = 0; p < n; ++p)
            for (int q = p + 1; q < n; ++q) off += a(p, q) * a(p, q);
        if (off < 1e-30) break;
        for (int p = 0; p < n; ++p) {
            for (int q = p + 1; q < n; ++q) {
                if (a(p, q) == 0.0) continue;
                const double slant = (a(q, q) - a(p, p)) / (2.0 * a(p, q));
                const double t = (slant >= 0.0 ? 1.0 : -1.0) / (abs(slant) + sqrt(slant * slant + 1.0));
                const double c = 1.0 / sqrt(t * t + 1.0);
                const double s = t * c;
                for (int k = 0; k < n; ++k) {
                    const double kp = a(k, p), kq = a(k, q);
                    a(k, p) = c * kp - s * kq;
                    a(k, q) = s * kp + c * kq;
                }
                for (int k = 0; k < n; ++k) {
                    const double pk = a(p, k), qk = a(q, k);
                    a(p, k) = c * pk - s * qk;
                    a(q, k) = s * pk + c * qk;
                }
            }
        }
    }
    std::vector<double> values(static_cast<std::size_t>(n));
    for (int i = 0; i < n; ++i) values[static_cast<std::size_t>(i)] = a(i, i);
    std::sort(values.begin(), values.end());
    return values;
}

}  // namespace snell
