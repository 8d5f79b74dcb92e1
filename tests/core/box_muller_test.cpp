#include "core/box_muller.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "core/philox.h"

namespace snell {
namespace {

struct Pair {
    double first, second;
};
Pair pair_of(double u, double turn, double scale = 1.0) {
    Pair z;
    box_muller(u, turn, scale, z.first, z.second);
    return z;
}

// sqrt (1/2 ULP of half a relative error of log, 1.5 ULP), sine or cosine (4 ULP) and the two products (1/2
// ULP each).
TEST(BoxMuller, is_the_formula_to_seven_spacings) {
    const Philox philox{11};
    for (std::uint32_t block = 0; block < 20'000; ++block) {
        double u, turn;
        philox.uniforms(3, block, u, turn);
        const Pair z = pair_of(u, turn);
        const long double radius = std::sqrt(-2.0L * std::log(static_cast<long double>(u)));
        const long double angle = 2.0L * std::numbers::pi_v<long double> * turn;
        const long double rounding = radius * angle * 0x1p-63L;  // of the reference's own angle
        const auto near = [&](double found, long double expected) {
            return std::abs(found - expected) <= 7.0L * 0x1p-52L * std::abs(expected) + rounding;
        };
        EXPECT_TRUE(near(z.first, radius * std::cos(angle))) << u << ' ' << turn;
        EXPECT_TRUE(near(z.second, radius * std::sin(angle))) << u << ' ' << turn;
    }
}

TEST(BoxMuller, mirrors_a_pair_by_a_negative_scale) {
    const Pair z = pair_of(0.3, 0.7), mirrored = pair_of(0.3, 0.7, -1.0);
    EXPECT_EQ(mirrored.first, -z.first);
    EXPECT_EQ(mirrored.second, -z.second);
}

TEST(BoxMuller, stays_finite_at_the_ends_of_the_unit_interval) {
    constexpr double least = 0x1p-53;
    for (double u : {least, 1.0 - least})
        for (double turn : {least, 0.25, 0.5, 0.75, 1.0 - least}) {
            const Pair z = pair_of(u, turn);
            // -2 ln 2^-53 = 73.47; the slack is one of rounding.
            EXPECT_LE(z.first * z.first + z.second * z.second, -2.0 * std::log(least) * (1.0 + 0x1p-48));
            EXPECT_GT(z.first * z.first + z.second * z.second, 0.0);
        }
}

// Each fourth of the plane, inside and outside the circle that holds half of the probability, gets an eighth;
// chi-square of 7 degrees of freedom stays below 29.9 with probability 1 - 1e-4.
TEST(BoxMuller, spreads_pairs_as_independent_normals) {
    const Philox philox{5};
    constexpr int count = 80'000;
    int cells[8] = {};
    for (std::uint32_t block = 0; block < count; ++block) {
        double u, turn;
        philox.uniforms(9, block, u, turn);
        const Pair z = pair_of(u, turn);
        const bool outside = z.first * z.first + z.second * z.second > 2.0 * std::numbers::ln2;
        ++cells[4 * outside + 2 * (z.first > 0.0) + (z.second > 0.0)];
    }
    double distance = 0.0;
    for (int cell : cells) distance += std::pow(cell - count / 8.0, 2) / (count / 8.0);
    EXPECT_LE(distance, 29.9);
}

}  // namespace
}  // namespace snell
