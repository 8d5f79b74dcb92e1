#include "core/bridge.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace snell {
namespace {

const std::vector<double> uneven = {0.1, 0.15, 0.7, 0.71, 2.0, 2.5, 7.0, 7.001, 7.002, 30.0};

std::vector<double> even_times(int steps) {
    std::vector<double> times;
    for (int s = 1; s <= steps; ++s) times.push_back(s / 8.0);
    return times;
}

/// Weight of each dimension's normal in each step's increment: [dimension][step].
std::vector<std::vector<double>> weights(const std::vector<double>& times) {
    const std::vector<BridgeSplit> splits = bridge_splits(times);
    std::vector<std::vector<double>> columns;
    for (std::size_t d = 0; d < times.size(); ++d) {
        std::vector<double> z(times.size());
        z[d ? splits[d - 1].right : 0] = 1;
        for (const BridgeSplit& split : splits) apply(split, z[split.left], z[split.right]);
        columns.push_back(z);
    }
    return columns;
}

/// W(t_s) of a unit normal in one dimension.
double path_weight(const std::vector<double>& column, const std::vector<double>& times, std::size_t s) {
    double w = 0;
    for (std::size_t i = 0; i <= s; ++i) w += column[i] * std::sqrt(times[i] - (i ? times[i - 1] : 0));
    return w;
}

TEST(Bridge, is_a_rotation_for_any_times) {
    for (const auto& times : {uneven, even_times(1), even_times(2), even_times(37), even_times(64)}) {
        const auto w = weights(times);
        for (std::size_t a = 0; a < w.size(); ++a)
            for (std::size_t b = 0; b < w.size(); ++b) {
                double product = 0;
                for (std::size_t s = 0; s < times.size(); ++s) product += w[a][s] * w[b][s];
                // At most 11 splits in a row, two roundings each, in two vectors.
                EXPECT_NEAR(product, a == b, 44 * 0x1p-53);
            }
    }
}

TEST(Bridge, first_dimension_carries_the_whole_end_point) {
    for (const auto& times : {uneven, even_times(37)}) {
        const auto w = weights(times);
        const std::size_t last = times.size() - 1;
        EXPECT_NEAR(path_weight(w[0], times, last), std::sqrt(times[last]), 1e-14 * std::sqrt(times[last]));
        for (std::size_t d = 1; d <= last; ++d)
            EXPECT_NEAR(path_weight(w[d], times, last), 0, 1e-14 * std::sqrt(times[last]));
    }
}

// Between t_a and t_b the bridge at t has mean weight (t - t_a) / (t_b - t_a) and variance (t - t_a)(t_b - t)
// / (t_b - t_a); Caflisch and Moskowitz (1995).
TEST(Bridge, second_dimension_is_the_middle_given_the_end) {
    const std::vector<double> times = even_times(16);
    const auto w = weights(times);
    EXPECT_NEAR(path_weight(w[0], times, 7), std::sqrt(2.0) / 2, 1e-15);
    EXPECT_NEAR(path_weight(w[1], times, 7), std::sqrt(1.0 * 1.0 / 2.0), 1e-15);
    for (std::size_t d = 2; d < 16; ++d) EXPECT_NEAR(path_weight(w[d], times, 7), 0, 1e-15);
}

TEST(Bridge, visits_an_even_grid_level_by_level) {
    std::vector<int> middles;
    for (const BridgeSplit& split : bridge_splits(even_times(8))) middles.push_back(split.right);
    EXPECT_EQ(middles, (std::vector<int>{4, 2, 6, 1, 3, 5, 7}));
}

TEST(Bridge, splits_every_step_once_in_order_of_falling_variance) {
    const std::vector<BridgeSplit> splits = bridge_splits(uneven);
    std::vector<bool> seen(uneven.size());
    seen[0] = true;
    for (const BridgeSplit& split : splits) {
        EXPECT_TRUE(seen[split.left]);
        EXPECT_FALSE(seen[split.right]);
        seen[split.right] = true;
        EXPECT_NEAR(split.cosine * split.cosine + split.sine * split.sine, 1, 2 * 0x1p-52);
    }
    EXPECT_EQ(std::ranges::count(seen, false), 0);
    EXPECT_EQ(splits.front().right, 9);  // 30 years fall apart at 7.002, the time nearest to 15
}

TEST(Bridge, of_one_step_is_the_step) { EXPECT_TRUE(bridge_splits({2.0}).empty()); }

TEST(Bridge, refuses_times_that_do_not_increase) {
    EXPECT_THROW(bridge_splits({1.0, 1.0}), std::invalid_argument);
    EXPECT_THROW(bridge_splits({0.0}), std::invalid_argument);
    EXPECT_THROW(bridge_splits({std::nan("")}), std::invalid_argument);
}

}  // namespace
}  // namespace snell
