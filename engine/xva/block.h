#pragma once
#include "core/black_formula.h"
#include "core/math/exp.h"
#include "engine/xva/kernels.h"

/// The loops over the paths of a block; compiled once per instruction set.
namespace snell {

/// Sum of a block by halving, the same tree for any number of lanes.
ALWAYS_INLINE double halve(double* a) {
    for (int half = xva_block / 2; half > 0; half /= 2)
        for (int i = 0; i < half; ++i) a[i] += a[i + half];
    return a[0];
}

template <class R>
ALWAYS_INLINE R exponential(const LogLinear& f, const double* const* states, int path) {
    R sum(f.level);
    for (int k = 0; k < f.states; ++k) {
        const auto i = static_cast<std::size_t>(k);
        sum = fma(R(f.coefficient[i]), load<R>(states[f.state[i]] + path), sum);
    }
    return exp(sum);
}

/// Chebyshev sum by Clenshaw's recurrence; `coefficient(k)` gives the k-th.
template <class R, class Coefficient>
ALWAYS_INLINE R clenshaw(int degree, R u, const Coefficient& coefficient) {
    const R twice = u + u;
    R next(0.0), after(0.0);
    for (int k = degree; k > 0; --k) {
        const R now = fma(twice, next, coefficient(k) - after);
        after = next;
        next = now;
    }
    return fma(u, next, coefficient(0) - after);
}

template <class R>
ALWAYS_INLINE R evaluate(const Interpolant& f, const double* coefficients, R x) {
    constexpr double to_integer = 0x1.8p52;  // adding it rounds to the nearest integer
    const double* const c = coefficients + f.first;
    const R place = min(R(f.pieces * (1.0 - 0x1p-40)), max(R(0.0), (x - R(f.low)) * R(f.scale)));
    if (f.pieces == 1) return clenshaw(f.degree, fma(R(2.0), place, R(-1.0)), [&](int k) { return R(c[k]); });
    const R shifted = (place - R(0.5)) + R(to_integer);
    const BitsOf<R> piece = to_bits(shifted) & BitsOf<R>(0xffffffu);
    const R u = fma(R(2.0), place - (shifted - R(to_integer)), R(-1.0));
    return clenshaw(f.degree, u, [&](int k) { return gather<R>(c + k * f.pieces, piece); });
}

template <class R>
R exercised(const Event& event, R x) {
    R inside(event.below);
    for (double root : event.roots) inside = select(x > R(root), R(1.0) - inside, inside);
    return inside;
}

template <class R>
void happen(const Event& event, const BlockRows& block) {
    double* const to = block.row(~event.row);
    for (int i = 0; i < xva_block; i += lanes_of<R>) {
        const auto kept = [&](int row) { return load<R>(block.row(~row) + i); };
        switch (event.kind) {
            case Event::Kind::set:
                store(to + i, exponential<R>(event.factor, block.states, i));
                break;
            case Event::Kind::roll:
                store(to + i, kept(event.row) * exponential<R>(event.factor, block.states, i));
                break;
            case Event::Kind::multiply:
                store(to + i, kept(event.first) * kept(event.second));
                break;
            case Event::Kind::payoff: {
                const R inside = R(event.sign) * fma(R(event.floating), kept(event.first), R(event.fixed));
                store(to + i, max(inside, R(0.0)));
                break;
            }
            case Event::Kind::exercise:
                store(to + i, exercised(event, load<R>(block.states[event.state] + i)));
                break;
        }
    }
}

template <class R>
void prepare(const PointProgram& point, const BlockRows& block, double* deflator) {
    double* to = block.rows;
    for (const LogLinear& f : point.exponentials) {
        for (int i = 0; i < xva_block; i += lanes_of<R>) store(to + i, exponential<R>(f, block.states, i));
        to += xva_block;
    }
    for (const RowProduct& product : point.products) {
        const double* const a = block.row(product.first);
        const double* const b = block.row(product.second);
        for (int i = 0; i < xva_block; i += lanes_of<R>) store(to + i, load<R>(a + i) * load<R>(b + i));
        to += xva_block;
    }
    for (int i = 0; i < xva_block; i += lanes_of<R>)
        store(deflator + i, exponential<R>(point.deflator, block.states, i));
}

template <class R>
ALWAYS_INLINE R spot_option(const SpotOptionEntry& option, const BlockRows& block, int path) {
    const R asset = load<R>(block.row(option.asset) + path);
    const R cash = load<R>(block.row(option.cash) + path);
    const R price = black(R(option.sign), R(option.asset_amount) * asset, R(option.cash_amount) * cash,
                          R(option.variance));
    const R late = load<R>(block.row(option.paid) + path) / cash;
    return R(option.weight) * price * late;
}

template <class R>
void value(const PointProgram& point, std::size_t unit, const BlockRows& block, double* out) {
    const UnitEnds from = unit == 0 ? UnitEnds{} : point.units[unit - 1], to = point.units[unit];
    for (int i = 0; i < xva_block; i += lanes_of<R>) {
        R sum(0.0);
        for (std::size_t k = from.functions; k < to.functions; ++k) {
            const Interpolant& f = point.functions[k];
            const R x = load<R>(block.states[f.currency] + i);
            sum = fma(load<R>(block.row(f.row) + i), evaluate(f, point.coefficients.data(), x), sum);
        }
        for (std::size_t k = from.entries; k < to.entries; ++k) {
            const WeightedRow& entry = point.entries[k];
            sum = fma(R(entry.weight), load<R>(block.row(entry.row) + i), sum);
        }
        for (std::size_t k = from.options; k < to.options; ++k)
            sum = sum + spot_option<R>(point.options[k], block, i);
        store(out + i, sum);
    }
}

template <class R>
void call(const MarginTerms& terms, const Netted& netted, double* after) {
    for (int i = 0; i < xva_block; i += lanes_of<R>) {
        const R value = load<R>(netted.value + i) / load<R>(netted.spot + i) - R(terms.independent_amount);
        const R receive = max(value - R(terms.threshold_receive), R(0.0));
        const R pay = min(value + R(terms.threshold_pay), R(0.0));
        const R asked = select(value > R(0.0), receive, pay);
        const R target = min(R(terms.highest), max(R(terms.lowest), asked));
        const R before = load<R>(netted.balance + i);
        const R move = target - before;
        const auto moves = ((move > R(0.0)) & (move >= R(terms.minimum_receive))) |
                           ((move < R(0.0)) & (-move >= R(terms.minimum_pay)));
        store(after + i, select(moves, target, before));
    }
}

/// Writes 0 where the block has no path.
ALWAYS_INLINE void blank(double* row, int paths) {
    for (int i = paths; i < xva_block; ++i) row[i] = 0.0;
}

template <class R>
ExposureSums expose(const Netted& netted, double* left) {
    alignas(64) double sums[ExposureSums::count][xva_block];
    for (int i = 0; i < xva_block; i += lanes_of<R>) {
        const R deflator = load<R>(netted.deflator + i);
        R below(0.0);
        R open = load<R>(netted.value + i), held(0.0);
        if (netted.balance) {
            const R spot = load<R>(netted.spot + i),
                    balance = load<R>(netted.balance + i) + R(netted.independent);
            open = (open / spot - balance) * spot;  // an exact 0 where the balance is the value
            held = balance * spot;
            below = max(R(1.0 - netted.floor_spread) - load<R>(netted.growth + i), R(0.0));
        }
        store(left + i, open);
        // A maximum takes no notice of a value that is no number; its sum must.
        store(sums[0] + i, max(open, R(0.0)) * deflator + (open - open));
        store(sums[1] + i, max(-open, R(0.0)) * deflator);
        store(sums[2] + i, held);
        store(sums[3] + i, max(held, R(0.0)) * deflator);
        store(sums[4] + i, max(-held, R(0.0)) * deflator);
        store(sums[5] + i, below * held * deflator);
    }
    for (auto& row : sums) blank(row, netted.paths);
    return {halve(sums[0]), halve(sums[1]), halve(sums[2]), halve(sums[3]), halve(sums[4]), halve(sums[5])};
}

template <class R>
AllocationSums allocate(const Netted& set, const double* trade) {
    alignas(64) double sums[AllocationSums::count][xva_block];
    for (int i = 0; i < xva_block; i += lanes_of<R>) {
        const R deflator = load<R>(set.deflator + i), whole = load<R>(set.value + i);
        const R part = load<R>(trade + i);
        store(sums[0] + i, select(whole > R(0.0), part * deflator, R(0.0)));
        store(sums[1] + i, select(whole < R(0.0), -part * deflator, R(0.0)));
        store(sums[2] + i, max(whole - part, R(0.0)) * deflator);
        store(sums[3] + i, max(part - whole, R(0.0)) * deflator);
    }
    for (auto& row : sums) blank(row, set.paths);
    return {halve(sums[0]), halve(sums[1]), halve(sums[2]), halve(sums[3])};
}

}  // namespace snell
