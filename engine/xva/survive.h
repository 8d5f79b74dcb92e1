#pragma once
#include "core/math/exp.h"
#include "engine/kernels/market_loops.h"
#include "engine/xva/survival_program.h"
#include "models/square_root_move.h"

/// The loop over the paths of a block that moves a hazard; compiled once per instruction set.
namespace snell {

template <class R>
void survive(const HazardMove& move, const HazardRows& rows, const Philox& draws, std::uint64_t first_path) {
    const AffineMap map = move.noises();
    const int n = move.factors;
    R z[max_hazard_noises + 1];
    for (int i = 0; i < market_block; i += lanes_of<R>) {
        between_normals(PhiloxPaths<R>(draws, first_path + static_cast<std::uint64_t>(i)), move.step,
                        move.normals, z);
        const auto source = [&](int k) {
            if (k < n) return load<R>(rows.before[k] + i);
            if (k < 2 * n) return load<R>(rows.after[k - n] + i);
            k -= 2 * n;
            return k < move.own_noises ? load<R>(rows.own_noises + k * market_block + i)
                                       : R(rows.sign) * z[k - move.own_noises];
        };
        apply<R>(map, source, rows.noises + i, market_block);
        const auto noise = [&](int k) { return load<R>(rows.noises + k * market_block + i); };
        R x = load<R>(rows.state + i), integral = load<R>(rows.integral + i);
        if (move.dynamics == HazardTerms::Dynamics::gaussian) {
            integral = fma(R(move.carry), x, integral) + noise(1);
            x = fma(R(move.decay), x, noise(0));
        } else {
            for (int k = 0; k < map.factors; ++k) {
                const R next = move_square_root<R>(move.square_root, x, noise(k));
                integral = integral + fma(R(move.square_root.hold), x + next, R(move.square_root.settle));
                x = next;
            }
        }
        store(rows.state + i, x);
        store(rows.integral + i, integral);
        store(rows.survival + i, R(move.known) * exp(-integral));
    }
}

}  // namespace snell
