#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/backend.h"

namespace snell {

/// The blocks that one call of Backend::average adds: those of replicate 0, then those of replicate 1 ...
struct Blocks {
    std::uint64_t first_path = 0;  ///< of each replicate
    std::int64_t paths = 0;        ///< of each replicate; the last block may be partial
    std::size_t replicates = 0;

    /// Throws std::logic_error if the sums end in a partial block.
    Blocks(const Sums& sums, std::int64_t paths_to_add);

    std::size_t each() const { return static_cast<std::size_t>((paths + block_paths - 1) / block_paths); }
    std::size_t count() const { return replicates * each(); }

    /// Consecutive blocks of one replicate.
    struct Run {
        std::uint32_t replicate;
        std::uint64_t first_path;
        std::int64_t paths;
        std::size_t blocks;
    };
    /// The longest run of blocks that starts at block `at` and ends before block `end`.
    Run run(std::size_t at, std::size_t end) const;

    /// Adds rows of block sums [block][output] to the sums, in block order whoever made them.
    void add(const std::vector<double>& rows, Sums& sums) const;
};

}  // namespace snell
