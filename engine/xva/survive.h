#pragma once
#include "engine/kernels/market_loops.h"
#include "engine/xva/credit_on_path.h"

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
            if (k < n) return load<R>(rows.before + k * market_block + i);
            if (k < 2 * n) return load<R>(rows.after + (k - n) * market_block + i);
            k -= 2 * n;
            return k < move.own_noises ? load<R>(rows.own_noises + k * market_block + i)
                                       : R(rows.sign) * z[k - move.own_noises];
        };
        apply<R>(map, source, rows.noises + i, market_block);
        const auto noise = [&](int k) { return load<R>(rows.noises + k * market_block + i); };
        const MovedHazard<R> moved =
            moved_hazard<R>(move, map.factors, {load<R>(rows.state + i), load<R>(rows.integral + i)}, noise);
        store(rows.state + i, moved.state);
        store(rows.integral + i, moved.integral);
        store(rows.survival + i, survived(move, moved.integral));
    }
}

}  // namespace snell
