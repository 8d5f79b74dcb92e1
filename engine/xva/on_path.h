#pragma once
#include "core/black_formula.h"
#include "core/math/exp.h"
#include "engine/xva/block_rows.h"

/// What the exposure engine computes on a path: written once, for the loops over a block (block.h), where R
/// is a pack of paths from `path` on, and for the threads of a device, where it is a double.
namespace snell {

template <class R>
ALWAYS_INLINE R exponential(const LogLinear& f, const BlockRows& block, int path) {
    R sum(f.level);
    for (int k = 0; k < f.states; ++k) {
        const auto i = static_cast<std::size_t>(k);
        sum = fma(R(f.coefficient[i]), load<R>(block.state(f.state[i]) + path), sum);
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
ALWAYS_INLINE R exercised(const EventTerms& event, Roots roots, R x) {
    R inside(event.below);
    for (int k = 0; k < roots.count; ++k) inside = select(x > R(roots.first[k]), R(1.0) - inside, inside);
    return inside;
}

/// What the event's kept row is from now on.
template <class R>
ALWAYS_INLINE R happened(const EventTerms& event, Roots roots, const BlockRows& block, int path) {
    const auto kept = [&](int row) { return load<R>(block.row(~row) + path); };
    switch (event.kind) {
        case EventTerms::Kind::set:
            return exponential<R>(event.factor, block, path);
        case EventTerms::Kind::roll:
            return kept(event.row) * exponential<R>(event.factor, block, path);
        case EventTerms::Kind::multiply:
            return kept(event.first) * kept(event.second);
        case EventTerms::Kind::payoff: {
            const R inside = R(event.sign) * fma(R(event.floating), kept(event.first), R(event.fixed));
            return max(inside, R(0.0));
        }
        case EventTerms::Kind::exercise:
            break;
    }
    return exercised(event, roots, load<R>(block.state(event.state) + path));
}

template <class R>
ALWAYS_INLINE R multiplied(const RowProduct& product, const BlockRows& block, int path) {
    return load<R>(block.row(product.first) + path) * load<R>(block.row(product.second) + path);
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

/// A unit's value; the parts of a program that it needs lie from `from` up to `to`.
template <class R>
ALWAYS_INLINE R valued(const PointTables& point, UnitEnds from, UnitEnds to, const BlockRows& block,
                       int path) {
    R sum(0.0);
    for (std::size_t k = from.functions; k < to.functions; ++k) {
        const Interpolant& f = point.functions[k];
        const R x = load<R>(block.state(f.currency) + path);
        sum = fma(load<R>(block.row(f.row) + path), evaluate(f, point.coefficients, x), sum);
    }
    for (std::size_t k = from.entries; k < to.entries; ++k) {
        const WeightedRow& entry = point.entries[k];
        sum = fma(R(entry.weight), load<R>(block.row(entry.row) + path), sum);
    }
    for (std::size_t k = from.options; k < to.options; ++k)
        sum = sum + spot_option<R>(point.options[k], block, path);
    return sum;
}

/// The balance `before` moved to what the agreement asks for at a value in the base currency.
template <class R>
ALWAYS_INLINE R called(const MarginTerms& terms, R value_in_base, R spot, R before) {
    const R value = value_in_base / spot - R(terms.independent_amount);
    const R receive = max(value - R(terms.threshold_receive), R(0.0));
    const R pay = min(value + R(terms.threshold_pay), R(0.0));
    const R asked = select(value > R(0.0), receive, pay);
    const R target = min(R(terms.highest), max(R(terms.lowest), asked));
    const R move = target - before;
    const auto moves = ((move > R(0.0)) & (move >= R(terms.minimum_receive))) |
                       ((move < R(0.0)) & (-move >= R(terms.minimum_pay)));
    return select(moves, target, before);
}

/// What a path of value V adds to each of ExposureSums, in their order; returns V - C in the base currency.
template <class R>
ALWAYS_INLINE R exposed(const Netted& netted, R value, int path, R (&terms)[ExposureSums::count]) {
    const R deflator = load<R>(netted.deflator + path);
    R below(0.0);
    R open = value, held(0.0);
    if (netted.balance) {
        const R spot = load<R>(netted.spot + path),
                balance = load<R>(netted.balance + path) + R(netted.independent);
        open = (open / spot - balance) * spot;  // an exact 0 where the balance is the value
        held = balance * spot;
        below = max(R(1.0 - netted.floor_spread) - load<R>(netted.growth + path), R(0.0));
    }
    // A maximum takes no notice of a value that is no number; its sum must.
    terms[0] = max(open, R(0.0)) * deflator + (open - open);
    terms[1] = max(-open, R(0.0)) * deflator;
    terms[2] = held;
    terms[3] = max(held, R(0.0)) * deflator;
    terms[4] = max(-held, R(0.0)) * deflator;
    terms[5] = below * held * deflator;
    return open;
}

/// What a path adds to each of AllocationSums, in their order.
template <class R>
ALWAYS_INLINE void allocated(R whole, R part, R deflator, R (&terms)[AllocationSums::count]) {
    terms[0] = select(whole > R(0.0), part * deflator, R(0.0));
    terms[1] = select(whole < R(0.0), -part * deflator, R(0.0));
    terms[2] = max(whole - part, R(0.0)) * deflator;
    terms[3] = max(part - whole, R(0.0)) * deflator;
}

}  // namespace snell
