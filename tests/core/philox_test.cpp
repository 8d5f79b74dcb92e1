#include "core/philox.h"

#include "core/lanes.h"
#include "tests/core/cpu.h"
#include "tests/core/draw_bits_bodies.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace snell {
namespace {

using Words = std::array<std::uint32_t, 4>;

template <int rounds>
Words words(Words counter, std::uint64_t key) {
    PhiloxBlock<std::uint64_t> block{{counter[0], counter[1], counter[2], counter[3]}};
    block = philox_words<rounds>(block, key);
    Words low;
    for (int i = 0; i < 4; ++i) low[i] = static_cast<std::uint32_t>(block.word[i]);
    return low;
}

// Known-answer vectors of Random123, the library of the generator's authors (file kat_vectors).
constexpr Words pi_counter = {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344};
constexpr std::uint64_t pi_key = 0x299f31d0a4093822;

TEST(Philox, ten_rounds_give_the_authors_known_answers) {
    EXPECT_EQ(words<10>({0, 0, 0, 0}, 0), (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
    EXPECT_EQ(words<10>({~0u, ~0u, ~0u, ~0u}, ~0ull),
              (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
    EXPECT_EQ(words<10>(pi_counter, pi_key), (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Philox, seven_rounds_give_the_authors_known_answer) {
    EXPECT_EQ(words<7>(pi_counter, pi_key), (Words{0x4dfccaba, 0x190a87f0, 0xc47362ba, 0xb6b5242a}));
}

// The device sequence of cuRAND: counter = (offset / 4, subsequence), each 64 bits, low word first.
TEST(Philox, lays_out_counters_as_curand_does) {
    EXPECT_EQ(words<10>({0, 0, 1, 0}, 0), (Words{0x844515e1, 0xf08d6eaa, 0x0f19c053, 0x83f875f0}));
    const Words first = words<10>({1, 0, 5, 0}, 1234), second = words<10>({2, 0, 5, 0}, 1234);
    EXPECT_EQ((Words{first[2], first[3], second[0], second[1]}),
              (Words{0x32773955, 0x72c26332, 0x26a9bd1b, 0xd88ecb0d}));
}

TEST(Philox, uniforms_are_the_top_bits_of_two_words_at_the_middle_of_their_cell) {
    const Words w = words<10>({77, 3, 5, 9}, 42);
    double even, odd;
    Philox{42, 9}.uniforms(77 + (3ull << 32), 5, even, odd);
    const auto middle = [](std::uint32_t high, std::uint32_t low) {
        return (static_cast<double>((static_cast<std::uint64_t>(high) << 32 | low) >> 12) + 0.5) * 0x1p-52;
    };
    EXPECT_EQ(even, middle(w[1], w[0]));
    EXPECT_EQ(odd, middle(w[3], w[2]));
}

TEST(Philox, that_stays_on_its_paths_draws_the_same) {
    for (std::uint64_t first : {std::uint64_t{0}, std::uint64_t{4096}, (std::uint64_t{7} << 32) - 16})
        for (std::uint32_t block : {0u, 1u, 77u, 0x80000001u, ~0u}) {
            const Philox philox{0x123456789abcdef, 0xfffffe07u};
            using R = Lanes<4, 4>;
            R even, odd, same_even, same_odd;
            philox.uniforms(first, block, even, odd);
            PhiloxPaths<R>(philox, first).uniforms(block, same_even, same_odd);
            double expected[32], found[32];
            store(expected, even);
            store(expected + 16, odd);
            store(found, same_even);
            store(found + 16, same_odd);
            for (int i = 0; i < 32; ++i)
                EXPECT_EQ(found[i], expected[i]) << first << ' ' << block << ' ' << i;
        }
}

TEST(Philox, uniforms_stay_strictly_inside_the_unit_interval) {
    EXPECT_EQ(uniform_from_bits<double>(0), 0x1p-53);
    EXPECT_EQ(uniform_from_bits<double>(~0ull), 1.0 - 0x1p-53);
}

template <class R>
std::vector<double> bits_of(std::uint64_t first_path) {
    std::vector<double> out(2 * 4096);
    philox_bits<R>(Philox{0x123456789abcdef0, 3}, first_path, 11, 4096, out.data());
    return out;
}

TEST(Philox, lanes_give_the_bits_of_single_paths) {
    // The second range crosses the carry into the high word of the path number.
    for (std::uint64_t first : {0ull, 0xffffff00ull}) {
        const std::vector<double> expected = bits_of<double>(first);
        EXPECT_EQ((bits_of<Lanes<4, 1>>(first)), expected);
        EXPECT_EQ((bits_of<Lanes<4, 4>>(first)), expected);
    }
}

TEST(Philox, wide_lanes_give_the_bits_of_single_paths) {
    if (!has_avx512()) GTEST_SKIP() << "this processor has no AVX-512";
    std::vector<double> out(2 * 4096);
    for (std::uint64_t first : {0ull, 0xffffff00ull}) {
        philox_bits_wide(Philox{0x123456789abcdef0, 3}, first, 11, 4096, out.data());
        EXPECT_EQ(out, bits_of<double>(first));
    }
}

// Mean 1/2 and variance 1/12 over 2^20 uniforms, and no correlation between the two of a block; 4 sigma.
TEST(Philox, uniforms_have_the_moments_of_the_uniform_law) {
    constexpr std::size_t n = 1 << 19;
    std::vector<double> u(2 * n);
    philox_bits<Lanes<4, 4>>(Philox{1, 0}, 0, 0, n, u.data());
    double mean = 0, square = 0, product = 0;
    for (double x : u) mean += x - 0.5, square += (x - 0.5) * (x - 0.5) - 1.0 / 12;
    for (std::size_t i = 0; i < n; ++i) product += (u[i] - 0.5) * (u[n + i] - 0.5);
    EXPECT_LE(std::abs(mean), 4 * std::sqrt(2.0 * n / 12));
    EXPECT_LE(std::abs(square), 4 * std::sqrt(2.0 * n / 180));
    EXPECT_LE(std::abs(product), 4 * std::sqrt(n / 144.0));
}

}  // namespace
}  // namespace snell
