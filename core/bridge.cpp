#include "core/bridge.h"

#include <algorithm>
#include <cstddef>
#include <queue>
#include <stdexcept>
#include <string>

namespace snell {

namespace {

/// Steps first ... last - 1, to be split before step `middle`; `variance` is that of the path at the split
/// given the path at both ends.
struct Interval {
    std::size_t first, middle, last;
    double variance;

    /// Order of the queue: largest variance first, then from left to right.
    friend bool operator<(const Interval& a, const Interval& b) {
        return a.variance != b.variance ? a.variance < b.variance : a.first > b.first;
    }
};

/// `ends[i]` and `ends[i + 1]` are the ends of step i.  Splits where the conditional variance is largest.
Interval interval(const std::vector<double>& ends, std::size_t first, std::size_t last) {
    const double centre = 0.5 * (ends[first] + ends[last]);
    const auto above = std::lower_bound(ends.begin() + first + 1, ends.begin() + last, centre);
    std::size_t middle = static_cast<std::size_t>(above - ends.begin());
    if (middle == last || (middle > first + 1 && centre - ends[middle - 1] <= ends[middle] - centre))
        --middle;
    const double left = ends[middle] - ends[first], right = ends[last] - ends[middle];
    return {first, middle, last, left * right / (ends[last] - ends[first])};
}

}  // namespace

std::vector<BridgeSplit> bridge_splits(const std::vector<double>& times) {
    std::vector<double> ends{0.0};
    for (double t : times) {
        if (!(t > ends.back()))
            throw std::invalid_argument("bridge: time " + std::to_string(t) + " is not above " +
                                        std::to_string(ends.back()) + " (times must increase from 0)");
        ends.push_back(t);
    }
    std::vector<BridgeSplit> splits;
    std::priority_queue<Interval> waiting;
    const auto wait = [&](std::size_t first, std::size_t last) {
        if (last - first > 1) waiting.push(interval(ends, first, last));
    };
    wait(0, times.size());
    while (!waiting.empty()) {
        const Interval top = waiting.top();
        waiting.pop();
        const double whole = ends[top.last] - ends[top.first];
        splits.push_back({static_cast<int>(top.first), static_cast<int>(top.middle),
                          sqrt((ends[top.middle] - ends[top.first]) / whole),
                          sqrt((ends[top.last] - ends[top.middle]) / whole)});
        wait(top.first, top.middle);
        wait(top.middle, top.last);
    }
    return splits;
}

}  // namespace snell
