#pragma once
#include <cstddef>

#include "core/real.h"
#include "engine/xva/program.h"

/// The rows of a block of paths, xva_block numbers each, as loops and threads see them: pointers only, so
/// that a device can hold the same.
namespace snell {

/// One block of paths on one date.
struct BlockRows {
    const double* states;  ///< [state][path]
    double* kept;          ///< [kept row][path]
    double* rows;          ///< [row of this date][path]

    HOST_DEVICE const double* state(int index) const {
        return states + static_cast<std::ptrdiff_t>(index) * xva_block;
    }
    HOST_DEVICE double* row(int index) const {
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

}  // namespace snell
