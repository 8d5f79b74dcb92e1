#include "engine/nested/signed_law.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace snell {

double SignedLaw::quantile(double q) const {
    if (values_.empty()) throw std::logic_error("a quantile of no values");
    constexpr double rounding = 1e-12;  // of the sum of weights
    std::vector<std::size_t> order(values_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return values_[a] != values_[b] ? values_[a] < values_[b] : a < b;
    });
    double below = 0.0, first = values_[order.back()], last = values_[order.front()];
    bool passed = false, above = false;
    for (std::size_t at = 0; at < order.size(); ++at) {
        const std::size_t i = order[at];
        below += weights_[i];
        if (at + 1 < order.size() && values_[order[at + 1]] == values_[i]) continue;
        const bool now = below > q + rounding;
        if (now && !passed) first = values_[i], passed = true;
        if (now && !above) last = values_[i];
        above = now;
    }
    return passed ? 0.5 * (first + last) : values_[order.back()];
}

double SignedLaw::upper_shortfall(double q, double at) const {
    return at + mean([=](double x) { return x > at ? x - at : 0.0; }) / (1.0 - q);
}

double SignedLaw::lower_shortfall(double q, double at) const {
    return at - mean([=](double x) { return x < at ? at - x : 0.0; }) / q;
}

}  // namespace snell
