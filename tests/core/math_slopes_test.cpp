#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "core/math/exp.h"
#include "core/math/expm1.h"
#include "core/math/log.h"
#include "core/math/log1p.h"
#include "core/math/normal_cdf.h"
#include "core/math/normal_inverse.h"
#include "core/math/normal_pdf.h"
#include "core/math/pow.h"
#include "core/math/rsqrt.h"
#include "core/math/sincos.h"

/// Slopes of core/math against the derivatives of the textbook, for two parameters that move the argument by
/// 1 and by -3.
namespace snell {
namespace {

using Slopes = Dual<double, 2>;
constexpr double infinity = std::numeric_limits<double>::infinity();

Slopes moving(double x) {
    Slopes moved(x);
    moved.slope[0] = 1.0;
    moved.slope[1] = -3.0;
    return moved;
}
/// A derivative is some products and quotients of values within 4 ULP: 16 ULP holds them.
void expect_slopes(const Slopes& y, double value, double derivative, double rounding = 0.0) {
    const double tolerance = 16.0 * 0x1p-53 * std::fabs(derivative) + rounding;
    EXPECT_EQ(y.value, value);
    EXPECT_NEAR(y.slope[0], derivative, tolerance);
    EXPECT_NEAR(y.slope[1], -3.0 * derivative, 3.0 * tolerance);
}
template <class Check>
void everywhere(double low, double high, Check check) {
    std::mt19937_64 engine(5);
    for (int i = 0; i < 2000; ++i) check(low + (high - low) * static_cast<double>(engine() >> 11) * 0x1p-53);
}

TEST(Slopes, of_exp_are_exp) {
    everywhere(-20.0, 20.0, [](double x) {
        expect_slopes(exp(moving(x)), exp(x), exp(x));
        expect_slopes(expm1(moving(x)), expm1(x), exp(x), 2.0 * 0x1p-53);  // 1 + expm1(x), near 1
    });
}
TEST(Slopes, of_log_are_reciprocals) {
    everywhere(0.01, 20.0, [](double x) {
        expect_slopes(log(moving(x)), log(x), 1.0 / x);
        expect_slopes(log1p(moving(x)), log1p(x), 1.0 / (1.0 + x));
    });
}
TEST(Slopes, of_sine_and_cosine_are_each_other) {
    everywhere(-10.0, 10.0, [](double x) {
        expect_slopes(sin(moving(x)), sin(x), cos(x));
        expect_slopes(cos(moving(x)), cos(x), -sin(x));
    });
}
TEST(Slopes, of_powers_have_one_power_less) {
    everywhere(0.1, 10.0, [](double x) {
        expect_slopes(pow(moving(x), 2.5), pow(x, 2.5), 2.5 * pow(x, 1.5));
        expect_slopes(pow(Slopes(x), moving(-0.7)), pow(x, -0.7), pow(x, -0.7) * log(x));
        expect_slopes(rsqrt(moving(x)), rsqrt(x), -0.5 * rsqrt(x) / x);
        expect_slopes(reciprocal(moving(x)), 1.0 / x, -1.0 / (x * x));
    });
}
TEST(Slopes, of_the_normal_distribution_are_its_density) {
    everywhere(-8.0, 8.0, [](double x) {
        expect_slopes(normal_cdf(moving(x)), normal_cdf(x), normal_pdf(x));
        expect_slopes(normal_pdf(moving(x)), normal_pdf(x), -x * normal_pdf(x));
    });
    // The density at the quantile inherits x times the quantile's error, at most 8 * 8 ULP here.
    everywhere(1e-12, 1.0 - 1e-12, [](double u) {
        const double x = normal_inverse(u), slope = normal_inverse(moving(u)).slope[0];
        EXPECT_NEAR(slope * normal_pdf(x), 1.0, 16.0 * 0x1p-53 + 64.0 * 0x1p-53);
    });
}
/// `select` keeps one of two slopes, so a discarded one may be anything; but a parameter that does not move
/// the argument has slope 0, and 0 times an infinite derivative would be NaN.
TEST(Slopes, of_what_does_not_move_are_zero_at_every_pole) {
    const Slopes still[] = {Slopes(0.0),       Slopes(-0.0),  Slopes(1.0),      Slopes(-1.0),
                            Slopes(0x1p-1074), Slopes(710.0), Slopes(-infinity)};
    for (const Slopes& x : still)
        for (const Slopes& y : {exp(x), expm1(x), log(x), log1p(x), pow(x, 0.5), pow(x, -1.5), rsqrt(x),
                                normal_pdf(x), normal_cdf(x), normal_inverse(x)}) {
            if (std::isnan(y.value)) continue;  // outside the domain
            EXPECT_EQ(y.slope[0], 0.0) << x.value;
            EXPECT_EQ(y.slope[1], 0.0) << x.value;
        }
}
TEST(Slopes, stop_at_the_edge_of_the_domain) {
    EXPECT_EQ(log(moving(0.0)).slope[0], 0.0);
    EXPECT_EQ(log1p(moving(-1.0)).slope[0], 0.0);
    EXPECT_EQ(pow(moving(0.0), 0.5).slope[0], 0.0);
    EXPECT_EQ(rsqrt(moving(0.0)).slope[0], 0.0);
}

}  // namespace
}  // namespace snell
