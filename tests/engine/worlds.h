#pragma once
#include <cmath>

#include "engine/price.h"
#include "engine/tbb_backend.h"

/// Small worlds that many tests share, and the closed forms to hold prices against.
namespace snell::worlds {

inline Market<double> market(double spot, double rate, double dividend) {
    Market<double> market;
    market.rate = Curve<double>(rate);
    market.assets = {{"asset", spot, Curve<double>(dividend), std::nullopt}};
    market.correlation = Matrix<double>(1);
    return market;
}

inline BlackScholes<double> black_scholes(double spot, double rate, double dividend, double volatility) {
    BlackScholes<double> model;
    model.market = market(spot, rate, dividend);
    model.volatility = {Curve<double>(volatility)};
    return model;
}

inline Settings settings(std::int64_t paths, std::uint64_t seed = 7) {
    Settings settings;
    settings.paths = paths;
    settings.sampler = Sobol{.seed = seed};
    return settings;
}

inline double cdf(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }
inline double pdf(double x) { return std::exp(-0.5 * x * x) / std::sqrt(2.0 * M_PI); }

/// Black and Scholes (1973) with a continuous dividend yield; sign +1 call, -1 put.
struct BlackScholesFormula {
    double sign, spot, strike, rate, dividend, volatility, maturity;
    double d1() const {
        return (std::log(spot / strike) + (rate - dividend + 0.5 * volatility * volatility) * maturity) /
               (volatility * std::sqrt(maturity));
    }
    double d2() const { return d1() - volatility * std::sqrt(maturity); }
    double price() const {
        return sign * (spot * std::exp(-dividend * maturity) * cdf(sign * d1()) -
                       strike * std::exp(-rate * maturity) * cdf(sign * d2()));
    }
    double delta() const { return sign * std::exp(-dividend * maturity) * cdf(sign * d1()); }
    double gamma() const {
        return std::exp(-dividend * maturity) * pdf(d1()) / (spot * volatility * std::sqrt(maturity));
    }
    double vega() const { return spot * std::exp(-dividend * maturity) * pdf(d1()) * std::sqrt(maturity); }
    double rho() const { return sign * strike * maturity * std::exp(-rate * maturity) * cdf(sign * d2()); }
    double dividend_rho() const {
        return -sign * maturity * spot * std::exp(-dividend * maturity) * cdf(sign * d1());
    }
    /// Value gained as today advances, per year.
    double theta() const {
        return -spot * std::exp(-dividend * maturity) * pdf(d1()) * volatility / (2.0 * std::sqrt(maturity)) +
               sign * (dividend * spot * std::exp(-dividend * maturity) * cdf(sign * d1()) -
                       rate * strike * std::exp(-rate * maturity) * cdf(sign * d2()));
    }
};

}  // namespace snell::worlds
