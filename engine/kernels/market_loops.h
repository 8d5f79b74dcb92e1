#pragma once
#include "engine/xva/market_program.h"

/// The loops over the packs of a block; compiled once per instruction set.
namespace snell {

ALWAYS_INLINE long slot_size(const MarketProgram& program) {
    return static_cast<long>(program.factors) * market_block;
}

template <class R>
void walk_market_grid(const MarketProgram& program, std::uint32_t replicate, std::uint64_t first_path,
                      double* slots) {
    Draws<R> draws(*program.draws);
    for (int pack = 0; pack < market_block; pack += lanes_of<R>) {
        draws.start(replicate, first_path + static_cast<std::uint64_t>(pack));
        double* state = slots + pack;
        for (int i = 0; i < program.factors; ++i) store(state + i * market_block, R(program.start[i]));
        for (int step = 0; step < program.steps; ++step) {
            const R* const z = draws.step(step);
            const double* const before = state;
            state += slot_size(program);
            const auto source = [&](int i) {
                return i < program.factors ? load<R>(before + i * market_block) : z[i - program.factors];
            };
            apply<R>(program.moves[step], source, state, market_block);
        }
    }
}

/// The standard normals of a day between grid dates: a pure function of (path, day).
template <class R>
ALWAYS_INLINE void between_normals(const PhiloxPaths<R>& paths, std::uint32_t day, int count, R* z) {
    const std::uint32_t pairs = static_cast<std::uint32_t>(count + 1) / 2;
    for (std::uint32_t pair = 0; pair < pairs; ++pair)
        normal_pair(paths, day * pairs + pair, z[2 * pair], z[2 * pair + 1]);
}

template <class R>
void walk_market_bridge(const MarketProgram& program, const MarketBridge& bridge, std::uint32_t replicate,
                        std::uint64_t first_path, double* slots) {
    const Philox philox{program.between.seed, replicate_purpose(program.between.purpose, replicate)};
    const double* const before = slots + bridge.before * slot_size(program);
    const double* const after = slots + bridge.after * slot_size(program);
    double* const to = slots + bridge.to * slot_size(program);
    R z[max_market_factors + 1];
    for (int pack = 0; pack < market_block; pack += lanes_of<R>) {
        between_normals(PhiloxPaths<R>(philox, first_path + static_cast<std::uint64_t>(pack)), bridge.day,
                        program.factors, z);
        const auto source = [&](int i) {
            if (i < program.factors) return load<R>(before + i * market_block + pack);
            if (i < 2 * program.factors) return load<R>(after + (i - program.factors) * market_block + pack);
            return z[i - 2 * program.factors];
        };
        apply<R>(bridge.map, source, to + pack, market_block);
    }
}

}  // namespace snell
