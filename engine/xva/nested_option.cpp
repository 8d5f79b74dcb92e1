#include "engine/xva/nested_option.h"

#include "core/math/normal_inverse.h"

namespace snell {

double InnerPath::normal(std::size_t choice) const {
    double uniform, other;
    draws.uniforms<double>(path, static_cast<std::uint32_t>(choice), uniform, other);
    return normal_inverse(uniform);
}

double earned(const RegressedOption& right, const InnerStart& start, const InnerPath& path) {
    double x = start.x;
    int day = start.day;
    for (std::size_t k = start.choice; k < right.choices().size(); ++k) {
        x += right.deviation(day, k) * path.normal(k);
        if (right.is_exercised(k, x)) return right.exercised(k, x);
        day = right.choices()[k].expiry;
    }
    return 0.0;
}

namespace {

/// `waiting(choice, x)` is the fit's expectation of the next choice.
template <class Waiting>
HedgedPath hedged(const RegressedOption& right, const InnerStart& start, double value, const InnerPath& path,
                  const Waiting& waiting) {
    double x = start.x, hedge = -value, high = -1e300, low = 0.0;
    bool waits = true;
    int day = start.day;
    const std::size_t choices = right.choices().size();
    for (std::size_t k = start.choice; k < choices; ++k) {
        x += right.deviation(day, k) * path.normal(k);
        hedge += right.fitted(k, x);
        const double payoff = right.exercised(k, x);
        high = max(high, payoff - hedge);
        if (waits && right.is_exercised(k, x)) {
            low = payoff - hedge;
            waits = false;
        }
        day = right.choices()[k].expiry;
        if (k + 1 < choices) hedge -= waiting(k, x);
    }
    return {waits ? -hedge : low, max(high, -hedge)};
}

}  // namespace

HedgedOption::HedgedOption(const RegressedOption& right) : right_(&right) {
    for (std::size_t k = 0; k + 1 < right.choices().size(); ++k)
        waiting_.emplace_back([&right, k](double x) { return right.waiting(k, x); },
                              PiecewiseChebyshev::Interval{right.lowest(k), right.highest(k)},
                              PiecewiseChebyshev::Tolerance{1e-13, right.gross(k)});
}

double HedgedOption::waiting(std::size_t choice, double x) const {
    const PiecewiseChebyshev& table = waiting_[choice];
    return table.covers(x) ? table(x) : right_->waiting(choice, x);
}

HedgedPath HedgedOption::follow(const InnerStart& start, double value, const InnerPath& path) const {
    return hedged(*right_, start, value, path, [this](std::size_t k, double x) { return waiting(k, x); });
}

RegressionBounds regression_bounds(const RegressedOption& right) {
    constexpr int replicates = 32, paths_of_replicate = 64;
    // Names the draws; those of exposures have others.
    constexpr Philox draws{.seed = 1, .purpose = 0x60};
    const double value = right.expected(0, right.deviation(0, 0), 0.0);
    std::vector<double> low, high;
    for (int r = 0; r < replicates; ++r) {
        HedgedPath sum{0.0, 0.0};
        for (int i = 0; i < paths_of_replicate; ++i) {
            const InnerPath path{draws, static_cast<std::uint64_t>(r * paths_of_replicate + i)};
            const HedgedPath found =
                hedged(right, {}, value, path, [&](std::size_t k, double x) { return right.waiting(k, x); });
            sum.low += found.low;
            sum.high += found.high;
        }
        low.push_back(sum.low / paths_of_replicate);
        high.push_back(sum.high / paths_of_replicate);
    }
    constexpr std::int64_t paths = replicates * paths_of_replicate;
    return {estimate(low, paths), estimate(high, paths)};
}

}  // namespace snell
