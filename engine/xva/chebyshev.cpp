#include "engine/xva/chebyshev.h"

#include <algorithm>

#include "core/math/exp.h"
#include "core/math/sincos.h"

namespace snell {

Chebyshev::Chebyshev(int points) : points_(points) {
    constexpr double pi = 3.14159265358979323846;
    for (int k = 0; k < points; ++k)
        for (int j = 0; j < points; ++j) {
            double sine, cosine;
            sincos(pi * k * (j + 0.5) / points, sine, cosine);
            cosines_.push_back(cosine * (k == 0 ? 1.0 : 2.0) / points);
            if (k == 1) nodes_.push_back(cosine);
        }
}

void Chebyshev::transform(const double* values, double* coefficients) const {
    const double* row = cosines_.data();
    for (int k = 0; k < points_; ++k, row += points_) {
        double sum = 0.0;
        for (int j = 0; j < points_; ++j) sum = fma(row[j], values[j], sum);
        coefficients[k] = sum;
    }
}

double Chebyshev::evaluate(const double* coefficients, double u) const {
    double next = 0.0, after = 0.0;
    for (int k = points_ - 1; k > 0; --k) {
        const double now = fma(u + u, next, coefficients[k] - after);
        after = next;
        next = now;
    }
    return fma(u, next, coefficients[0] - after);
}

const Chebyshev& chebyshev_for(double a) {
    static const Chebyshev rules[] = {Chebyshev(16), Chebyshev(24), Chebyshev(32), Chebyshev(48),
                                      Chebyshev(64), Chebyshev(96), Chebyshev(128)};
    for (const Chebyshev& rule : rules) {
        double bound = 2.0 * exp(a * a / (4.0 * rule.points()));
        for (int n = 1; n <= rule.points(); ++n) bound *= 0.5 * a / n;
        if (bound <= 1e-13) return rule;
    }
    return rules[6];
}

namespace {

const Chebyshev& rule_of_pieces() {
    static const Chebyshev rule(16);
    return rule;
}

}  // namespace

PiecewiseChebyshev::PiecewiseChebyshev(const std::function<double(double)>& function, Interval interval,
                                       Tolerance tolerance)
    : interval_(interval) {
    constexpr int most_pieces = 4096;
    while (!interpolate(function, tolerance) && pieces_ < most_pieces) pieces_ *= 2;
}

bool PiecewiseChebyshev::interpolate(const std::function<double(double)>& function, Tolerance tolerance) {
    const Chebyshev& rule = rule_of_pieces();
    const auto n = static_cast<std::size_t>(rule.points());
    coefficients_.assign(static_cast<std::size_t>(pieces_) * n, 0.0);
    std::vector<double> values(n);
    bool is_met = true;
    for (int piece = 0; piece < pieces_; ++piece) {
        for (std::size_t j = 0; j < n; ++j) {
            const double place = (piece + 0.5 * (rule.nodes()[j] + 1.0)) / pieces_;
            values[j] = function(interval_.low + (interval_.high - interval_.low) * place);
        }
        double* const to = coefficients_.data() + static_cast<std::size_t>(piece) * n;
        rule.transform(values.data(), to);
        const double allowed = tolerance.share * (tolerance.scale + abs(to[0]));
        is_met = is_met && std::max(abs(to[n - 1]), abs(to[n - 2])) <= allowed;
    }
    return is_met;
}

double PiecewiseChebyshev::operator()(double x) const {
    const Chebyshev& rule = rule_of_pieces();
    const double place = (x - interval_.low) / (interval_.high - interval_.low) * pieces_;
    const int piece = std::min(static_cast<int>(place), pieces_ - 1);
    return rule.evaluate(
        coefficients_.data() + static_cast<std::size_t>(piece) * static_cast<std::size_t>(rule.points()),
        2.0 * (place - piece) - 1.0);
}

}  // namespace snell
