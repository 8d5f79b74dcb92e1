// Draws as a device makes them: one path a thread, from the same tables as the host.
#include "core/draws.h"

namespace snell {

/// Philox normals of one block of dimensions per path.
__global__ void philox_normals(DrawTables tables, std::uint32_t replicate, std::uint32_t block, double* out) {
    const std::uint64_t path = blockIdx.x * static_cast<std::uint64_t>(blockDim.x) + threadIdx.x;
    const Philox philox{tables.seed, replicate_purpose(tables.purpose, replicate)};
    double u, turn;
    PhiloxPaths<double>(philox, path).uniforms(block, u, turn);
    box_muller(u, turn, 1.0, out[2 * path], out[2 * path + 1]);
}

/// Scrambled Sobol' normals of all dimensions and their bridge; out[place][path].
__global__ void sobol_normals(DrawTables tables, std::uint32_t replicate, double* out, std::uint64_t paths) {
    const std::uint64_t path = blockIdx.x * static_cast<std::uint64_t>(blockDim.x) + threadIdx.x;
    const std::uint32_t purpose = replicate_purpose(tables.purpose, replicate);
    for (int d = 0; d < tables.dimensions; ++d) {
        std::uint64_t x = 0;
        for (std::uint64_t i = path, k = d; i; i >>= 1, k += tables.dimensions)
            if (i & 1) x ^= tables.directions[k];
        const Scramble scramble = scramble_of(tables.seed, purpose, static_cast<std::uint32_t>(d));
        out[tables.places[d] * paths + path] = normal_inverse(scrambled_uniform<double>(x, scramble));
    }
    for (int j = 0; j < tables.split_count; ++j)
        for (int factor = 0; factor < tables.normals; ++factor) {
            const BridgeSplit& split = tables.splits[j];
            apply(split, out[(split.left * tables.width() + factor) * paths + path],
                  out[(split.right * tables.width() + factor) * paths + path]);
        }
}

}  // namespace snell
