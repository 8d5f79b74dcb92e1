#include "engine/xva/node_curves.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace snell {
namespace {

/// A day's discounting by a rate that rises with time, over eight years.
World rising_rates() {
    World world;
    world.today = Date::parse("2026-03-02");
    world.currencies.emplace_back();
    DailyCurve& curve = world.currencies.front().discount;
    curve.today = world.today;
    for (int day = 0; day <= 8 * 365; ++day)
        curve.values.push_back(std::exp(-(0.01 + 0.005 * day / 365.0) * day / 365.0));
    return world;
}

const std::vector<Period> tenors{Period::parse("1Y"), Period::parse("2Y"), Period::parse("5Y"),
                                 Period::parse("10Y")};

/// Of a logarithm of a discount factor near 1: one rounding each in exp, log, and the factor that is read.
constexpr double rounding = 16 * std::numeric_limits<double>::epsilon();

TEST(NodeCurves, meet_the_curve_at_tenors) {
    const World world = rising_rates();
    const DailyCurve& exact = world.currencies.front().discount;
    const World kept = through_nodes(world, tenors);
    for (const char* date : {"2027-03-02", "2028-03-02", "2031-03-02"})
        EXPECT_NEAR(kept.currencies.front().discount(Date::parse(date)), exact(Date::parse(date)), rounding);
}

TEST(NodeCurves, hold_the_forward_rate_between_tenors_and_beyond_the_last_on_the_curve) {
    const World kept = through_nodes(rising_rates(), tenors);
    const std::vector<double>& values = kept.currencies.front().discount.values;
    const auto forward = [&](int day) {
        return std::log(values[static_cast<std::size_t>(day)] / values[static_cast<std::size_t>(day) + 1]);
    };
    EXPECT_NEAR(forward(0), forward(364), rounding);
    EXPECT_NEAR(forward(731), forward(1825), rounding);
    EXPECT_NEAR(forward(1825), forward(8 * 365 - 1), rounding);  // the curve ends before 10Y
    EXPECT_LT(forward(364), forward(365));                       // a tenor is where it jumps
}

TEST(NodeCurves, without_tenors_are_the_curves_themselves) {
    const World world = rising_rates();
    EXPECT_EQ(through_nodes(world, {}).currencies.front().discount.values,
              world.currencies.front().discount.values);
}

}  // namespace
}  // namespace snell
