#include "models/hazard.h"

#include "core/math/exp.h"
#include "core/math/expm1.h"
#include "models/gauss_legendre.h"

namespace snell {

void integrate_smooth(Years from, Years to, double fastest, const std::function<void(Years, double)>& add) {
    constexpr double longest = 0.5;  // rate * length of a piece
    if (!(to > from)) return;
    const int pieces = 1 + static_cast<int>((to - from) * abs(fastest) / longest);
    const double length = (to - from) / pieces;
    for (int i = 0; i < pieces; ++i)
        for (const GaussNode& node : gauss_nodes) add(from + (i + node.at) * length, node.weight * length);
}

double covariance(const DriverNoise& a, const DriverNoise& b, double correlation) {
    double sum = 0.0;
    integrate_smooth(max(a.from, b.from), min(a.to, b.to), max(abs(a.fastest), abs(b.fastest)),
                     [&](Years u, double weight) { sum += weight * a.shape(u) * b.shape(u); });
    return correlation * sum;
}

double reversion_time(double kappa, Years t) { return kappa == 0.0 ? t : -expm1(-kappa * t) / kappa; }

DriverNoise noise_of_hazard(const HazardTerms& terms, Years from, Years to) {
    const double kappa = terms.reversion, sigma = terms.volatility;
    return {from, to, [=](Years u) { return sigma * exp(-kappa * (to - u)); }, kappa};
}

DriverNoise noise_of_integral(const HazardTerms& terms, Years from, Years to) {
    const double kappa = terms.reversion, sigma = terms.volatility;
    return {from, to, [=](Years u) { return sigma * reversion_time(kappa, to - u); }, kappa};
}

double square_root_survival(const HazardTerms& terms, Years t) {
    const double kappa = terms.reversion, sigma = terms.volatility;
    const double h = sqrt(kappa * kappa + 2.0 * sigma * sigma);
    // B of Cox, Ingersoll and Ross; ln A = -kappa theta times its integral, which holds at sigma = 0 too.
    const auto weight = [&](Years u) {
        const double q = reversion_time(h, u);
        return 2.0 * q / (2.0 * exp(-h * u) + (kappa + h) * q);
    };
    double integral = 0.0;
    integrate_smooth(0.0, t, h, [&](Years u, double by) { integral += by * weight(u); });
    return exp(-kappa * terms.level * integral - weight(t) * terms.start);
}

Date first_negative_shift(const HazardTerms& terms, const DailyCurve& survival) {
    constexpr int month = 30;
    constexpr double rounding = 1e-12;
    double before = 1.0;
    for (int day = month; day < static_cast<int>(survival.values.size()); day += month) {
        const double now =
            survival.values[static_cast<std::size_t>(day)] / square_root_survival(terms, day / 365.0);
        if (now > before * (1.0 + rounding)) return survival.today + day;
        before = now;
    }
    return survival.today;
}

SquareRootStep SquareRootStep::make(const HazardTerms& terms, Years dt) {
    const double kappa = terms.reversion, theta = terms.level;
    const double reversion = reversion_time(kappa, dt),
                 square = terms.volatility * terms.volatility * reversion;
    SquareRootStep step;
    step.decay = exp(-kappa * dt);
    step.pull = max(theta * kappa * reversion, 1e-100);  // keeps the mean off 0
    step.scatter = 0.5 * square * step.decay;
    step.scatter_0 = 0.25 * square * theta * kappa * reversion;
    step.hold = reversion / (1.0 + step.decay);
    step.settle = theta * (dt - 2.0 * step.hold);
    return step;
}

}  // namespace snell
