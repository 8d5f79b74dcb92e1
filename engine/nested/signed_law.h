#pragma once
#include <vector>

namespace snell {

/// A law as values and their weights, which sum up to 1 and may be negative: what is left of the law of
/// E[X|Y] when the bias of inner samples, or of all levels but the finest, has been taken off.
class SignedLaw {
  public:
    void add(double value, double weight) { points_.push_back({value, weight}); }
    /// Puts the values in order, which quantiles need; what is equal stays in the order of adding.
    void sort();

    /// E f, summed up in the order of the values, or of adding.
    template <class Function>
    double mean(const Function& f) const {
        double sum = 0.0;
        for (const Point& point : points_) sum += point.weight * f(point.value);
        return sum;
    }
    double expected_positive() const {
        return mean([](double x) { return x > 0.0 ? x : 0.0; });
    }
    double expected_negative() const {
        return mean([](double x) { return x < 0.0 ? -x : 0.0; });
    }
    /// Probability of values above a threshold.
    double tail(double threshold) const {
        return mean([=](double x) { return x > threshold ? 1.0 : 0.0; });
    }

    /// The value where the distribution function passes q, in (0, 1); with weights 1/n the one at rank
    /// floor(q n).  Where negative weights make it pass more than once, the middle of the first and the last
    /// time.  Throws std::logic_error for a law without values, or
    /// one that is not sorted.
    double quantile(double q) const;
    /// Mean beyond the quantile: of the upper tail E[X | X >= x_q] (q near 1), of the lower E[X | X <= x_q],
    /// by Rockafellar and Uryasev (2000): x_q + E (X - x_q)^+ / (1 - q), x_q - E (x_q - X)^+ / q.
    double upper_shortfall(double q) const { return upper_shortfall(q, quantile(q)); }
    double upper_shortfall(double q, double quantile_at_q) const;
    double lower_shortfall(double q) const { return lower_shortfall(q, quantile(q)); }
    double lower_shortfall(double q, double quantile_at_q) const;

  private:
    struct Point {
        double value, weight;
    };
    std::vector<Point> points_;
};

}  // namespace snell
