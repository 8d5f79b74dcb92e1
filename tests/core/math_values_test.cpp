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

#include <gtest/gtest.h>

#include <cfloat>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>

#include "tests/refs.h"

namespace snell {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double tiniest = 0x1p-1074;

TEST(Exp, is_exact_where_the_result_is) {
    EXPECT_EQ(exp(0.0), 1.0);
    EXPECT_EQ(exp(-0.0), 1.0);
    EXPECT_EQ(exp(tiniest), 1.0);
    EXPECT_EQ(expm1(0.0), 0.0);
    EXPECT_EQ(expm1(tiniest), tiniest);
}
TEST(Exp, ends_at_zero_and_infinity) {
    EXPECT_EQ(exp(-infinity), 0.0);
    EXPECT_EQ(exp(-DBL_MAX), 0.0);
    EXPECT_EQ(exp(-745.2), 0.0);       // below half of 2^-1074
    EXPECT_EQ(exp(-745.1), tiniest);   // above it
    EXPECT_LT(exp(709.78), infinity);  // ln(DBL_MAX) = 709.7827 ...
    EXPECT_EQ(exp(709.79), infinity);
    EXPECT_EQ(exp(DBL_MAX), infinity);
    EXPECT_EQ(exp(infinity), infinity);
    EXPECT_EQ(expm1(-infinity), -1.0);
    EXPECT_EQ(expm1(709.79), infinity);
    EXPECT_EQ(expm1(infinity), infinity);
}
TEST(Log, is_exact_at_one_and_ends_at_infinity) {
    EXPECT_EQ(log(1.0), 0.0);
    EXPECT_EQ(log(0.0), -infinity);
    EXPECT_EQ(log(-0.0), -infinity);
    EXPECT_EQ(log(infinity), infinity);
    EXPECT_TRUE(std::isnan(log(-tiniest)));
    EXPECT_TRUE(std::isnan(log(-infinity)));
    EXPECT_EQ(log1p(0.0), 0.0);
    EXPECT_EQ(log1p(tiniest), tiniest);
    EXPECT_EQ(log1p(-1.0), -infinity);
    EXPECT_EQ(log1p(infinity), infinity);
    EXPECT_TRUE(std::isnan(log1p(-1.5)));
}
TEST(Pow, has_the_values_of_its_contract) {
    EXPECT_EQ(pow(0.0, 2.5), 0.0);
    EXPECT_EQ(pow(0.0, -2.5), infinity);
    EXPECT_EQ(pow(infinity, 0.5), infinity);
    EXPECT_EQ(pow(infinity, -0.5), 0.0);
    EXPECT_EQ(pow(2.0, infinity), infinity);
    EXPECT_EQ(pow(2.0, -infinity), 0.0);
    EXPECT_EQ(pow(0.5, infinity), 0.0);
    EXPECT_EQ(pow(not_a_number, 0.0), 1.0);
    EXPECT_EQ(pow(1.0, not_a_number), 1.0);
    EXPECT_EQ(pow(tiniest, 0.5), 0x1p-537);
    EXPECT_EQ(pow(2.0, -1074.0), tiniest);
    EXPECT_TRUE(std::isnan(pow(-1.0, 0.5)));
}
TEST(Rsqrt, has_the_values_of_its_contract) {
    EXPECT_EQ(rsqrt(4.0), 0.5);
    EXPECT_EQ(rsqrt(0.0), infinity);
    EXPECT_EQ(rsqrt(infinity), 0.0);
    EXPECT_EQ(rsqrt(tiniest), 0x1p537);
    EXPECT_TRUE(std::isnan(rsqrt(-1.0)));
}
TEST(Sincos, knows_its_range) {
    EXPECT_EQ(sin(0.0), 0.0);
    EXPECT_EQ(cos(0.0), 1.0);
    for (double x : {0x1.000001p20, -DBL_MAX, infinity}) {
        EXPECT_TRUE(std::isnan(sin(x)));
        EXPECT_TRUE(std::isnan(cos(x)));
    }
}
TEST(Sincos, is_exact_at_quarter_turns) {
    for (int quarter = -9; quarter <= 9; ++quarter) {
        double s, c;
        sincos_turn(0.25 * quarter, s, c);
        constexpr double sines[] = {0.0, 1.0, 0.0, -1.0};
        EXPECT_EQ(s, sines[quarter & 3]);
        EXPECT_EQ(c, sines[(quarter + 1) & 3]);
    }
}
TEST(NormalCdf, is_a_half_at_zero_and_ends_at_zero_and_one) {
    EXPECT_EQ(normal_cdf(0.0), 0.5);
    EXPECT_EQ(normal_cdf(-infinity), 0.0);
    EXPECT_EQ(normal_cdf(-40.0), 0.0);
    EXPECT_GT(normal_cdf(-38.4), 0.0);
    EXPECT_EQ(normal_cdf(9.0), 1.0);
    EXPECT_EQ(normal_cdf(infinity), 1.0);
    EXPECT_EQ(normal_pdf(infinity), 0.0);
    EXPECT_EQ(normal_pdf(-infinity), 0.0);
}
TEST(NormalInverse, ends_at_infinity_and_knows_its_range) {
    EXPECT_EQ(normal_inverse(0.5), 0.0);
    EXPECT_EQ(normal_inverse(0.0), -infinity);
    EXPECT_EQ(normal_inverse(1.0), infinity);
    for (double u : {-tiniest, -1.0, -infinity, 1.0 + 0x1p-52, infinity})
        EXPECT_TRUE(std::isnan(normal_inverse(u))) << u;
}
TEST(Functions, propagate_not_a_number) {
    for (double y :
         {exp(not_a_number), expm1(not_a_number), log(not_a_number), log1p(not_a_number), sin(not_a_number),
          cos(not_a_number), pow(not_a_number, 2.0), pow(2.0, not_a_number), rsqrt(not_a_number),
          normal_pdf(not_a_number), normal_cdf(not_a_number), normal_inverse(not_a_number)})
        EXPECT_TRUE(std::isnan(y));
}

TEST(NormalInverse, agrees_with_every_published_quantile) {
    int found = 0;
    for (const nlohmann::json& each : published_cases("rng")) {
        if (each.at("instrument") != "inverse_cdf") continue;
        ++found;
        const double u = std::strtod(each.at("inputs").at("p").get<std::string>().c_str(), nullptr);
        EXPECT_NEAR(normal_inverse(u), value_of_case(each), tolerance_of_case(each)) << each.at("id");
    }
    if (found == 0) GTEST_SKIP() << "no published cases: set SNELL_REFS";
}
TEST(NormalInverse, has_the_same_bits_on_both_sides) {
    std::mt19937_64 engine(1);
    for (int i = 0; i < 200000; ++i) {
        const double u = static_cast<double>((engine() >> 11) | 1) * 0x1p-53;
        EXPECT_EQ(normal_inverse(1.0 - u), -normal_inverse(u)) << u;
    }
}
/// From one multiple of 2^-53 to the next.  The step of the quantile is least against its spacing just above
/// 1, where it is 2 ULP; elsewhere anything random will do.
TEST(NormalInverse, never_falls_over_the_multiples_of_2_to_minus_53) {
    constexpr double step = 0x1p-53;
    for (double start : {0.841344746068543, 0.158655253931457, 0x1p-9 / 4.0, step}) {
        double u = std::nearbyint(start / step) * step, before = normal_inverse(u);
        for (int i = 0; i < 200000; ++i) {
            const double after = normal_inverse(u += step);
            ASSERT_LE(before, after) << u;
            before = after;
        }
    }
    std::mt19937_64 engine(2);
    for (int i = 0; i < 400000; ++i) {
        const double u = static_cast<double>((engine() >> 12) + 1) * step;  // up to a half
        ASSERT_LE(normal_inverse(u), normal_inverse(u + step)) << u;
    }
}
/// There the quantile moves by less than its spacing, and two roundings may fall the wrong way.
TEST(NormalInverse, falls_by_two_spacings_at_most_between_adjacent_doubles) {
    std::mt19937_64 engine(3);
    int falls = 0;
    constexpr int pairs = 1000000;
    for (int i = 0; i < pairs; ++i) {
        const double u = static_cast<double>((engine() >> 11) | 1) * 0x1p-54;
        const double below = normal_inverse(u), above = normal_inverse(std::nextafter(u, 1.0));
        falls += above < below;
        ASSERT_GE(above, std::nextafter(std::nextafter(below, -infinity), -infinity)) << u;
    }
    EXPECT_LT(falls, pairs / 1000);
}
TEST(NormalInverse, undoes_normal_cdf) {
    for (double x = -37.4; x < 4.0; x += 0.01) {
        // A relative error e of the probability moves the quantile by e cdf / pdf < e * 1.26 for x < 0.
        const double probability = normal_cdf(x);
        const double moved = 8.0 * 0x1p-53 * probability / normal_pdf(x);
        EXPECT_NEAR(normal_inverse(probability), x, moved + 4.0 * 0x1p-53 * std::fabs(x)) << x;
    }
}

}  // namespace
}  // namespace snell
