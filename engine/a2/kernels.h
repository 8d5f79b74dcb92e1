#pragma once
#include "engine/a2/program.h"
#include "engine/kernels/kernels.h"

namespace snell::a2 {

/// The loops of workload a2 compiled for one instruction set.
struct Kernels {
    int pack_paths;  ///< that are simulated together
    /// Doubles, aligned to 64 bytes, that a pack of a program with so many moves works in.
    std::size_t (*room)(const Program&, int moves);
    /// Simulates the pack from `first_path`, a multiple of pack_paths, on; `valid` has the bits of the paths
    /// that count, the others pay nothing.  `trails`: [scenario].
    void (*trace)(const Program&, int moves, double* room, std::uint64_t first_path, std::uint32_t valid,
                  Trail* trails);
    void (*settle)(const Tile&, const Rule&);
    void (*step_back)(const Tile&, int step, double* sums);
};

/// Those of an instruction set.  Throws std::runtime_error for one that this processor lacks.
const Kernels& kernels_for(Isa isa);

extern const Kernels avx512_kernels, avx2_kernels, scalar_kernels;

}  // namespace snell::a2
