#pragma once
#include <cstdint>
#include <vector>

#include "core/matrix.h"
#include "models/heston_step.h"

/// Workload a2: an American call on the running maximum over time of the best of several correlated Heston
/// assets, M_t = max over s <= t and i of S_i(s); exercise pays max(M_t - strike, 0), at each time step
/// (docs/benchmarks/a2.md).
namespace snell::a2 {

/// The option and the world it lives in.
struct Option {
    std::uint64_t seed = 0;                  ///< that drew the parameters
    double spot = 1.0;                       ///< of every asset [currency]
    double strike = 1.0;                     ///< [currency]
    double maturity = 1.0;                   ///< [years]
    double rate = 0.02;                      ///< [1/year]
    std::vector<HestonTerms<double>> terms;  ///< [asset]
    Matrix<double> correlation;              ///< of the drivers V_1, S_1, V_2, S_2, ...

    int assets() const { return static_cast<int>(terms.size()); }
};

/// How far each number moves for a finite difference.
struct Bumps {
    double spot = 0.01;         ///< of the spot
    double rate = 0.001;        ///< [1/year]
    double time = 0.01;         ///< of the maturity [years]
    double variance = 0.01;     ///< of kappa, theta, xi and v0, relative
    double correlation = 0.01;  ///< of rho and of entries of the matrix
};

/// An option on `assets` assets, its parameters drawn evenly from the ranges of the workload (kappa 1.5 to 9,
/// theta and v0 0.02 to 0.4, xi 0.3 to 0.9, rho -0.7 to -0.1), rounded to four decimals.  Prices share one
/// factor and variances, given their own price, another, so that the matrix is positive definite.
Option draw_option(std::uint64_t seed, int assets);

}  // namespace snell::a2
