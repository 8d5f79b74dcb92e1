#pragma once
#include <string>
#include <vector>

#include "core/math/exp.h"
#include "models/cross_asset.h"

namespace snell::cross_asset_worlds {

inline const Date today(2016, 2, 5);

/// Continuously compounded `rate`, rising by `slope` a year, for 31 years.
inline DailyCurve curve(double rate, double slope = 0.0) {
    DailyCurve curve{today, {}};
    for (int day = 0; day <= 31 * 366; ++day)
        curve.values.push_back(exp(-(rate + slope * day / 365.0) * day / 365.0));
    return curve;
}

inline Lgm lgm(double rate, double kappa, Lgm::Volatility parametrisation = Lgm::Volatility::hagan) {
    return Lgm(curve(rate, 5e-4),
               {parametrisation, StepFunction({1.0, 3.0, 10.0}, {0.008, 0.011, 0.007, 0.009}), kappa});
}

/// Base, two foreign currencies (one with reversion, one without, one by Hull and White's sigma) and an
/// equity in each of two currencies, whose own curve differs from that of its currency.
inline CrossAssetParts parts() {
    CrossAssetParts parts;
    parts.currencies = {lgm(0.02, 0.03), lgm(0.035, 0.0), lgm(0.01, 0.1, Lgm::Volatility::hull_white)};
    parts.exchanges = {{0.9, StepFunction({1.0, 5.0}, {0.12, 0.1, 0.14})}, {0.008, StepFunction(0.11)}};
    parts.equities = {{1, 2000.0, curve(0.036), curve(0.02), StepFunction({2.0}, {0.2, 0.25})},
                      {0, 3000.0, curve(0.02, 5e-4), curve(0.03), StepFunction(0.22)}};
    const int factors = 7;
    parts.correlation = Matrix<double>(factors);
    for (int i = 0; i < factors; ++i)
        for (int j = 0; j < i; ++j)
            parts.correlation(i, j) = parts.correlation(j, i) =
                ((i % 3 == 0) == (j % 3 == 0) ? 1.0 : -1.0) * (0.3 + 0.02 * (i - j));
    return parts;
}

inline CrossAsset model() { return CrossAsset(parts()); }

/// E[exp(weights . y)] after a move from a known state.
inline double mean_exponential(const Transition& move, const std::vector<double>& from,
                               const std::vector<double>& weights) {
    double exponent = 0.0;
    const int n = move.map.size();
    for (int i = 0; i < n; ++i) {
        const double w = weights[static_cast<std::size_t>(i)];
        exponent += w * move.offset[static_cast<std::size_t>(i)];
        for (int j = 0; j < n; ++j) {
            exponent += w * move.map(i, j) * from[static_cast<std::size_t>(j)];
            exponent += 0.5 * w * weights[static_cast<std::size_t>(j)] * move.covariance(i, j);
        }
    }
    return exp(exponent);
}

}  // namespace snell::cross_asset_worlds
