#pragma once
#include <span>
#include <string>
#include <vector>

#include "core/draws.h"
#include "core/estimate.h"

namespace snell {

/// A test integrand on the unit cube; Genz (1984), "Testing multidimensional integration routines", and the
/// product of linear factors of Sobol' and Asotsky (2003).
struct Integrand {
    enum class Family : std::uint8_t {
        oscillatory,    ///< cos(2 pi u_1 + sum a_i x_i)
        product_peak,   ///< prod 1 / (a_i^-2 + (x_i - u_i)^2)
        corner_peak,    ///< (1 + sum a_i x_i)^-(d + 1)
        continuous,     ///< exp(-sum a_i |x_i - u_i|)
        discontinuous,  ///< 0 if x_1 > u_1 or x_2 > u_2, else exp(sum a_i x_i)
        linear,         ///< prod (1 + a_i (x_i - u_i))
    };
    Family family;
    std::vector<double> a, u;  ///< [dimension]

    double operator()(std::span<const double> x) const;
};

/// The names of the families, in their order.
std::span<const char* const> integrand_names();

/// Mean of an integrand over the points of each replicate [replicate].
std::vector<double> cube_means(const Integrand& integrand, const Sampler& sampler, std::int64_t points,
                               int replicates);

/// Slope of ln(root mean square error over replicates) against ln(points), by least squares over the powers
/// of two from 2^from to 2^to.
double rmse_slope(const Integrand& integrand, const Sampler& sampler, double exact, int from, int to,
                  int replicates);

}  // namespace snell
