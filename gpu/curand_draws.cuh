#pragma once
#include "core/draws.h"
#include "gpu/chunk.h"

#include <cuda_runtime_api.h>
// cuRAND's functions for kernels, compiled for the processor, too.
#if defined(__CUDACC__)
#define QUALIFIERS static __forceinline__ __host__ __device__
#else
#define QUALIFIERS static inline
#endif
#include <curand_philox4x32_x.h>

/// Philox draws through cuRAND's generator: a yardstick of our own, which makes the same words where they are
/// used.
namespace snell {

/// A block of words of cuRAND's generator with the sequence (purpose, block), at the offset of a path.
ALWAYS_INLINE PhiloxBlock<std::uint64_t> curand_block(const Philox& philox, std::uint64_t path,
                                                      std::uint32_t block) {
    curandStatePhilox4_32_10_t state{};
    state.key = {static_cast<unsigned>(philox.seed), static_cast<unsigned>(philox.seed >> 32)};
    Philox_State_Incr_hi(&state, static_cast<unsigned long long>(philox.purpose) << 32 | block);
    Philox_State_Incr(&state, path);
    const uint4 words = curand_Philox4x32_10(state.ctr, state.key);
    return {{words.x, words.y, words.z, words.w}};
}

/// Thread (pair of dimensions, path): two draws of a path, normals or uniforms.
struct CurandPairs {
    DrawTables tables;
    Chunk chunk;
    double sign;   ///< -1 for mirrored paths
    double* rows;  ///< [step][normals, then uniforms][path]

    HOST_DEVICE static long pairs_of(int steps, int each) {
        return (static_cast<long>(steps) * each + 1) / 2;
    }
    HOST_DEVICE long pairs() const {
        return pairs_of(tables.steps, tables.normals) + pairs_of(tables.steps, tables.uniforms);
    }

    HOST_DEVICE void operator()(long thread) const {
        const long i = thread % chunk.stride, pair = thread / chunk.stride;
        if (i >= chunk.paths_held) return;
        const long normal_pairs = pairs_of(tables.steps, tables.normals);
        pair < normal_pairs ? draw_normals(i, pair) : draw_uniforms(i, pair - normal_pairs);
    }

  private:
    HOST_DEVICE void draw_normals(long i, long pair) const {
        double u, turn, even, odd;
        uniforms(i, static_cast<std::uint32_t>(pair), u, turn);
        box_muller(u, turn, sign, even, odd);
        put(i, 2 * pair, 0, tables.normals, even);
        put(i, 2 * pair + 1, 0, tables.normals, odd);
    }
    HOST_DEVICE void draw_uniforms(long i, long pair) const {
        double even, odd;
        uniforms(i, first_uniform_block + static_cast<std::uint32_t>(pair), even, odd);
        put(i, 2 * pair, tables.normals, tables.uniforms, fma(sign, even - 0.5, 0.5));
        put(i, 2 * pair + 1, tables.normals, tables.uniforms, fma(sign, odd - 0.5, 0.5));
    }
    HOST_DEVICE void uniforms(long i, std::uint32_t block, double& even, double& odd) const {
        const Philox philox{tables.seed, replicate_purpose(tables.purpose, chunk.replicate(i))};
        uniforms_from_words<double>(curand_block(philox, chunk.path(i), block), even, odd);
    }
    /// Of `each` columns from `first` on.
    HOST_DEVICE void put(long i, long dimension, int first, int each, double draw) const {
        if (dimension / each < tables.steps)
            rows[(dimension / each * tables.width() + first + dimension % each) * chunk.stride + i] = draw;
    }
};

/// Makes a DeviceWalk take its Philox draws from cuRAND.
struct CurandDraws {
    static constexpr bool fills_rows = true;
    template <class Device>
    static void fill(Device& device, const DrawTables& tables, const Chunk& chunk, double sign,
                     double* rows) {
        const CurandPairs task{tables, chunk, sign, rows};
        device.launch(task, task.pairs() * chunk.stride);
    }
};

}  // namespace snell
