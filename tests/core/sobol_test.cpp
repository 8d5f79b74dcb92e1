#include "core/sobol.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <stdexcept>

namespace snell {
namespace {

double point(int dimension, std::uint64_t index) {
    return static_cast<double>(sobol_coordinate(direction_vectors(dimension), index) >> 12) * 0x1p-52;
}

// Point 28 of the five-dimensional sequence, published with the tests of TF Quant Finance.
TEST(Sobol, point_28_is_the_published_one) {
    const double expected[] = {0.21875, 0.84375, 0.09375, 0.53125, 0.40625};
    for (int d = 0; d < 5; ++d) EXPECT_EQ(point(d, 28), expected[d]) << d;
}

// Worked by hand from the first ten lines of new-joe-kuo-6.21201.
TEST(Sobol, point_1000_follows_from_the_first_lines_of_the_table) {
    const double expected[] = {0.0927734375, 0.1611328125, 0.4501953125, 0.9091796875, 0.9931640625,
                               0.1630859375, 0.0166015625, 0.6396484375, 0.9990234375, 0.1220703125};
    for (int d = 0; d < 10; ++d) EXPECT_EQ(point(d, 1000), expected[d]) << d;
}

// SciPy 1.10, scipy.stats.qmc.Sobol(21201, scramble=False), whose order is the gray code.
TEST(Sobol, fifth_point_in_gray_order_reaches_the_last_dimension) {
    const std::pair<int, double> expected[] = {{1, 0.875},    {2, 0.875},     {3, 0.125},
                                               {1000, 0.625}, {10000, 0.625}, {21201, 0.125}};
    for (const auto& [dimension, x] : expected)
        EXPECT_EQ(point(dimension - 1, gray_index(5)), x) << dimension;
}

TEST(Sobol, gray_order_visits_each_aligned_block_of_points_once) {
    std::set<std::uint64_t> seen;
    for (std::uint64_t i = 0; i < 64; ++i) seen.insert(gray_index(i));
    EXPECT_EQ(seen.size(), 64u);
    EXPECT_EQ(*seen.rbegin(), 63u);
}

TEST(Sobol, refuses_dimensions_outside_the_table) {
    EXPECT_NO_THROW(direction_vectors(sobol_dimensions - 1));
    EXPECT_THROW(direction_vectors(sobol_dimensions), std::out_of_range);
    EXPECT_THROW(direction_vectors(-1), std::out_of_range);
}

// m_k = vector[k - 1] * 2^k / 2^64 is odd and below 2^k, so each dimension is a (0, 1)-sequence in base 2.
TEST(Sobol, generating_matrices_of_all_dimensions_are_unit_upper_triangular) {
    int wrong = 0;
    for (int d = 0; d < sobol_dimensions; ++d) {
        const auto v = direction_vectors(d);
        for (int k = 0; k < 64; ++k) wrong += std::countr_zero(v[k]) != 63 - k;
    }
    EXPECT_EQ(wrong, 0);
}

TEST(Sobol, first_4096_points_are_stratified_in_each_of_64_dimensions) {
    for (int d = 0; d < 64; ++d) {
        const auto v = direction_vectors(d);
        std::vector<int> count(4096);
        for (std::uint64_t i = 0; i < 4096; ++i) ++count[sobol_coordinate(v, i) >> 52];
        EXPECT_EQ(std::ranges::count(count, 1), 4096) << d;
    }
}

TEST(Sobol, mirrored_directions_are_the_top_halves_reversed) {
    const std::vector<std::uint32_t> directions = mirrored_directions(100);
    for (int d : {0, 1, 50, 99}) {
        const auto v = direction_vectors(d);
        for (int k = 0; k < 32; ++k)
            for (int bit = 0; bit < 32; ++bit)
                ASSERT_EQ(directions[k * 100 + d] >> bit & 1, v[k] >> (63 - bit) & 1);
    }
}

TEST(SobolCursor, jumps_to_the_point_with_an_index) {
    const std::vector<std::uint32_t> directions = mirrored_directions(20);
    SobolCursor cursor(1, directions.data(), 20);
    for (std::uint64_t index : {0ull, 32ull, 64ull, 0xffffffffull, 12345ull}) {
        cursor.seek(0, index);
        for (int d = 0; d < 20; ++d)
            EXPECT_EQ(
                cursor.coordinates()[d],
                static_cast<std::uint32_t>(reverse_bits(sobol_coordinate(direction_vectors(d), index))));
    }
}

TEST(SobolCursor, scrambles_for_the_purpose_and_the_set_it_is_given) {
    const std::vector<std::uint32_t> directions = mirrored_directions(3);
    SobolCursor cursor(77, directions.data(), 3);
    for (const auto& [purpose, set] : {std::pair(5u, 0u), {0u, 0u}, {0u, 9u}, {0u, 0u}, {5u, 9u}, {5u, 0u}}) {
        cursor.seek(purpose, std::uint64_t{set} << 32 | 6u);
        for (std::uint32_t d = 0; d < 3; ++d) {
            EXPECT_EQ(cursor.coordinates()[d], static_cast<std::uint32_t>(reverse_bits(sobol_coordinate(
                                                   direction_vectors(static_cast<int>(d)), 6))));
            const Scramble expected = scramble_of(77, purpose, d, set);
            EXPECT_EQ(cursor.scrambles()[d].add, expected.add);
            EXPECT_EQ(cursor.scrambles()[d].multiply, expected.multiply);
            EXPECT_EQ(cursor.scrambles()[d].flip, expected.flip);
            EXPECT_EQ(cursor.scrambles()[d].tail, expected.tail);
        }
    }
}

}  // namespace
}  // namespace snell
