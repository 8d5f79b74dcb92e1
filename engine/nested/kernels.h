#pragma once
#include "engine/kernels/kernels.h"
#include "engine/nested/nested_walk.h"

namespace snell {

/// The loop of nested simulation compiled for one instruction set.
struct NestedKernels {
    /// Values the outer paths first ... first + count - 1 of a replicate: means of the quarters of the inner
    /// paths, deflated, one row of walk.row() numbers each, `stride` numbers apart.
    void (*revalue)(const NestedWalk& walk, std::uint32_t replicate, std::uint64_t first, int count,
                    double* rows, std::size_t stride);
    int lanes;  ///< inner paths side by side
};

const NestedKernels& nested_kernels(Isa isa);

extern const NestedKernels avx512_nested_kernels, avx2_nested_kernels, scalar_nested_kernels;

}  // namespace snell
