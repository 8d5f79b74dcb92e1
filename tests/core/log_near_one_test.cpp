#include <gtest/gtest.h>

#include <cstring>

#include "core/math/log_near_one.h"
#include "core/philox.h"

namespace snell {
namespace {

TEST(LogNearOne, has_the_bits_of_log) {
    const auto expect_same = [](double x) {
        const double a = log(x), b = log_near_one(x);
        EXPECT_EQ(std::memcmp(&a, &b, sizeof a), 0) << x;
    };
    for (double x : {1.0, 1.0 - 0x1p-53, 1.0 + 0x1p-52, 0.984375, 0.984375 - 0x1p-53, 1.03125,
                     1.03125 - 0x1p-52, 0.5, 2.0, 1e-300, 0.0})
        expect_same(x);
    const Philox philox{.seed = 5};
    for (std::uint32_t i = 0; i < 100000; ++i) {
        double u, v;
        philox.uniforms(0, i, u, v);
        expect_same(0.98 + 0.06 * u);
        expect_same(4.0 * v);
    }
}

TEST(LogNearOne, keeps_slopes) {
    Dual<double, 1> x(1.01);
    x.slope[0] = 1.0;
    EXPECT_EQ(log_near_one(x).slope[0], log(x).slope[0]);
}

}  // namespace
}  // namespace snell
