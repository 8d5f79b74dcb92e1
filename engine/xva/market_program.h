#pragma once
#include "core/draws.h"

namespace snell {

/// Paths in a block of market paths: the unit of work.  It belongs to the definition of a result.
inline constexpr int market_block = 256;
/// Most factors that market paths may have.
inline constexpr int max_market_factors = 64;

struct AffineTerm {
    int source;
    double weight;
};

/// State variable i = offset[i] + the terms up to ends[i], in order.  Sources count through the state before,
/// then (a bridge only) the state after, then the standard normals.
struct AffineMap {
    int factors;
    const double* offset;
    const int* ends;
    const AffineTerm* terms;
};

/// State variable i; `source(k)` gives source k for the paths at hand.
template <class R, class Source>
ALWAYS_INLINE R apply(const AffineMap& map, int i, const Source& source) {
    R y(map.offset[i]);
    for (int at = i == 0 ? 0 : map.ends[i - 1]; at < map.ends[i]; ++at)
        y = fma(R(map.terms[at].weight), source(map.terms[at].source), y);
    return y;
}
/// All of them: variable i to out + i * stride.
template <class R, class Source>
ALWAYS_INLINE void apply(const AffineMap& map, const Source& source, double* out, long stride) {
    for (int i = 0; i < map.factors; ++i) store(out + i * stride, apply<R>(map, i, source));
}

/// A block of Philox draws as two standard normals.
template <class R>
ALWAYS_INLINE void normal_pair(const PhiloxPaths<R>& paths, std::uint32_t block, R& even, R& odd) {
    R u, turn;
    paths.uniforms(block, u, turn);
    box_muller(u, turn, R(1.0), even, odd);
}

/// A date between two others: reads the states in slots `before` and `after`, writes slot `to`.
struct MarketBridge {
    AffineMap map;
    int before, after, to;
    std::uint32_t day;  ///< days from today: names its draws
};

/// What comes next in a walk from date to date: a state is made (bridge >= 0), one is shown (date >= 0).
struct MarketEvent {
    int bridge = -1, date = -1, slot = 0;
};

/// Market paths as their loops see them.  A slot holds the states of a block at one date, [factor][path].
/// Slot 0 is today, slots 1 ... moves are the grid.
struct MarketProgram {
    const DrawPlan* draws;
    const AffineMap* moves;  ///< [step] from slot step to slot step + 1
    int steps;
    int factors;
    const double* start;  ///< [factor] today's state
    Philox between;       ///< draws of the dates between those of the grid; purpose without replicate
};

/// All slots of the grid for the block of paths that starts at first_path.
using MarketGridFunction = void (*)(const MarketProgram&, std::uint32_t replicate, std::uint64_t first_path,
                                    double* slots);
using MarketBridgeFunction = void (*)(const MarketProgram&, const MarketBridge&, std::uint32_t replicate,
                                      std::uint64_t first_path, double* slots);

/// The loops compiled for one instruction set.
struct MarketKernels {
    MarketGridFunction grid;
    MarketBridgeFunction bridge;
};
extern const MarketKernels avx512_market_kernels, avx2_market_kernels, scalar_market_kernels;

}  // namespace snell
