#pragma once
#include <cstdint>

#include "core/real.h"

/// Where a thread of a device stands in a run.
namespace snell {

/// Consecutive blocks of paths that a device holds at a time, in the order of Blocks; thread i is path i of
/// them.  The last block of a replicate is simulated whole, and its sum leaves out what is too much.
struct Chunk {
    std::uint64_t first_path;   ///< of each replicate
    std::uint64_t paths;        ///< of each replicate
    std::uint64_t blocks_each;  ///< of each replicate
    std::uint64_t first_block;
    long stride;      ///< paths that there is room for: number k of path i lies at k * stride + i
    long paths_held;  ///< at most `stride`
    int block_bits;   ///< a block has 2^block_bits paths

    HOST_DEVICE long block_size() const { return 1L << block_bits; }
    HOST_DEVICE std::uint64_t block(long i) const {
        return first_block + static_cast<std::uint64_t>(i >> block_bits);
    }
    HOST_DEVICE std::uint32_t first_replicate() const {
        return static_cast<std::uint32_t>(first_block / blocks_each);
    }
    HOST_DEVICE std::uint32_t replicate(long i) const {
        return static_cast<std::uint32_t>(block(i) / blocks_each);
    }
    HOST_DEVICE std::uint64_t path(long i) const {
        return first_path + (block(i) % blocks_each << block_bits) +
               static_cast<std::uint64_t>(i & (block_size() - 1));
    }
    /// Paths that count of the block of path i.
    HOST_DEVICE int length(long i) const {
        const std::uint64_t left = paths - (block(i) % blocks_each << block_bits);
        const auto whole = static_cast<std::uint64_t>(block_size());
        return static_cast<int>(left < whole ? left : whole);
    }
};

}  // namespace snell
