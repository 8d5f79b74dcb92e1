#pragma once
#include "engine/xva/kernels.h"
#include "engine/xva/on_path.h"

/// The loops over the paths of a block; compiled once per instruction set.
namespace snell {

/// Sum of a block by halving, the same tree for any number of lanes.
ALWAYS_INLINE double halve(double* a) {
    for (int half = xva_block / 2; half > 0; half /= 2)
        for (int i = 0; i < half; ++i) a[i] += a[i + half];
    return a[0];
}

template <class R>
void happen(const Event& event, const BlockRows& block) {
    double* const to = block.row(~event.row);
    const Roots roots{event.roots.data(), static_cast<int>(event.roots.size())};
    for (int i = 0; i < xva_block; i += lanes_of<R>) store(to + i, happened<R>(event, roots, block, i));
}

template <class R>
void prepare(const PointProgram& point, const BlockRows& block, double* deflator) {
    double* to = block.rows;
    for (const LogLinear& f : point.exponentials) {
        for (int i = 0; i < xva_block; i += lanes_of<R>) store(to + i, exponential<R>(f, block, i));
        to += xva_block;
    }
    for (const RowProduct& product : point.products) {
        for (int i = 0; i < xva_block; i += lanes_of<R>) store(to + i, multiplied<R>(product, block, i));
        to += xva_block;
    }
    for (int i = 0; i < xva_block; i += lanes_of<R>)
        store(deflator + i, exponential<R>(point.deflator, block, i));
}

template <class R>
void value(const PointProgram& point, std::size_t unit, const BlockRows& block, double* out) {
    const UnitEnds from = unit == 0 ? UnitEnds{} : point.units[unit - 1], to = point.units[unit];
    const PointTables tables{point.functions.data(), point.coefficients.data(), point.entries.data(),
                             point.options.data()};
    for (int i = 0; i < xva_block; i += lanes_of<R>) store(out + i, valued<R>(tables, from, to, block, i));
}

template <class R>
void call(const MarginTerms& terms, const Netted& netted, double* after) {
    for (int i = 0; i < xva_block; i += lanes_of<R>)
        store(after + i, called(terms, load<R>(netted.value + i), load<R>(netted.spot + i),
                                load<R>(netted.balance + i)));
}

/// Writes 0 where the block has no path.
ALWAYS_INLINE void blank(double* row, int paths) {
    for (int i = paths; i < xva_block; ++i) row[i] = 0.0;
}

template <class R>
ExposureSums expose(const Netted& netted, double* left) {
    alignas(64) double sums[ExposureSums::count][xva_block];
    for (int i = 0; i < xva_block; i += lanes_of<R>) {
        R terms[ExposureSums::count];
        store(left + i, exposed(netted, load<R>(netted.value + i), i, terms));
        for (int k = 0; k < ExposureSums::count; ++k) store(sums[k] + i, terms[k]);
    }
    for (auto& row : sums) blank(row, netted.paths);
    return {halve(sums[0]), halve(sums[1]), halve(sums[2]), halve(sums[3]), halve(sums[4]), halve(sums[5])};
}

template <class R>
AllocationSums allocate(const Netted& set, const double* trade) {
    alignas(64) double sums[AllocationSums::count][xva_block];
    for (int i = 0; i < xva_block; i += lanes_of<R>) {
        R terms[AllocationSums::count];
        allocated(load<R>(set.value + i), load<R>(trade + i), load<R>(set.deflator + i), terms);
        for (int k = 0; k < AllocationSums::count; ++k) store(sums[k] + i, terms[k]);
    }
    for (auto& row : sums) blank(row, set.paths);
    return {halve(sums[0]), halve(sums[1]), halve(sums[2]), halve(sums[3])};
}

}  // namespace snell
