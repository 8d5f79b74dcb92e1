#pragma once

namespace snell {

/// Gauss and Legendre's rule on [0, 1]: exact for polynomials of degree 15; for exp(c u) its relative error
/// is below c^16 2e-23 (Davis and Rabinowitz 1984, eq. 2.7.12).
struct GaussNode {
    double at, weight;
};
inline constexpr GaussNode gauss_nodes[] = {
    {0.019855071751231884, 0.05061426814518813}, {0.10166676129318664, 0.11119051722668724},
    {0.2372337950418355, 0.15685332293894363},   {0.4082826787521751, 0.181341891689181},
    {0.591717321247825, 0.181341891689181},      {0.7627662049581645, 0.15685332293894363},
    {0.8983332387068134, 0.11119051722668724},   {0.9801449282487681, 0.05061426814518813}};

}  // namespace snell
