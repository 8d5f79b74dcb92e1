#pragma once
#include <string>
#include <vector>

#include "core/schedule.h"

/// How the world of models/world.h is to move, as configured, before calibration.
namespace snell {

/// A function of time that is constant between given times.
struct PiecewiseTerms {
    bool calibrate = true;
    std::vector<double> times;   ///< [years]
    std::vector<double> values;  ///< times.size() + 1
};

/// Linear Gauss Markov dynamics of one currency (Hagan, "Evaluating and hedging exotic swap instruments via
/// LGM"): H(t) = (1 - exp(-kappa t)) / kappa and zeta' = alpha^2.
struct LgmTerms {
    enum class Volatility {
        hagan,
        hull_white
    };  ///< piecewise alpha, or piecewise sigma with alpha = sigma / H'
    std::string currency;
    Volatility parametrisation = Volatility::hagan;
    PiecewiseTerms volatility;
    double reversion = 0.0;               ///< kappa [1/year]
    std::vector<Period> expiries, terms;  ///< of the co-terminal swaptions
};

/// Lognormal exchange rate (base per unit of `name`) or equity.
struct LognormalTerms {
    std::string name;
    PiecewiseTerms volatility;
    std::vector<Period> expiries;
};

/// The hazard of a credit name that moves: what is added to a function of time that meets the curve.
struct HazardTerms {
    enum class Dynamics {
        gaussian,    ///< dx = -kappa x dt + sigma dW, x(0) = 0
        square_root  ///< dx = kappa (theta - x) dt + sigma sqrt(x) dW, never negative
    };
    std::string name;
    Dynamics dynamics = Dynamics::gaussian;
    double reversion = 0.0;           ///< kappa [1/year]; of a square root >= 0
    double volatility = 0.0;          ///< sigma >= 0 [1/year^1.5], of a square root [1/year]
    double level = 0.0, start = 0.0;  ///< theta and x(0) >= 0 of a square root [1/year]
};

/// "IR:EUR", "FX:USDEUR", "EQ:SP5", "CR:CPTY_A".
struct CorrelationTerms {
    std::string first, second;
    double value = 0.0;
};

struct CrossAssetTerms {
    std::string base;
    std::vector<LgmTerms> currencies;
    std::vector<LognormalTerms> exchange_rates;
    std::vector<LognormalTerms> equities;
    std::vector<HazardTerms> hazards;  ///< of names whose hazard moves
    std::vector<CorrelationTerms> correlations;
};

}  // namespace snell
