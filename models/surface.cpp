#include "models/surface.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "core/math/exp.h"

namespace snell {
namespace {

/// Second derivatives of the natural cubic spline through (x, y) (Thomas algorithm).
std::vector<double> natural_curvatures(const std::vector<double>& x, const double* y) {
    const std::size_t n = x.size();
    std::vector<double> m(n, 0.0), upper(n, 0.0), right(n, 0.0);
    for (std::size_t i = 1; i + 1 < n; ++i) {
        const double before = x[i] - x[i - 1], after = x[i + 1] - x[i];
        const double load = 6.0 * ((y[i + 1] - y[i]) / after - (y[i] - y[i - 1]) / before);
        const double pivot = 2.0 * (before + after) - before * upper[i - 1];
        upper[i] = after / pivot;
        right[i] = (load - before * right[i - 1]) / pivot;
    }
    for (std::size_t i = n - 1; i-- > 1;) m[i] = right[i] - upper[i] * m[i + 1];
    return m;
}

/// Value, slope and curvature of a natural spline, flat outside its points.
struct SplinePoint {
    double value, slope, curvature;
};
SplinePoint evaluate(const std::vector<double>& x, const double* y, const double* m, double at) {
    if (x.size() == 1 || at <= x.front()) return {y[0], 0.0, 0.0};
    if (at >= x.back()) return {y[x.size() - 1], 0.0, 0.0};
    const auto i = static_cast<std::size_t>(std::upper_bound(x.begin(), x.end(), at) - x.begin());
    const double h = x[i] - x[i - 1], b = (at - x[i - 1]) / h, a = 1.0 - b;
    return {a * y[i - 1] + b * y[i] + ((a * a * a - a) * m[i - 1] + (b * b * b - b) * m[i]) * h * h / 6.0,
            (y[i] - y[i - 1]) / h + ((3.0 * b * b - 1.0) * m[i] - (3.0 * a * a - 1.0) * m[i - 1]) * h / 6.0,
            a * m[i - 1] + b * m[i]};
}

/// Where t stands between pillars: index of the right one and the weight of it; flat outside.
std::pair<std::size_t, double> between(const std::vector<Years>& times, Years t) {
    if (times.size() == 1 || t <= times.front()) return {0, 1.0};
    if (t >= times.back()) return {times.size() - 1, 1.0};
    const auto i = static_cast<std::size_t>(std::upper_bound(times.begin(), times.end(), t) - times.begin());
    return {i, (t - times[i - 1]) / (times[i] - times[i - 1])};
}

}  // namespace

LocalSurface::LocalSurface(std::vector<Years> times, std::vector<double> log_spots,
                           std::vector<double> values)
    : times_(std::move(times)), log_spots_(std::move(log_spots)), values_(std::move(values)) {
    for (std::size_t t = 0; t < times_.size(); ++t) {
        const auto m = natural_curvatures(log_spots_, values_.data() + t * log_spots_.size());
        curvatures_.insert(curvatures_.end(), m.begin(), m.end());
    }
    const double width = log_spots_.back() - log_spots_.front();
    double finest = width;
    for (std::size_t i = 1; i < log_spots_.size(); ++i)
        finest = std::min(finest, log_spots_[i] - log_spots_[i - 1]);
    // Equal spacings are equal but for rounding, and their cells then reproduce the spline.
    constexpr double rounding = 1e-9;
    if (finest > 0.0)
        cells_ = static_cast<int>(std::min(512.0, std::ceil(width / finest * (1.0 - rounding))));
}

double LocalSurface::at_pillar(std::size_t time, double log_spot, double* slope) const {
    const std::size_t row = time * log_spots_.size();
    const SplinePoint point = evaluate(log_spots_, values_.data() + row, curvatures_.data() + row, log_spot);
    if (slope != nullptr) *slope = point.slope;
    return point.value;
}

double LocalSurface::blend(Years t, double log_spot, double* slope) const {
    const auto [i, weight] = between(times_, t);
    double right_slope = 0.0, left_slope = 0.0;
    const double right = at_pillar(i, log_spot, &right_slope);
    const double left = weight < 1.0 ? at_pillar(i - 1, log_spot, &left_slope) : right;
    if (slope != nullptr)
        *slope = weight < 1.0 ? left_slope + (right_slope - left_slope) * weight : right_slope;
    return weight < 1.0 ? left + (right - left) * weight : right;
}

double LocalSurface::value(Years t, double log_spot) const { return blend(t, log_spot, nullptr); }

Spline LocalSurface::at(Years t, int cells) const {
    Spline spline;
    spline.first = log_spots_.front();
    const double width = log_spots_.back() - log_spots_.front();
    const double h = width > 0.0 ? width / cells : 1.0;
    spline.cells_per_unit = 1.0 / h;
    const auto n = static_cast<std::size_t>(cells);
    spline.coefficients.resize(4 * n);
    // Cubic Hermite on each cell from the values and slopes of the surface at its ends.
    for (std::size_t c = 0; c < n; ++c) {
        double s0 = 0.0, s1 = 0.0;
        const double x0 = spline.first + h * static_cast<double>(c);
        const double y0 = blend(t, x0, &s0), y1 = blend(t, x0 + h, &s1);
        spline.coefficients[c] = y0;
        spline.coefficients[n + c] = s0 * h;
        spline.coefficients[2 * n + c] = 3.0 * (y1 - y0) - (2.0 * s0 + s1) * h;
        spline.coefficients[3 * n + c] = 2.0 * (y0 - y1) + (s0 + s1) * h;
    }
    return spline;
}

LocalSurface dupire(const ImpliedSurface& implied, const std::function<double(Years)>& log_forward) {
    const std::vector<double>& ks = implied.log_moneyness;
    const std::size_t n = ks.size();
    std::vector<double> w(implied.volatilities.size()), m;
    for (std::size_t t = 0; t < implied.times.size(); ++t) {
        for (std::size_t j = 0; j < n; ++j)
            w[t * n + j] =
                implied.volatilities[t * n + j] * implied.volatilities[t * n + j] * implied.times[t];
        const auto row = natural_curvatures(ks, w.data() + t * n);
        m.insert(m.end(), row.begin(), row.end());
    }
    // Dates: four to each interval between expiries, the ends just inside it, as forward variance jumps at
    // expiries.
    std::vector<Years> dates;
    Years from = 0.0;
    for (Years to : implied.times) {
        for (double share : {0.02, 0.34, 0.66, 0.98}) dates.push_back(from + share * (to - from));
        from = to;
    }
    // Log-spots: the moneyness points moved by the forwards, evenly, four times as many.
    double lowest = log_forward(0.0) + ks.front(), highest = log_forward(0.0) + ks.back();
    for (Years t : dates) {
        lowest = std::min(lowest, log_forward(t) + ks.front());
        highest = std::max(highest, log_forward(t) + ks.back());
    }
    const std::size_t points = std::max<std::size_t>(2, std::min<std::size_t>(400, 4 * n));
    std::vector<double> log_spots(points), values;
    for (std::size_t j = 0; j < points; ++j)
        log_spots[j] = lowest + (highest - lowest) * static_cast<double>(j) / static_cast<double>(points - 1);
    for (Years t : dates) {
        const auto expiry = static_cast<std::size_t>(
            std::upper_bound(implied.times.begin(), implied.times.end(), t) - implied.times.begin());
        const std::size_t i = std::min(expiry, implied.times.size() - 1);
        const Years t0 = i > 0 ? implied.times[i - 1] : 0.0, t1 = implied.times[i];
        for (double x : log_spots) {
            const double k = std::clamp(x - log_forward(t), ks.front(), ks.back());
            const SplinePoint right = evaluate(ks, w.data() + i * n, m.data() + i * n, k);
            SplinePoint left{0.0, 0.0, 0.0};
            if (i > 0) left = evaluate(ks, w.data() + (i - 1) * n, m.data() + (i - 1) * n, k);
            const double share = (t - t0) / (t1 - t0);
            const double total = left.value + share * (right.value - left.value);
            const double slope = left.slope + share * (right.slope - left.slope);
            const double curvature = left.curvature + share * (right.curvature - left.curvature);
            const double growth = (right.value - left.value) / (t1 - t0);
            const double density = 1.0 - k / total * slope +
                                   0.25 * (-0.25 - 1.0 / total + k * k / (total * total)) * slope * slope +
                                   0.5 * curvature;
            require(growth > 0.0,
                    {"E303", "implied",
                     fmt::format("total variance falls between expiries {:g} and {:g} at strike {:g} "
                                 "(calendar arbitrage)",
                                 t0, t1, exp(log_forward(t1) + k)),
                     "Raise the later volatility or lower the earlier one"});
            require(density > 0.0,
                    {"E304", "implied",
                     fmt::format("the smile at time {:g} has no density at strike {:g} (butterfly "
                                 "arbitrage)",
                                 t, exp(log_forward(t) + k)),
                     "Smooth the volatilities around that strike"});
            values.push_back(sqrt(growth / density));
        }
    }
    return LocalSurface(std::move(dates), std::move(log_spots), std::move(values));
}

}  // namespace snell
