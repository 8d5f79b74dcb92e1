#include "portfolios/crossing.h"

#include <gtest/gtest.h>

#include <cmath>

#include "portfolios/corridor_watch.h"

namespace snell {
namespace {

/// Density of a normal with the given variance.
double density(double x, double variance) {
    return std::exp(-0.5 * x * x / variance) / std::sqrt(2.0 * M_PI * variance);
}

TEST(Crossing, is_certain_where_an_end_lies_beyond_the_level) {
    EXPECT_EQ(crossing_probability(-0.1, 0.2, 0.04), 1.0);
    EXPECT_EQ(crossing_probability(0.1, -0.2, 0.04), 1.0);
    EXPECT_EQ(crossing_probability(0.1, 0.0, 0.04), 1.0);
    EXPECT_EQ(crossing_probability(0.1, 0.2, 0.0), 0.0);
}

TEST(Crossing, slopes_end_where_the_level_is_touched_for_certain) {
    Dual<double, 1> from(-0.1);
    from.slope[0] = 1.0;
    EXPECT_EQ(crossing_probability(from, Dual<double, 1>(0.2), Dual<double, 1>(0.04)).slope[0], 0.0);
}

/// Mean over the draw of the share of the variance used at the touch: the slope in the rate at rate 0.
double mean_share(double from, double to, double variance) {
    using D = Dual<double, 1>;
    D rate(0.0);
    rate.slope[0] = 1.0;
    constexpr int draws = 100000;
    double sum = 0.0;
    for (int i = 0; i < draws; ++i)
        sum += touch_discount(D(from), D(to), D(variance), rate, (i + 0.5) / draws).slope[0];
    return sum / draws;
}

TEST(Crossing, mean_time_of_the_touch_agrees_with_its_transform) {
    // Convolution of the first-passage law with the way back: the mean of share * 1{touched} is
    // a / (2 v) erfc((a + |c|) / sqrt(2 v)) / density(c - a), a and c the distances of the ends.
    for (double from : {0.02, 0.1, 0.4})
        for (double to : {-0.3, -0.01, 0.0, 0.05, 0.3}) {
            const double v = 0.04;
            const double touched = std::exp(-2.0 * from * std::max(to, 0.0) / v);
            const double expected = from / (2.0 * v) *
                                    std::erfc((from + std::fabs(to)) / std::sqrt(2.0 * v)) /
                                    density(to - from, v) / touched;
            // The midpoint rule over draws leaves out two tails of weight 1e-5 / 2 each.
            EXPECT_NEAR(mean_share(from, to, v), expected, 1e-5) << from << " to " << to;
        }
}

TEST(Crossing, touch_at_the_start_discounts_nothing) {
    EXPECT_EQ(touch_discount(0.0, 0.1, 0.04, -0.5, 0.3), 1.0);
    EXPECT_EQ(touch_discount(-0.1, 0.1, 0.04, -0.5, 0.3), 1.0);
}

/// Chance to stay in the corridor by its eigenfunctions (Feller 1971, sec. X.5).
double by_eigenfunctions(double from, double to, double width, double variance) {
    double sum = 0.0;
    for (int n = 1; n <= 200; ++n)
        sum += std::sin(n * M_PI * from / width) * std::sin(n * M_PI * to / width) *
               std::exp(-0.5 * n * n * M_PI * M_PI * variance / (width * width));
    return 2.0 / width * sum / density(to - from, variance);
}

TEST(Corridor, images_and_eigenfunctions_agree) {
    const double width = 0.5;
    for (double ratio : {0.02, 0.1, 0.5, 1.0, 3.0, 7.9})
        for (double from : {0.01, 0.2, 0.49})
            for (double to : {0.02, 0.25, 0.4}) {
                const double variance = ratio * width * width;
                // Both series sum terms of order 1; the density below 1 lifts the second one's rounding.
                const double rounding = 64 * 0x1p-53 * (1.0 + 2.0 / width / density(to - from, variance));
                EXPECT_NEAR(corridor_probability(from, to, width, variance),
                            by_eigenfunctions(from, to, width, variance), rounding)
                    << ratio << " " << from << " " << to;
            }
}

TEST(Corridor, one_level_far_away_leaves_the_crossing_of_the_other) {
    EXPECT_NEAR(corridor_probability(0.1, 0.2, 40.0, 0.04), 1.0 - crossing_probability(0.1, 0.2, 0.04),
                0x1p-52);
}

TEST(Corridor, is_left_for_certain_where_an_end_lies_outside_or_the_bridge_is_far_wider) {
    EXPECT_EQ(corridor_probability(-0.1, 0.2, 0.5, 0.04), 0.0);
    EXPECT_EQ(corridor_probability(0.1, 0.6, 0.5, 0.04), 0.0);
    EXPECT_EQ(corridor_probability(0.25, 0.25, 0.5, 8.1 * 0.25), 0.0);
    EXPECT_EQ(corridor_probability(0.25, 0.25, 0.5, 0.0), 1.0);
}

}  // namespace
}  // namespace snell
