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
#include <random>
#include <string>
#include <vector>

#include "tests/core/exact.h"

/// The maximum errors that the headers of core/math promise, each held against 200 bits at 200,000 arguments.
namespace snell {
namespace {

constexpr int arguments = 200000;

/// Where arguments are drawn: evenly over [low, high], or evenly over the doubles between, that is over
/// magnitudes.
struct Interval {
    double low, high;
    enum class Spread { even, over_magnitudes } spread = Spread::even;
};
constexpr auto over_magnitudes = Interval::Spread::over_magnitudes;
constexpr double tiniest = 0x1p-1074;
constexpr double smallest = 0x1p-1022;

/// `error` is the distance of the function from the truth at x, in ULP; `promise` its maximum.
struct Contract {
    std::string name;
    double promise;
    std::vector<Interval> intervals;
    double (*error)(double x);
};

/// The error of `function` against a function of MPFR.
template <double (*function)(double), int (*exact)(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t)>
double error_of(double x) {
    Exact y;
    exact(y, Exact(x), MPFR_RNDN);
    return ulps(function(x), y);
}
template <double (*function)(double), void (*exact)(Exact&, const Exact&)>
double error_of(double x) {
    Exact y;
    exact(y, Exact(x));
    return ulps(function(x), y);
}

/// x^p for one of the powers that pay-offs and variance processes use, or a large one, chosen by the bits of
/// x.
double pow_error(double x) {
    constexpr double powers[] = {0.5, -1.7, 3.0, 17.3, -0.0123, 1000.3, -250.0, 1.0 / 3.0};
    const double p = powers[to_bits(x) % std::size(powers)];
    Exact y;
    mpfr_pow(y, Exact(x), Exact(p), MPFR_RNDN);
    return y.rounded() >= smallest ? ulps(pow(x, p), y) : 0.0;
}
double inverse_error(double u) {
    const double x = normal_inverse(u);
    Exact y;
    exact_normal_inverse(y, u, x);
    return ulps(x, y);
}
double sin_turn(double u) {
    double s, c;
    sincos_turn(u, s, c);
    return s;
}
double cos_turn(double u) {
    double s, c;
    sincos_turn(u, s, c);
    return c;
}
void exact_sin_turn(Exact& y, const Exact& u) {
    turn(y, u);
    mpfr_sin(y, y, MPFR_RNDN);
}
void exact_cos_turn(Exact& y, const Exact& u) {
    turn(y, u);
    mpfr_cos(y, y, MPFR_RNDN);
}

const Contract contracts[] = {
    {"exp",
     1.5,
     {{-708.0, 709.7}, {-1.0, 1.0}, {-746.0, -708.0}, {tiniest, 709.7, over_magnitudes}},
     error_of<exp<double>, mpfr_exp>},
    {"expm1",
     2.5,
     {{-50.0, 709.7}, {-1.0, 1.0}, {tiniest, 709.7, over_magnitudes}},
     error_of<expm1<double>, mpfr_expm1>},
    {"log",
     1.5,
     {{tiniest, DBL_MAX, over_magnitudes}, {0.5, 2.0}, {0.95, 1.05}},
     error_of<log<double>, mpfr_log>},
    {"log1p",
     2.0,
     {{-1.0 + 0x1p-53, 3.0}, {-0.1, 0.1}, {tiniest, DBL_MAX, over_magnitudes}},
     error_of<log1p<double>, mpfr_log1p>},
    {"sin",
     2.0,
     {{-7.0, 7.0}, {-0x1p20, 0x1p20}, {tiniest, 1.0, over_magnitudes}},
     error_of<sin<double>, mpfr_sin>},
    {"cos", 2.0, {{-7.0, 7.0}, {-0x1p20, 0x1p20}}, error_of<cos<double>, mpfr_cos>},
    {"sin_turn", 2.0, {{-1.0, 1.0}, {-0x1p20, 0x1p20}}, error_of<sin_turn, exact_sin_turn>},
    {"cos_turn", 2.0, {{-1.0, 1.0}, {-0x1p20, 0x1p20}}, error_of<cos_turn, exact_cos_turn>},
    {"rsqrt",
     1.5,
     {{tiniest, DBL_MAX, over_magnitudes}, {0.25, 4.0}},
     error_of<rsqrt<double>, mpfr_rec_sqrt>},
    {"pow", 2.0, {{smallest, DBL_MAX, over_magnitudes}, {0.5, 2.0}}, pow_error},
    {"normal_pdf", 2.0, {{-37.5, 37.5}, {-3.0, 3.0}}, error_of<normal_pdf<double>, exact_normal_pdf>},
    {"normal_cdf",
     4.0,
     {{-37.5, 9.0}, {-6.0, 0.0}, {-1.0, 1.0}, {tiniest, 1.0, over_magnitudes}},
     error_of<normal_cdf<double>, exact_normal_cdf>},
    {"normal_inverse",
     3.0,
     {{0x1p-53, 1.0 - 0x1p-53}, {0.45, 0.55}, {tiniest, 0.5, over_magnitudes}},
     inverse_error},
};

/// The k-th of `count` arguments of an interval: one in each of `count` equal parts, so that no gap is left.
double draw(const Interval& interval, int k, int count, std::mt19937_64& engine) {
    const double part = (k + static_cast<double>(engine() >> 11) * 0x1p-53) / count;
    if (interval.spread == Interval::Spread::even)
        return interval.low + (interval.high - interval.low) * part;
    const auto low = static_cast<double>(to_bits(interval.low)),
               high = static_cast<double>(to_bits(interval.high));
    return from_bits<double>(static_cast<std::uint64_t>(low + (high - low) * part));
}

class MathContract : public testing::TestWithParam<Contract> {};

TEST_P(MathContract, holds_against_200_bits) {
    const Contract& contract = GetParam();
    std::mt19937_64 engine(20240521);
    const int share = arguments / static_cast<int>(contract.intervals.size());
    double worst = 0.0, at = 0.0;
    for (const Interval& interval : contract.intervals)
        for (int k = 0; k < share; ++k) {
            const double x = draw(interval, k, share, engine);
            const double error = contract.error(x);
            if (!(error <= worst)) worst = error, at = x;
        }
    RecordProperty("worst_ulp", std::to_string(worst));
    EXPECT_LE(worst, contract.promise) << contract.name << " at " << at;
    EXPECT_GT(worst, 0.0) << "rounding alone leaves some error";
}
INSTANTIATE_TEST_SUITE_P(, MathContract, testing::ValuesIn(contracts),
                         [](const auto& contract) { return contract.param.name; });

}  // namespace
}  // namespace snell
