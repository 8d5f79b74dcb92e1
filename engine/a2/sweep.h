#pragma once
#include "core/real.h"
#include "engine/a2/program.h"

/// A tile of paths on its way back through the steps; compiled once per instruction set.  All sums have eight
/// parts, so that they are the same for any number of lanes.
namespace snell::a2 {

/// Exercises where it pays more than the rule says that waiting is worth.
template <class R>
void settle(const Tile& tile, const Rule& rule) {
    const R constant(-rule.value[0]), slope(rule.deflator - rule.value[1]), bend(-rule.value[2]);
    for (int i = 0; i < tile.paths; i += lanes_of<R>) {
        const R x = load<R>(tile.exercise + i);
        const auto exercised = (x > R(0.0)) & (fma(fma(bend, x, slope), x, constant) > R(0.0));
        if (any_of(exercised))
            store(tile.paid + i, select(exercised, x * R(rule.deflator), load<R>(tile.paid + i)));
    }
}

/// Takes what exercise pays from after `step` (from 0) to before it.
inline void restore(const Tile& tile, int step) __attribute__((always_inline));
void restore(const Tile& tile, int step) {
    const std::uint16_t* mark = tile.marks + step;
    const int packs = (tile.paths + tile.pack_paths - 1) / tile.pack_paths;
    for (int pack = 0; pack < packs; ++pack, mark += tile.mark_stride) {
        std::uint32_t bits = *mark;
        if (bits == 0) continue;
        const double* from = tile.before[pack] - __builtin_popcount(bits);
        tile.before[pack] = from;
        double* const to = tile.exercise + pack * tile.pack_paths;
        for (; bits != 0; bits &= bits - 1) to[__builtin_ctz(bits)] = *from++;
        __builtin_prefetch(tile.before[pack] - 16);
    }
}

/// Adds `count` moments of a tile to their partial sums; `add(sum, x, y)` adds those of R's paths.
template <int count, class R, class Add>
ALWAYS_INLINE void add_moments(const Tile& tile, double* sums, Add add) {
    constexpr int packs = partial_sums / lanes_of<R>;
    R sum[packs][count];
    for (int m = 0; m < count; ++m)
        for (int p = 0; p < packs; ++p) sum[p][m] = load<R>(sums + m * partial_sums + p * lanes_of<R>);
    for (int i = 0; i < tile.paths; i += partial_sums)
        for (int p = 0; p < packs; ++p)
            add(sum[p], load<R>(tile.exercise + i + p * lanes_of<R>),
                load<R>(tile.paid + i + p * lanes_of<R>));
    for (int m = 0; m < count; ++m)
        for (int p = 0; p < packs; ++p) store(sums + m * partial_sums + p * lanes_of<R>, sum[p][m]);
}

/// Goes back over `step` and adds the moments of the tile to `sums`: [moment][partial sum].  In two goes, so
/// that the sums stay in registers.
template <class R>
void step_back(const Tile& tile, int step, double* sums) {
    restore(tile, step);
    add_moments<5, R>(tile, sums, [](R* sum, const R& x, const R&) {
        const R square = x * x;
        sum[0] = sum[0] + select(x > R(0.0), R(1.0), R(0.0));
        sum[1] = sum[1] + x;
        sum[2] = sum[2] + square;
        sum[3] = fma(square, x, sum[3]);
        sum[4] = fma(square, square, sum[4]);
    });
    add_moments<3, R>(tile, sums + 5 * partial_sums, [](R* sum, const R& x, const R& paid) {
        const R y = select(x > R(0.0), paid, R(0.0));
        sum[0] = sum[0] + y;
        sum[1] = fma(x, y, sum[1]);
        sum[2] = fma(x * x, y, sum[2]);
    });
}

}  // namespace snell::a2
