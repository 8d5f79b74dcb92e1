#include "engine/nested/signed_law.h"

#include <algorithm>
#include <stdexcept>

namespace snell {
namespace {

constexpr auto lower = [](const auto& a, const auto& b) { return a.value < b.value; };

}  // namespace

void SignedLaw::sort() { std::stable_sort(points_.begin(), points_.end(), lower); }

double SignedLaw::quantile(double q) const {
    if (points_.empty()) throw std::logic_error("a quantile of no values");
    if (!std::is_sorted(points_.begin(), points_.end(), lower))
        throw std::logic_error("a quantile of values that are not in order");
    constexpr double rounding = 1e-12;  // of the sum of weights
    double below = 0.0, first = points_.back().value, last = points_.front().value;
    bool passed = false, above = false;
    for (std::size_t i = 0; i < points_.size(); ++i) {
        const double value = points_[i].value;
        below += points_[i].weight;
        if (i + 1 < points_.size() && points_[i + 1].value == value) continue;
        const bool now = below > q + rounding;
        if (now && !passed) first = value, passed = true;
        if (now && !above) last = value;
        above = now;
    }
    return passed ? 0.5 * (first + last) : points_.back().value;
}

double SignedLaw::upper_shortfall(double q, double at) const {
    return at + mean([=](double x) { return x > at ? x - at : 0.0; }) / (1.0 - q);
}

double SignedLaw::lower_shortfall(double q, double at) const {
    return at - mean([=](double x) { return x < at ? at - x : 0.0; }) / q;
}

}  // namespace snell
