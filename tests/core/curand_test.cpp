#include "core/philox.h"
#include "core/sobol.h"

#include <gtest/gtest.h>

#if defined(SNELL_CURAND)
#include <curand.h>
#endif

namespace snell {
namespace {

#if defined(SNELL_CURAND)

/// The first n words of cuRAND's Philox4x32-10 on the host.
std::vector<std::uint32_t> curand_words(std::uint64_t seed, std::size_t n) {
    std::vector<std::uint32_t> words(n);
    curandGenerator_t generator;
    EXPECT_EQ(curandCreateGeneratorHost(&generator, CURAND_RNG_PSEUDO_PHILOX4_32_10), CURAND_STATUS_SUCCESS);
    EXPECT_EQ(curandSetPseudoRandomGeneratorSeed(generator, seed), CURAND_STATUS_SUCCESS);
    EXPECT_EQ(curandGenerate(generator, words.data(), n), CURAND_STATUS_SUCCESS);
    EXPECT_EQ(curandDestroyGenerator(generator), CURAND_STATUS_SUCCESS);
    return words;
}

#endif

// It deals its blocks of four words over 2^16 subsequences in turn: block b is block b / 2^16 of subsequence
// b mod 2^16.
TEST(Curand, has_the_words_of_our_philox) {
#if defined(SNELL_CURAND)
    constexpr std::size_t blocks = 1 << 18;
    for (std::uint64_t seed : {0ull, 0x123456789abcdef0ull}) {
        const std::vector<std::uint32_t> theirs = curand_words(seed, 4 * blocks);
        std::size_t different = 0;
        for (std::uint64_t b = 0; b < blocks; ++b) {
            const auto ours = philox_words(PhiloxBlock<std::uint64_t>{{b >> 16, 0, b & 0xffff, 0}}, seed);
            for (int i = 0; i < 4; ++i)
                different += theirs[4 * b + i] != static_cast<std::uint32_t>(ours.word[i]);
        }
        EXPECT_EQ(different, 0u) << seed;
    }
#else
    GTEST_SKIP() << "built without the CUDA toolkit";
#endif
}

TEST(Curand, has_our_direction_vectors_in_all_its_dimensions) {
#if defined(SNELL_CURAND)
    constexpr int dimensions = 20000;
    curandDirectionVectors64_t* theirs = nullptr;
    ASSERT_EQ(curandGetDirectionVectors64(&theirs, CURAND_DIRECTION_VECTORS_64_JOEKUO6),
              CURAND_STATUS_SUCCESS);
    std::size_t different = 0;
    for (int d = 0; d < dimensions; ++d) {
        const auto ours = direction_vectors(d);
        for (int k = 0; k < 64; ++k) different += theirs[d][k] != ours[k];
    }
    EXPECT_EQ(different, 0u);
#else
    GTEST_SKIP() << "built without the CUDA toolkit";
#endif
}

}  // namespace
}  // namespace snell
