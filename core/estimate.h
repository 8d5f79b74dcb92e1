#pragma once
#include <cstdint>
#include <span>
#include <string>

namespace snell {

/// A simulated number with its standard error; never printed without it.
struct Estimate {
    double value = 0.0;
    double std_error = 0.0;  ///< from the spread of the replicates
    std::int64_t paths = 0;  ///< all replicates together
    int replicates = 0;      ///< independent repetitions that the error comes from; degrees of freedom + 1
};

/// Mean of independent replicate means and its standard error, sqrt(sum (m_i - m)^2 / (n (n - 1))).
/// One replicate alone has an unknown error: NaN.
Estimate estimate(std::span<const double> replicate_means, std::int64_t paths);

/// "9.4134 +- 0.0021": two significant digits of the error, the value to the same place.
std::string print(const Estimate& estimate);

}  // namespace snell
