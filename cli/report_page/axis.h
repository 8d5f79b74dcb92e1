#pragma once
#include <vector>

namespace snell {

/// Where numbers stand along a line: [low, high] onto [from, to], and round numbers between.
class Axis {
  public:
    enum class Ends { round, exact };
    /// Widens [low, high] to round numbers, or leaves them; from and to are in pixels, either way round.
    Axis(double low, double high, double from, double to, Ends ends = Ends::round);
    double place(double value) const;
    double highest() const { return high_; }
    const std::vector<double>& ticks() const { return ticks_; }

  private:
    double low_, high_, from_, to_;
    std::vector<double> ticks_;
};

/// The same for numbers above 0 whose ratios count: equal ratios are equally far apart.
class LogAxis {
  public:
    using Ends = Axis::Ends;
    /// Round ends are powers of ten, or 1, 2 or 5 times one where that is much wider.
    LogAxis(double low, double high, double from, double to, Ends ends = Ends::round);
    double place(double value) const;
    const std::vector<double>& ticks() const { return ticks_; }

  private:
    double low_, high_, from_, to_;
    std::vector<double> ticks_;
};

}  // namespace snell
