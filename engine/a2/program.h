#pragma once
#include <cstdint>

#include "core/draws.h"
#include "models/heston_step.h"

/// All that the path loops of workload a2 see: plain numbers without a container.
namespace snell::a2 {

/// An asset on paths of its own in a scenario, in place of those of the base.
struct Move {
    int asset;
    int scheme;  ///< which HestonStep
    int rows;    ///< its pair of rows: driver of V, then noise of S given V, on the normals of a step
    bool shares_variance;  ///< V as in the base, whose step of S but for the noise is reused
};

/// One valuation: the base paths with what is moved in it.
struct Scenario {
    int first_move, moves;  ///< among Program::moves; their assets are increasing
    int shifts;             ///< among Program::shifts, -1: none
    double drift;           ///< added to ln S in each step
    double discount;        ///< exponent of a step: - rate * dt
};

struct Program {
    int assets, steps;
    Martingale martingale;
    double log_spot, strike;
    const double* schemes;  ///< [scheme] HestonStep; those of the base come first, by asset
    const double* rows;     ///< [pair][2][2 * assets]; those of the base come first, by asset
    const Move* moves;
    const Scenario* scenarios;  ///< [scenario], the base first
    int scenario_count;
    const double* shifts;  ///< [shift][asset] of ln S
    const DrawPlan* draws;
    std::uint32_t replicate;
};

/// Paths that are simulated by one task and swept at a time.
inline constexpr int tile_paths = 256;

/// What is kept of a pack in a scenario: how much exercise pays at maturity, and where on its way back in
/// time that falls to what it was before.  Each rise of the running maximum in a step sets the path's bit in
/// the step's mark and leaves the payment before it; by steps, then by paths.
struct Trail {
    double* last;          ///< [path] at maturity
    double* before;        ///< [rise], with room for a rise of each path in each step
    std::uint16_t* marks;  ///< [step]
    std::uint32_t rises;
};

/// Sums over paths that are in the money, x what exercise pays and y what is paid later: of 1, x, x^2, x^3,
/// x^4, y, x y, x^2 y.
inline constexpr int moments = 8;
/// Every eighth path adds to the same partial sum.
inline constexpr int partial_sums = 8;

/// Continuation value, deflated to today, as a polynomial in what exercise pays; and the deflator of the
/// step.
struct Rule {
    double value[3];
    double deflator;
};

/// The paths of a tile in one scenario.
struct Tile {
    int paths, pack_paths;
    double* exercise;            ///< [path] what exercise pays at the step [currency]
    double* paid;                ///< [path] what the path pays from the step on, deflated to today
    const double** before;       ///< [pack] end of the payments that are still to come back to
    const std::uint16_t* marks;  ///< of the first pack
    long mark_stride;            ///< from pack to pack
};

}  // namespace snell::a2
