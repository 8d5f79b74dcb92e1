#pragma once
#include "engine/xva/market_program.h"
#include "gpu/chunk.h"

/// Draws that a device makes beforehand: scrambled Sobol' points, dimension by dimension, with their bridge,
/// and Philox normals.
namespace snell {

/// Paths whose points differ in the lowest bits of the index only.
inline constexpr int point_row = 32;

/// Thread (replicate of the chunk, dimension): the dimension's scrambling.
struct Scrambles {
    DrawTables tables;
    Chunk chunk;
    Scramble* out;  ///< [replicate - first replicate][dimension]

    HOST_DEVICE void operator()(long i) const {
        const std::uint32_t replicate =
            chunk.first_replicate() + static_cast<std::uint32_t>(i / tables.dimensions);
        out[i] = scramble_of(tables.seed, replicate_purpose(tables.purpose, replicate),
                             static_cast<std::uint32_t>(i % tables.dimensions));
    }
};

/// Thread (row of paths, dimension): the unscrambled coordinate of the row's first point.
struct PointRows {
    DrawTables tables;
    Chunk chunk;
    std::uint32_t* out;  ///< [row][dimension]

    HOST_DEVICE void operator()(long i) const {
        std::uint32_t coordinate = 0;
        const std::uint32_t* direction = tables.directions + i % tables.dimensions;
        std::uint64_t index = chunk.path(i / tables.dimensions * point_row);
        for (; index; index >>= 1, direction += tables.dimensions)
            coordinate ^= (index & 1 ? ~0u : 0u) & *direction;
        out[i] = coordinate;
    }
};

/// Thread (path): all draws of the path.
struct PointDraws {
    DrawTables tables;
    Chunk chunk;
    const Scramble* scrambles;   ///< of Scrambles
    const std::uint32_t* start;  ///< of PointRows
    double sign;                 ///< -1 for mirrored paths
    double* rows;                ///< [step][normals, then uniforms][path]

    HOST_DEVICE void operator()(long i) const {
        const long replicate = chunk.replicate(i) - chunk.first_replicate();
        const Scramble* const scramble = scrambles + replicate * tables.dimensions;
        const std::uint32_t* const from = start + i / point_row * tables.dimensions;
        const int normals = tables.steps * tables.normals;
        for (int d = 0; d < tables.dimensions; ++d) {
            const double u = scrambled_uniform<double>(coordinate(i, d, from[d]), scramble[d]);
            at(tables.places[d], i) = d < normals ? sign * normal_inverse(u) : fma(sign, u - 0.5, 0.5);
        }
        for (int j = 0; j < tables.split_count; ++j) {
            const BridgeSplit split = tables.splits[j];
            for (int factor = 0; factor < tables.normals; ++factor)
                apply(split, at(split.left * tables.width() + factor, i),
                      at(split.right * tables.width() + factor, i));
        }
    }

  private:
    HOST_DEVICE double& at(int place, long i) const { return rows[place * chunk.stride + i]; }
    ALWAYS_INLINE std::uint32_t coordinate(long i, int d, std::uint32_t first) const {
        UNROLL
        for (int k = 0; k < 5; ++k)
            first ^=
                (i >> k & 1 ? ~0u : 0u) & tables.directions[static_cast<long>(k) * tables.dimensions + d];
        return first;
    }
};

/// Thread (pair of dimensions, path): its standard normals, where steps have no uniforms.
struct NormalPairs {
    DrawTables tables;
    Chunk chunk;
    double* rows;  ///< [step][normal][path]

    HOST_DEVICE void operator()(long thread) const {
        const long i = thread % chunk.stride, even = thread / chunk.stride * 2;
        if (i >= chunk.paths_held) return;
        const Philox philox{tables.seed, replicate_purpose(tables.purpose, chunk.replicate(i))};
        double first, second;
        normal_pair(PhiloxPaths<double>(philox, chunk.path(i)), static_cast<std::uint32_t>(even / 2), first,
                    second);
        rows[even * chunk.stride + i] = first;
        if (even + 1 < tables.dimensions) rows[(even + 1) * chunk.stride + i] = second;
    }
};

}  // namespace snell
