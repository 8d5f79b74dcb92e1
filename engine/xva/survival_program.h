#pragma once
#include <cstdint>
#include <vector>

#include "engine/xva/market_program.h"
#include "models/hazard.h"

/// Survival along market paths: what the loop over a block runs, one move a name and simulated date.
namespace snell {

/// Most noises that one name has in one move: steps of a square root.
inline constexpr int max_hazard_noises = 32;

/// How one name moves from one simulated date to the next, given its noises.
struct HazardStep {
    int factors = 0;         ///< of the market's state
    int own_noises = 0;      ///< of our own name in this move that the noises hang on
    std::uint32_t step = 0;  ///< number of the move: names its draws
    int normals = 0;         ///< drawn, the same for all moves of the name

    HazardTerms::Dynamics dynamics = HazardTerms::Dynamics::gaussian;
    double decay = 0.0, carry = 0.0;  ///< Gaussian: x' = decay x + noise 0, integral += carry x + noise 1
    SquareRootStep square_root{};     ///< one step for each noise, a standard normal
    double known = 1.0;               ///< survival is known * exp(-integral)
};

/// The same with its noises: sums of the market's states at both dates, of our own name's noises and of
/// normals; the market's draws are never told twice.
struct HazardMove : HazardStep {
    std::vector<double> offset;
    std::vector<int> ends;
    std::vector<AffineTerm> terms;  ///< sources: states before, states after, own noises, normals

    AffineMap noises() const {
        return {static_cast<int>(offset.size()), offset.data(), ends.data(), terms.data()};
    }
};

/// Rows of one name, and what it reads.
struct HazardRows {
    const double* before;      ///< [factor][path] states of the market at the date before
    const double* after;       ///< and at this one
    const double* own_noises;  ///< [noise][path]
    double sign;               ///< of the normals, 1 or -1
    double* noises;            ///< [noise][path], written
    double* state;             ///< x, moved
    double* integral;          ///< of x from today on, moved
    double* survival;          ///< written
};

/// What exposures of a set whose credit moves are multiplied with along each path, between a date and the one
/// before; S_c and S_b are the survivals of the counterparty and of us, S' those at the date before.
enum class CreditWeight {
    none,                ///< 1: unconditional exposures
    counterparty,        ///< S_c' - S_c
    own,                 ///< S_b' - S_b
    counterparty_first,  ///< (S_c' - S_c) S_b'
    own_first,           ///< (S_b' - S_b) S_c'
    both_alive,          ///< S_c' S_b'
    counterparty_alive   ///< S_c'
};
inline constexpr int set_weights = 7, trade_weights = 3;  ///< the first of them

}  // namespace snell
