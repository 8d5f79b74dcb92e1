#pragma once
#include <cstdint>

#include "engine/kernels/kernels.h"
#include "engine/xva/program.h"
#include "engine/xva/survival_program.h"

namespace snell {

/// One block of paths on one date: pointers to rows of xva_block numbers.
struct BlockRows {
    const double* const* states;  ///< [state]
    double* kept;                 ///< [kept row]
    double* rows;                 ///< [row of this date]

    double* row(int index) const {
        return index >= 0 ? rows + static_cast<std::ptrdiff_t>(index) * xva_block
                          : kept + static_cast<std::ptrdiff_t>(~index) * xva_block;
    }
};

/// A unit's values on one date and what is held against them; rows of the block.
struct Netted {
    const double* value = nullptr;     ///< base currency
    const double* balance = nullptr;   ///< collateral in its currency; null: none
    const double* spot = nullptr;      ///< base currency per unit of the collateral's currency
    const double* deflator = nullptr;  ///< 1 / N(t)
    const double* growth = nullptr;    ///< of cash in the collateral's currency up to the next date
    double independent = 0.0;          ///< independent amount, held beside the balance
    double floor_spread = 0.0;         ///< that collateral earns over cash up to the next date [-]
    int paths = xva_block;             ///< of the block; the rest are padding
};

/// Sums over the paths of a block.
struct ExposureSums {
    double positive = 0.0, negative = 0.0;  ///< (V - C)^+ / N and (C - V)^+ / N
    double collateral = 0.0;                ///< C
    double received = 0.0, posted = 0.0;    ///< C^+ / N and (-C)^+ / N
    double floor = 0.0;  ///< (1 - growth - spread)^+ C / N: what collateral would earn below zero
    static constexpr int count = 6;
};

/// What a trade adds to its netting set on the same paths.
struct AllocationSums {
    double positive = 0.0, negative = 0.0;                  ///< Euler: v / N where V > 0, -v / N where V < 0
    double without_positive = 0.0, without_negative = 0.0;  ///< (V - v)^+ / N and (v - V)^+ / N
    static constexpr int count = 4;
};

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
