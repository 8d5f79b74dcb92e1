#pragma once
#include <cstddef>
#include <vector>

namespace snell {

/// A sum of doubles without any rounding, as parts that do not overlap (Shewchuk 1997, grow-expansion): the
/// same whatever the order.  Finite numbers, whose sum is finite, too.
class ExactSum {
  public:
    void add(double x) {
        std::size_t kept = 0;
        for (const double part : parts_) {
            const double high = x + part, from_part = high - x;
            const double low = (x - (high - from_part)) + (part - from_part);  // Knuth's two-sum
            if (low != 0.0) parts_[kept++] = low;
            x = high;
        }
        parts_.resize(kept);
        if (x != 0.0) parts_.push_back(x);
    }
    void add(const ExactSum& other) {
        for (const double part : std::vector<double>(other.parts_)) add(part);
    }
    void subtract(const ExactSum& other) {
        for (const double part : std::vector<double>(other.parts_)) add(-part);
    }
    bool is_zero() const { return parts_.empty(); }
    /// The double nearest to it, but for half a unit in the last place of what is left out.
    double value() const {
        double sum = 0.0;
        for (const double part : parts_) sum += part;
        return sum;
    }

  private:
    std::vector<double> parts_;  ///< by size, none of them 0
};

}  // namespace snell
