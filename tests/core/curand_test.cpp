#include "core/philox.h"
#include "core/sobol.h"

#include <gtest/gtest.h>

#if defined(SNELL_CURAND)
#include <cuda_runtime_api.h>
#include <curand.h>
// The functions that cuRAND offers to kernels, compiled for the host.
#define QUALIFIERS static inline
#include <curand_philox4x32_x.h>
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

// A kernel's generator with the sequence (purpose, block), at the offset of four words a path.
TEST(Curand, has_the_words_of_our_paths_in_kernels) {
#if defined(SNELL_CURAND)
    constexpr std::uint64_t seed = 0x123456789abcdef0ull, purpose = 5u << 8 | 3u;
    std::size_t different = 0;
    for (std::uint64_t path : {0ull, 1ull, 12345ull, 0xffffffffull, 0x100000000ull})
        for (std::uint64_t block = 0; block < 1000; ++block) {
            curandStatePhilox4_32_10_t state{};
            state.key = {static_cast<unsigned>(seed), static_cast<unsigned>(seed >> 32)};
            Philox_State_Incr_hi(&state, purpose << 32 | block);
            Philox_State_Incr(&state, path);
            const uint4 theirs = curand_Philox4x32_10(state.ctr, state.key);
            const auto ours =
                philox_words(PhiloxBlock<std::uint64_t>{{path, path >> 32, block, purpose}}, seed);
            const unsigned words[] = {theirs.x, theirs.y, theirs.z, theirs.w};
            for (int i = 0; i < 4; ++i) different += words[i] != static_cast<std::uint32_t>(ours.word[i]);
        }
    EXPECT_EQ(different, 0u);
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

TEST(Curand, has_our_points_in_gray_order) {
#if defined(SNELL_CURAND)
    constexpr std::uint64_t dimensions = 50, points = 4096;
    std::vector<unsigned long long> theirs(dimensions * points);
    curandGenerator_t generator;
    ASSERT_EQ(curandCreateGeneratorHost(&generator, CURAND_RNG_QUASI_SOBOL64), CURAND_STATUS_SUCCESS);
    EXPECT_EQ(curandSetQuasiRandomGeneratorDimensions(generator, dimensions), CURAND_STATUS_SUCCESS);
    EXPECT_EQ(curandGenerateLongLong(generator, theirs.data(), theirs.size()), CURAND_STATUS_SUCCESS);
    EXPECT_EQ(curandDestroyGenerator(generator), CURAND_STATUS_SUCCESS);
    std::size_t different = 0;
    for (std::uint64_t d = 0; d < dimensions; ++d) {
        const auto vectors = direction_vectors(static_cast<int>(d));
        for (std::uint64_t i = 0; i < points; ++i)
            different += theirs[d * points + i] != sobol_coordinate(vectors, gray_index(i));
    }
    EXPECT_EQ(different, 0u);
#else
    GTEST_SKIP() << "built without the CUDA toolkit";
#endif
}

}  // namespace
}  // namespace snell
