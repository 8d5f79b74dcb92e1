#include "cli/unit_cube.h"

#include "core/math/exp.h"
#include "core/math/log.h"
#include "core/math/sincos.h"

namespace snell {
namespace {

constexpr double pi = 0x1.921fb54442d18p1;
constexpr const char* names[] = {"oscillatory", "product_peak",  "corner_peak",
                                 "continuous",  "discontinuous", "linear"};

double cosine(double x) {
    double sine, cosine;
    sincos(x, sine, cosine);
    return cosine;
}

}  // namespace

std::span<const char* const> integrand_names() { return names; }

double Integrand::operator()(std::span<const double> x) const {
    double sum = 0.0, product = 1.0, distance = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double from = x[i] - u[i];
        sum += a[i] * x[i];
        distance += a[i] * abs(from);
        if (family == Family::product_peak) product /= 1.0 / (a[i] * a[i]) + from * from;
        if (family == Family::linear) product *= 1.0 + a[i] * from;
    }
    switch (family) {
        case Family::oscillatory:
            return cosine(2.0 * pi * u[0] + sum);
        case Family::corner_peak:
            return exp(-(static_cast<double>(x.size()) + 1.0) * log(1.0 + sum));
        case Family::continuous:
            return exp(-distance);
        case Family::discontinuous:
            return x[0] > u[0] || (x.size() > 1 && x[1] > u[1]) ? 0.0 : exp(sum);
        case Family::product_peak:
        case Family::linear:
            return product;
    }
    return 0.0;
}

std::vector<double> cube_means(const Integrand& integrand, const Sampler& sampler, std::int64_t points,
                               int replicates) {
    const int dimension = static_cast<int>(integrand.a.size());
    const DrawPlan plan(sampler, {{1.0}, 0, dimension});
    Draws<double> draws(plan);
    std::vector<double> means;
    for (int r = 0; r < replicates; ++r) {
        double sum = 0.0;
        for (std::int64_t i = 0; i < points; ++i) {
            draws.start(static_cast<std::uint32_t>(r), static_cast<std::uint64_t>(i));
            sum += integrand({draws.step(0), static_cast<std::size_t>(dimension)});
        }
        means.push_back(sum / static_cast<double>(points));
    }
    return means;
}

double rmse_slope(const Integrand& integrand, const Sampler& sampler, double exact, int from, int to,
                  int replicates) {
    double n = 0.0, x = 0.0, y = 0.0, xx = 0.0, xy = 0.0;
    for (int power = from; power <= to; ++power) {
        double squares = 0.0;
        for (double mean : cube_means(integrand, sampler, std::int64_t{1} << power, replicates))
            squares += (mean - exact) * (mean - exact);
        const double at = power * log(2.0);
        const double error = 0.5 * log(squares / replicates);
        n += 1.0, x += at, y += error, xx += at * at, xy += at * error;
    }
    return (n * xy - x * y) / (n * xx - x * x);
}

}  // namespace snell
