#pragma once
#include <cstdint>

#include "engine/kernels/kernels.h"
#include "engine/xva/block_rows.h"
#include "engine/xva/survival_program.h"

namespace snell {

/// The loops of the exposure engine, compiled once per instruction set; all give the same bits.
struct XvaKernels {
    void (*happen)(const Event& event, const BlockRows& rows);
    /// Rows of the date and 1 / N(t).
    void (*prepare)(const PointProgram& point, const BlockRows& rows, double* deflator);
    void (*value)(const PointProgram& point, std::size_t unit, const BlockRows& rows, double* value);
    /// Moves a balance to what the agreement asks for at a value; reads `before`, writes `after`.
    void (*call)(const MarginTerms& terms, const Netted& netted, double* after);
    /// Sums, and V - C per path into `left`, in the base currency.
    ExposureSums (*expose)(const Netted& netted, double* left);
    AllocationSums (*allocate)(const Netted& set, const double* trade);
    /// Moves one name's hazard and survival from date to date.
    void (*survive)(const HazardMove& move, const HazardRows& rows, const Philox& draws,
                    std::uint64_t first_path);
};

const XvaKernels& xva_kernels(Isa isa);

extern const XvaKernels avx512_xva_kernels, avx2_xva_kernels, scalar_xva_kernels;

}  // namespace snell
