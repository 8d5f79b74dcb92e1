#pragma once
#include <string_view>

#include "engine/walk.h"

namespace snell {

/// The path loop compiled for one instruction set.  Both functions write one row of `walk.outputs()` block
/// sums for each block of `block_paths` paths from `first_path` (a multiple of block_paths) on; the last
/// block may be partial.
struct Kernels {
    std::string_view name;  ///< "avx512", "avx2", "scalar"
    int lanes;              ///< paths side by side
    void (*values)(const Walk<double>&, std::uint32_t replicate, std::uint64_t first_path, std::int64_t paths,
                   double* sums);
    void (*slopes)(const Walk<Slope>&, std::uint32_t replicate, std::uint64_t first_path, std::int64_t paths,
                   double* sums);
};

enum class Isa : std::uint8_t { automatic, avx512, avx2, scalar };

/// Kernels of an instruction set; `automatic` is the widest that this processor has.  Throws
/// std::runtime_error for one that it lacks.
const Kernels& kernels(Isa isa);

extern const Kernels avx512_kernels, avx2_kernels, scalar_kernels;

}  // namespace snell
