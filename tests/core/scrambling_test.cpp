#include "core/sobol.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>

namespace snell {
namespace {

using Points = std::vector<std::vector<double>>;  // [dimension][point]

/// The top 32 bits of the first n points, mirrored.
std::vector<std::uint32_t> mirrored_points(int dimension, std::uint64_t n) {
    const auto v = direction_vectors(dimension);
    std::vector<std::uint32_t> x;
    for (std::uint64_t i = 0; i < n; ++i)
        x.push_back(static_cast<std::uint32_t>(reverse_bits(sobol_coordinate(v, i))));
    return x;
}

Points scrambled_points(int dimensions, std::uint64_t n, std::uint64_t seed, std::uint32_t replicate) {
    Points points(dimensions);
    for (int d = 0; d < dimensions; ++d) {
        const Scramble scramble = scramble_of(seed, replicate, d);
        for (std::uint32_t x : mirrored_points(d, n))
            points[d].push_back(scrambled_uniform<double>(x, scramble));
    }
    return points;
}

/// Owen's (1995) scrambling by its definition: a fair coin for each node of the binary tree.
double scramble_by_coins(std::uint32_t mirrored, std::uint64_t seed) {
    std::uint64_t y = 0;
    for (std::uint64_t bit = 0; bit < 32; ++bit) {
        const std::uint64_t node = mirrored & ((1ull << bit) - 1);
        const std::uint64_t coin =
            philox_words(PhiloxBlock<std::uint64_t>{{node, bit, 0, 0}}, seed).word[0] & 1;
        y |= ((mirrored >> bit & 1) ^ coin) << bit;
    }
    return static_cast<double>(reverse_bits(y) >> 32) * 0x1p-32 + 0x1p-33;
}

double product_of_linear(const Points& x, std::size_t i) {  // integral 1
    double p = 1;
    for (std::size_t d = 0; d < x.size(); ++d)
        p *= 1 + (x[d][i] - 0.5) / static_cast<double>((d + 1) * (d + 1));
    return p;
}

double mean(const Points& x, const std::function<double(const Points&, std::size_t)>& f) {
    double sum = 0;
    for (std::size_t i = 0; i < x[0].size(); ++i) sum += f(x, i);
    return sum / static_cast<double>(x[0].size());
}

TEST(Scrambling, keeps_each_dimension_stratified) {
    const Points x = scrambled_points(64, 4096, 3, 0);
    for (int d = 0; d < 64; ++d) {
        std::vector<int> count(4096);
        for (double u : x[d]) ++count[static_cast<std::size_t>(u * 4096)];
        EXPECT_EQ(std::ranges::count(count, 1), 4096) << d;
    }
}

// The first two dimensions are a (0, 2)-sequence: 2^10 points put one into every 2^-a x 2^-(10-a) rectangle.
TEST(Scrambling, keeps_the_first_pair_balanced_in_all_elementary_intervals) {
    const Points x = scrambled_points(2, 1024, 4, 1);
    for (int a = 0; a <= 10; ++a) {
        std::vector<int> count(1024);
        for (int i = 0; i < 1024; ++i)
            ++count[(static_cast<int>(x[0][i] * (1 << a)) << (10 - a)) |
                    static_cast<int>(x[1][i] * (1 << (10 - a)))];
        EXPECT_EQ(std::ranges::count(count, 1), 1024) << a;
    }
}

// A flipped bit must flip each lower-order bit for half of the seeds: without that, sub-intervals are not
// permuted independently.  496 pairs of bits, 5 sigma of 4,000 coins.
TEST(Scrambling, lets_every_bit_decide_over_all_finer_ones) {
    constexpr int seeds = 4000;
    double worst = 0;
    for (int flipped = 0; flipped < 32; ++flipped) {
        std::vector<int> changed(32);
        for (int s = 0; s < seeds; ++s) {
            const Scramble scramble = scramble_of(9, s, flipped);
            const auto bits = [&](std::uint32_t x) {
                return static_cast<std::uint64_t>(scrambled_uniform<double>(x, scramble) * 0x1p32);
            };
            const std::uint32_t x = static_cast<std::uint32_t>(s) * 0x9e3779b9u;
            const std::uint64_t change = bits(x) ^ bits(x ^ 1u << flipped);
            for (int bit = 0; bit < 32; ++bit) changed[bit] += change >> (31 - bit) & 1;
        }
        for (int bit = 0; bit < flipped; ++bit) EXPECT_EQ(changed[bit], 0) << flipped << ' ' << bit;
        EXPECT_EQ(changed[flipped], seeds);
        for (int bit = flipped + 1; bit < 32; ++bit)
            worst = std::max(worst, std::abs(changed[bit] - seeds / 2.0));
    }
    EXPECT_LE(worst, 5 * std::sqrt(seeds / 4.0));
}

// The bits below 2^-32, over seeds: each fair, also in the lowest cell, where the deepest normals come from.
TEST(Scrambling, fills_the_cells_of_2_to_the_minus_32_evenly) {
    constexpr int seeds = 1 << 14;
    std::vector<int> count(16);
    for (int s = 0; s < seeds; ++s) {
        const double u = scrambled_uniform<double>(0, scramble_of(10, s, 0)) * 0x1p32;
        ++count[static_cast<std::size_t>((u - std::floor(u)) * 16)];
    }
    double chi_square = 0;
    for (int c : count) chi_square += (c - seeds / 16.0) * (c - seeds / 16.0) / (seeds / 16.0);
    EXPECT_LE(chi_square, 15 + 4 * std::sqrt(30));  // 15 degrees of freedom: mean 15, variance 30; 4 sigma
}

// Over seeds every point is uniform: 1,000 replicates of few points average to the integral.
TEST(Scrambling, is_unbiased) {
    constexpr int replicates = 1000;
    double sum = 0, squares = 0;
    for (int r = 0; r < replicates; ++r) {
        const double error = mean(scrambled_points(4, 8, 5, r), product_of_linear) - 1;
        sum += error;
        squares += error * error;
    }
    EXPECT_LE(std::abs(sum), 4 * std::sqrt(squares));
}

// A hash that is not Owen's scrambling shows in the variance: the one of Laine and Karras (2011) gives half
// of it on smooth functions of one variable and 1.4 times it on a product of two.
TEST(Scrambling, has_the_variance_of_scrambling_by_fair_coins) {
    struct Integral {
        std::function<double(const Points&, std::size_t)> integrand;
        double value;
    };
    const Integral integrals[] = {
        {[](const Points& x, std::size_t i) { return x[0][i] * x[0][i]; }, 1.0 / 3},
        {[](const Points& x, std::size_t i) { return (x[0][i] - 0.5) * (x[1][i] - 0.5); }, 0.0},
        // A simplex of side 1.2 without its three corners beyond 1.
        {[](const Points& x, std::size_t i) { return x[0][i] + x[1][i] + x[2][i] < 1.2 ? 1.0 : 0.0; },
         (1.2 * 1.2 * 1.2 - 3 * 0.2 * 0.2 * 0.2) / 6},
        {product_of_linear, 1.0}};
    constexpr int replicates = 1500, n = 64;
    std::vector<std::vector<std::uint32_t>> mirrored;
    for (int d = 0; d < 3; ++d) mirrored.push_back(mirrored_points(d, n));
    double hashed[4] = {}, exact[4] = {};  // sums of squared errors
    for (int r = 0; r < replicates; ++r) {
        const Points x = scrambled_points(3, n, 6, r);
        Points y(3);
        for (std::uint64_t d = 0; d < 3; ++d)
            for (std::uint32_t m : mirrored[d]) y[d].push_back(scramble_by_coins(m, d << 32 | r));
        for (int f = 0; f < 4; ++f) {
            hashed[f] += std::pow(mean(x, integrals[f].integrand) - integrals[f].value, 2);
            exact[f] += std::pow(mean(y, integrals[f].integrand) - integrals[f].value, 2);
        }
    }
    // A variance from n replicates of a law with kurtosis k has relative variance (k - 1) / n; k <= 4 here.
    const double sigma = std::sqrt(2 * 3.0 / replicates);
    for (int f = 0; f < 4; ++f) EXPECT_LE(std::abs(std::log(hashed[f] / exact[f])), 4 * sigma) << f;
}

// The families of Genz (1984) in 5 dimensions, with their closed forms.
TEST(Scrambling, integrates_the_genz_families_within_its_own_error) {
    constexpr int dimensions = 5, replicates = 16;
    const double a[] = {0.5, 0.75, 1.0, 1.25, 1.5}, u[] = {0.1, 0.2, 0.3, 0.4, 0.5};
    const double pi = std::acos(-1.0);
    const auto sum = [&](const Points& x, std::size_t i) {
        double total = 0;
        for (int d = 0; d < dimensions; ++d) total += a[d] * x[d][i];
        return total;
    };
    double half_angles = 0, oscillation = 1, peak = 1, continuous = 1, discontinuous = 1;
    for (int d = 0; d < dimensions; ++d) {
        half_angles += a[d] / 2;
        oscillation *= 2 * std::sin(a[d] / 2) / a[d];
        peak *= a[d] * (std::atan(a[d] * (1 - u[d])) + std::atan(a[d] * u[d]));
        continuous *= (2 - std::exp(-a[d] * u[d]) - std::exp(-a[d] * (1 - u[d]))) / a[d];
        discontinuous *= std::expm1(a[d] * (d < 2 ? u[d] : 1.0)) / a[d];
    }
    double corner = 0;  // inclusion and exclusion over the corners of the cube
    for (int c = 0; c < 1 << dimensions; ++c) {
        double base = 1;
        for (int d = 0; d < dimensions; ++d) base += c >> d & 1 ? a[d] : 0;
        corner += (std::popcount(static_cast<unsigned>(c)) % 2 ? -1 : 1) / base;
    }
    for (int d = 0; d < dimensions; ++d) corner /= a[d] * (d + 1);

    struct Family {
        const char* name;
        double value;
        std::function<double(const Points&, std::size_t)> integrand;
    };
    const Family families[] = {
        {"oscillatory", std::cos(2 * pi * u[0] + half_angles) * oscillation,
         [&](const Points& x, std::size_t i) { return std::cos(2 * pi * u[0] + sum(x, i)); }},
        {"product peak", peak,
         [&](const Points& x, std::size_t i) {
             double p = 1;
             for (int d = 0; d < dimensions; ++d)
                 p /= 1 / (a[d] * a[d]) + (x[d][i] - u[d]) * (x[d][i] - u[d]);
             return p;
         }},
        {"corner peak", corner, [&](const Points& x, std::size_t i) { return std::pow(1 + sum(x, i), -6); }},
        {"continuous", continuous,
         [&](const Points& x, std::size_t i) {
             double total = 0;
             for (int d = 0; d < dimensions; ++d) total += a[d] * std::abs(x[d][i] - u[d]);
             return std::exp(-total);
         }},
        {"discontinuous", discontinuous, [&](const Points& x, std::size_t i) {
             return x[0][i] > u[0] || x[1][i] > u[1] ? 0.0 : std::exp(sum(x, i));
         }}};
    for (const Family& family : families) {
        double total = 0, squares = 0, spread = 0;
        for (int r = 0; r < replicates; ++r) {
            const Points x = scrambled_points(dimensions, 4096, 12, r);
            const double error = mean(x, family.integrand) - family.value;
            total += error;
            squares += error * error;
            for (std::size_t i = 0; i < 4096; ++i)
                spread += std::pow(family.integrand(x, i) - family.value, 2);
        }
        const double average = total / replicates;
        const double std_error = std::sqrt((squares / replicates - average * average) / (replicates - 1));
        EXPECT_LE(std::abs(average), 4 * std_error) << family.name;
        // Even where a jump runs through the cube, a fifth of plain Monte Carlo's error with as many points.
        EXPECT_LE(std_error, std::sqrt(spread) / (replicates * 4096.0) / 5) << family.name;
    }
}

/// Slope of log2(RMSE) against log2(n), n = 2^6 ... 2^14, 24 replicates, of product_of_linear in 4
/// dimensions.
double rmse_slope(const std::function<Points(std::uint64_t n, std::uint32_t replicate)>& draw) {
    double sxy = 0, sxx = 0;
    for (int m = 6; m <= 14; ++m) {
        double squares = 0;
        for (std::uint32_t r = 0; r < 24; ++r)
            squares += std::pow(mean(draw(1ull << m, r), product_of_linear) - 1, 2);
        sxy += (m - 10) * 0.5 * std::log2(squares / 24);
        sxx += (m - 10) * (m - 10);
    }
    return sxy / sxx;
}

// Owen (1997): n^(-3/2) up to logarithms for smooth integrands; the logarithms and the few replicates leave
// 1/4.
TEST(Scrambling, converges_faster_than_the_power_5_over_4) {
    EXPECT_LE(rmse_slope([](std::uint64_t n, std::uint32_t r) { return scrambled_points(4, n, 11, r); }),
              -1.25);
}

// log2 of an RMSE from 24 replicates has the error sqrt(2 / 24) / (2 ln 2), and the slope over m - 10 = -4
// ... 4 that over sqrt(60); 4 sigma.
TEST(Philox, converges_with_the_square_root) {
    const auto draw = [](std::uint64_t n, std::uint32_t r) {
        Points x(4, std::vector<double>(n));
        for (std::uint64_t i = 0; i < n; ++i)
            for (std::uint32_t pair = 0; pair < 2; ++pair)
                Philox{11, r}.uniforms(i, pair, x[2 * pair][i], x[2 * pair + 1][i]);
        return x;
    };
    EXPECT_NEAR(rmse_slope(draw), -0.5, 4 * std::sqrt(2.0 / 24 / 60) / (2 * std::log(2.0)));
}

}  // namespace
}  // namespace snell
