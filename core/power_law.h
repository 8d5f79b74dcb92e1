#pragma once
#include <span>

namespace snell {

/// Slope of ln y over ln x by least squares; NaN for fewer than two points.
double power_law(std::span<const double> x, std::span<const double> y);

}  // namespace snell
