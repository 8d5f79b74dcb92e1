#include <gtest/gtest.h>

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>

#include "tests/engine/worlds.h"

namespace snell {
namespace {

const worlds::BlackScholesFormula formula{1.0, 100.0, 105.0, 0.03, 0.01, 0.25, 1.0};

Estimate price_with_seed(bool quasi, std::uint64_t seed, int replicates, std::int64_t paths) {
    static const TbbBackend backend(1);
    Settings settings = worlds::settings(paths, seed);
    if (!quasi) settings.sampler = Philox{.seed = seed};
    settings.replicates = replicates;
    const European call{0, OptionType::call, formula.strike, formula.maturity};
    return price(backend, worlds::black_scholes(100.0, 0.03, 0.01, 0.25), call, settings).estimate;
}

struct Coverage {
    int covered = 0;
    double largest_gap = 0.0;  ///< Kolmogorov-Smirnov distance of the t-scores from uniform
};

constexpr int seeds = 400;

Coverage coverage(bool quasi, int replicates, std::int64_t paths) {
    Coverage found;
    const boost::math::students_t law(replicates - 1);
    std::vector<double> ranks;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        const Estimate e = price_with_seed(quasi, seed, replicates, paths);
        const double score = (e.value - formula.price()) / e.std_error;
        if (std::fabs(score) <= boost::math::quantile(law, 0.975)) ++found.covered;
        ranks.push_back(boost::math::cdf(law, score));
    }
    std::sort(ranks.begin(), ranks.end());
    for (int i = 0; i < seeds; ++i) {
        const double u = ranks[static_cast<std::size_t>(i)];
        found.largest_gap =
            std::max({found.largest_gap, std::fabs((i + 1.0) / seeds - u), std::fabs(u - double(i) / seeds)});
    }
    return found;
}

// Binomial(400, 0.95) lies in [368, 392] (92 to 98 in 100) with probability 0.994; the KS bound at 1e-3
// is 1.95 / sqrt(n).
constexpr int least = 92 * seeds / 100, most = 98 * seeds / 100;
const double ks_bound = 1.95 / std::sqrt(double(seeds));

TEST(Estimate, intervals_of_pseudo_random_runs_cover_the_true_price) {
    const Coverage found = coverage(false, 16, 16 * 256);
    EXPECT_GE(found.covered, least);
    EXPECT_LE(found.covered, most);
    EXPECT_LT(found.largest_gap, ks_bound);
}

TEST(Estimate, intervals_of_scrambled_sobol_runs_cover_the_true_price) {
    const Coverage found = coverage(true, 16, 16 * 256);
    EXPECT_GE(found.covered, least);
    EXPECT_LE(found.covered, most);
    EXPECT_LT(found.largest_gap, ks_bound);
}

TEST(Estimate, digits_follow_the_error) {
    EXPECT_EQ(print(Estimate{9.41342, 0.00213, 1, 2}), "9.4134 +- 0.0021");
    EXPECT_EQ(print(Estimate{1234.5, 12.3, 1, 2}), "1234 +- 12");
    EXPECT_EQ(print(Estimate{-0.00012345, 0.0000011, 1, 2}), "-0.0001234 +- 0.0000011");
}

TEST(Estimate, error_of_scrambled_sobol_falls_faster_than_pseudo_random) {
    // Slope of log error against log paths over 2^8 .. 2^13 per replicate, by least squares; a European call
    // is smooth enough for randomised QMC to beat -0.75 (docs/theory/sampling.md), while pseudo-random runs
    // fall as -0.5.
    const auto slope = [](bool quasi) {
        double sx = 0.0, sy = 0.0, sxx = 0.0, sxy = 0.0;
        const int levels = 6;
        for (int level = 0; level < levels; ++level) {
            const std::int64_t paths = std::int64_t{64} << (8 + level);
            const double x = std::log(double(paths)),
                         y = std::log(price_with_seed(quasi, 3, 64, paths).std_error);
            sx += x, sy += y, sxx += x * x, sxy += x * y;
        }
        return (levels * sxy - sx * sy) / (levels * sxx - sx * sx);
    };
    EXPECT_LT(slope(true), -0.75);
    EXPECT_NEAR(slope(false), -0.5, 0.1);
}

}  // namespace
}  // namespace snell
