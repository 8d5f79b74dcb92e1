#include "core/exact_sum.h"

#include <gtest/gtest.h>

namespace snell {
namespace {

TEST(ExactSum, keeps_what_doubles_round_away) {
    ExactSum sum;
    for (const double x : {1e300, 1.0, 0x1p-1000, -1e300, -1.0}) sum.add(x);
    EXPECT_EQ(sum.value(), 0x1p-1000);
    sum.add(-0x1p-1000);
    EXPECT_TRUE(sum.is_zero());
}

TEST(ExactSum, of_parts_in_any_order_is_that_of_the_whole) {
    ExactSum whole, first, second;
    for (int k = 1; k <= 1000; ++k) {
        const double x = 1e7 / k * (k % 3 == 0 ? 1e-9 : 1.0);
        whole.add(x);
        (k % 7 == 0 ? first : second).add(x);
    }
    whole.subtract(second);
    EXPECT_FALSE(whole.is_zero());
    whole.subtract(first);
    EXPECT_TRUE(whole.is_zero());
}

}  // namespace
}  // namespace snell
