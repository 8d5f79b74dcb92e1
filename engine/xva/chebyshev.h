#pragma once
#include <functional>
#include <vector>

/// Chebyshev interpolation on the points of the first kind, x_j = cos(pi (j + 1/2) / N); Trefethen (2013),
/// "Approximation theory and approximation practice", chs. 3 and 8.
namespace snell {

class Chebyshev {
  public:
    explicit Chebyshev(int points);

    int points() const { return points_; }
    const std::vector<double>& nodes() const { return nodes_; }  ///< in (-1, 1)
    /// Coefficients [points] of the interpolant of the values at the nodes.
    void transform(const double* values, double* coefficients) const;
    double evaluate(const double* coefficients, double u) const;

  private:
    int points_;
    std::vector<double> nodes_, cosines_;  ///< [coefficient][node], with the weights of the transform
};

/// The rule with the fewest points (16, 24, 32, 48, 64, 96 or 128) that interpolates exp(a u) on [-1, 1] to
/// 1e-13 of its value at 0: the coefficients left out are 2 I_n(a) <= 2 (a/2)^n / n! exp(a^2 / (4 n)).  The
/// largest if none does.
const Chebyshev& chebyshev_for(double a);

/// A function on an interval by interpolants of 16 points on equal pieces.
class PiecewiseChebyshev {
  public:
    struct Interval {
        double low, high;
    };
    /// What the last two coefficients of a piece may be: so much of its mean size and of `scale` together.
    struct Tolerance {
        double share, scale;
    };
    /// Pieces are halved until all meet the tolerance, or there are 4096.
    PiecewiseChebyshev(const std::function<double(double)>& function, Interval interval, Tolerance tolerance);

    bool covers(double x) const { return x >= interval_.low && x < interval_.high; }
    /// Of an x that is covered.
    double operator()(double x) const;

  private:
    Interval interval_;
    int pieces_ = 4;
    std::vector<double> coefficients_;  ///< [piece][point]

    /// Returns whether all pieces meet the tolerance.
    bool interpolate(const std::function<double(double)>& function, Tolerance tolerance);
};

}  // namespace snell
