#pragma once
#include "engine/nested/simulate.h"

/// Problems of nested simulation whose answers are known, to check estimators against.
namespace snell {

/// Giles and Haji-Ali (2019), sec. 4: Y, Z_1, Z_2 standard normal, X given Y is
///     tau (Y^2 - Z_1^2) + 2 sqrt(tau (1 - tau)) Y Z_2,    so that E[X|Y] = tau (Y^2 - 1).
/// Draws are Philox's, so inner samples are independent.
struct QuadraticProblem {
    double tau = 0.02;
    std::uint64_t seed = 1;

    InnerSimulation simulation() const;
    /// E max(E[X|Y], 0) = 2 tau phi(1).
    double expected_positive() const;
    /// P(E[X|Y] > u), u > -tau.
    double tail(double u) const;
};

/// Gordy and Juneja (2010): a loss L, standard normal, seen with the noise of inner samples, X = L + nu Z.
struct NoisyLoss {
    double nu = 3.0;
    std::uint64_t seed = 1;

    InnerSimulation simulation() const;
    /// P(mean of m inner samples > u), the biased tail of plain nested simulation; m = infinity: that of L.
    double tail(double u, double m) const;
};

}  // namespace snell
