#pragma once
#include "engine/path_loop.h"
#include "gpu/chunk.h"

/// The sum of a block by halving, a[i] += a[i + half], in two goes: a thread of the first adds the 32 numbers
/// of a block that lie 32 apart, which are the halvings down to 32; one of the second does the rest.  Without
/// a word between threads: nothing to synchronise, nothing that could race.
namespace snell {

inline constexpr int sum_width = 32;
static_assert(sum_width * sum_width == block_paths);

/// Sum of the first `count` numbers by halving, every place known to the compiler, so that they stay in
/// registers.
template <int count, int size>
ALWAYS_INLINE double sum_halves(double (&a)[size]) {
    if constexpr (count > 1) {
        UNROLL
        for (int i = 0; i < count / 2; ++i) a[i] += a[i + count / 2];
        return sum_halves<count / 2>(a);
    }
    return a[0];
}

/// Thread (output, block, i): numbers i, i + 32, i + 64 ... of a block; those past its length count as 0.
struct SumStrands {
    Chunk chunk;
    const double* values;  ///< [output][path]
    double* strands;       ///< [output][block][i]

    HOST_DEVICE void operator()(long thread) const {
        const long first = thread / sum_width * block_paths + thread % sum_width;  // among [output][path]
        if (first % chunk.stride >= chunk.paths_held) return;
        const int length = chunk.length(first % chunk.stride);
        double a[sum_width];
        UNROLL
        for (int k = 0; k < sum_width; ++k) {
            const int place = static_cast<int>(thread % sum_width) + k * sum_width;
            a[k] = place < length ? values[first + k * sum_width] : 0.0;
        }
        strands[thread] = sum_halves<sum_width>(a);
    }
};

/// Thread (output, block): the sum of the block.
struct SumBlocks {
    long room;    ///< blocks that there is room for
    long blocks;  ///< at most `room`
    int outputs;
    const double* strands;  ///< of SumStrands
    double* rows;           ///< [block][output]

    HOST_DEVICE void operator()(long thread) const {
        if (thread % room >= blocks) return;
        double a[sum_width];
        UNROLL
        for (int k = 0; k < sum_width; ++k) a[k] = strands[thread * sum_width + k];
        rows[thread % room * outputs + thread / room] = sum_halves<sum_width>(a);
    }
};

}  // namespace snell
