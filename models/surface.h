#pragma once
#include <functional>
#include <vector>

#include "core/path.h"

namespace snell {

/// A cubic on each of equal cells: value at x is sum_k c_k (x's place within its cell, 0 to 1)^k.
struct Spline {
    double first = 0.0;  ///< where the first cell begins
    double cells_per_unit = 1.0;
    std::vector<double> coefficients;  ///< [power 0..3][cell]
};

/// Local volatilities sigma(t, S) on a grid of times and log-spots [1/sqrt(year)].
class LocalSurface {
  public:
    LocalSurface() = default;
    /// times increasing; log_spots increasing; values [time][log_spot] > 0.
    LocalSurface(std::vector<Years> times, std::vector<double> log_spots, std::vector<double> values);

    /// Cells that resample the finest spacing of the points, at most 512.
    int cells() const { return cells_; }
    /// The volatility at time t as a spline in ln S.
    Spline at(Years t, int cells) const;
    /// The volatility at (t, ln S).
    double value(Years t, double log_spot) const;

  private:
    std::vector<Years> times_;
    std::vector<double> log_spots_;
    std::vector<double> values_;
    std::vector<double> curvatures_;  ///< second derivatives of the natural spline, [time][log_spot]
    int cells_ = 1;

    double at_pillar(std::size_t time, double log_spot, double* slope) const;
    double blend(Years t, double log_spot, double* slope) const;
};

/// Black volatilities by expiry and strike: total variance is a natural cubic spline in log-moneyness k =
/// ln(K / F) at each expiry and linear in time between expiries at equal k.
struct ImpliedSurface {
    std::vector<Years> times;
    std::vector<double> log_moneyness;  ///< increasing
    std::vector<double> volatilities;   ///< [time][log_moneyness]
};

/// Dupire's local volatilities of an implied surface, on a refined grid (Gatheral 2006, eq. 1.10):
///   sigma^2 = dw/dT / (1 - k/w w' + (-1/4 - 1/w + k^2/w^2) w'^2 / 4 + w'' / 2).
/// `log_forward(T)` is ln F.  Throws TermsFault, naming the expiry and strike, where the surface has calendar
/// or butterfly arbitrage.
LocalSurface dupire(const ImpliedSurface& implied, const std::function<double(Years)>& log_forward);

}  // namespace snell
