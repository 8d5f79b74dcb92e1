#pragma once
#include "core/path.h"
#include "core/polynomials.h"

namespace snell {

/// Most numbers that an option may show of its state (two for each of 32 assets, and one of all).
inline constexpr int max_states = 65;
/// Most functions that continuation values are regressed on.
inline constexpr int max_functions = 128;

/// When to exercise: on each date, continuation values of an option as a sum of functions of its state.
/// Reads a run of numbers, so that it can stand among a walk's constants.
///
/// The functions are products of polynomials in standardised states up to a total degree, and the exercise
/// value itself.  A product is one that stands before it times one polynomial more, `links`.  Where the
/// option is in the money one fit holds (`inside`), elsewhere another; they may be the same.
class ExerciseRule {
  public:
    ALWAYS_INLINE explicit ExerciseRule(const double* numbers) : numbers_(numbers) {}

    /// The run: family, degree, states, products, functions, then [state] which of the option's, then
    /// [product]{earlier product, polynomial}, then by date [state]{mean, 1 / deviation}, [function] inside,
    /// [function] outside.
    enum Head : int { family, degree, states, products, functions, head_size };

    ALWAYS_INLINE int at(int place) const { return static_cast<int>(numbers_[place]); }
    ALWAYS_INLINE int links() const { return head_size + at(states); }
    ALWAYS_INLINE int first_date() const { return links() + 2 * at(products); }
    ALWAYS_INLINE int date_size() const { return 2 * (at(states) + at(functions)); }
    ALWAYS_INLINE int date(int k) const { return first_date() + k * date_size(); }
    ALWAYS_INLINE int inside(int k) const { return date(k) + 2 * at(states); }
    ALWAYS_INLINE int outside(int k) const { return inside(k) + at(functions); }

    /// The functions on date k of an option's states and exercise value.
    template <class V>
    HOST_DEVICE void evaluate(int k, const V* state, const V& payoff, V* out) const {
        const int n = at(degree) + 1;
        V table[max_functions + max_states];
        for (int s = 0; s < at(states); ++s) {
            const double* const scale = numbers_ + date(k) + 2 * s;
            const V y = (state[at(head_size + s)] - V(scale[0])) * V(scale[1]);
            polynomials(static_cast<Family>(at(family)), n - 1, y, table + s * n);
        }
        out[0] = V(1.0);
        for (int f = 1; f < at(products); ++f)
            out[f] = out[at(links() + 2 * f)] * table[at(links() + 2 * f + 1)];
        if (at(functions) > at(products)) out[at(products)] = payoff;
    }

    /// Continuation value on date k, in the money.
    template <class V>
    HOST_DEVICE V value_inside(int k, const V* function) const {
        const double* const c = numbers_ + inside(k);
        V sum(0.0);
        for (int f = 0; f < at(functions); ++f) sum = fma(function[f], V(c[f]), sum);
        return sum;
    }
    /// Continuation value on date k, by the fit of each lane's side.
    template <class V>
    HOST_DEVICE V value(int k, const V* function, const MaskOf<V>& in_the_money) const {
        const double* const in = numbers_ + inside(k);
        const double* const out = numbers_ + outside(k);
        V sum(0.0);
        for (int f = 0; f < at(functions); ++f)
            sum = fma(function[f], select(in_the_money, V(in[f]), V(out[f])), sum);
        return sum;
    }

  private:
    const double* numbers_;
};

/// What an option with early exercise is worth today on one path, held to the end or, once the plan's
/// constants have a rule, exercised by it.  The decisions are taken on values, so slopes are those of the
/// stopped payoff; at the boundary both sides are worth the same, and moving it costs nothing to first order
/// (Piterbarg 2004).  Valued later than today, what was exercised before is worth nothing any more.
template <class R, class Option>
HOST_DEVICE R stopped(const Option& option, const Path<R>& path) {
    using V = ValueOf<R>;
    const auto counts = [&](int k) { return k >= option.past; };
    R paid = counts(option.dates - 1) ? option.value(path, option.dates - 1) : R(0.0);
    if (option.rule.count == 0) return paid;
    const ExerciseRule rule(path.constants + option.rule.first);
    V state[max_states];
    V function[max_functions];
    for (int k = option.dates - 2; k >= 0; --k) {
        const R value = option.value(path, k);
        option.show(path, k, state);
        rule.evaluate(k, state, value_of(value), function);
        const V excess = value_of(value) - rule.value_inside(k, function);
        const R earned = counts(k) ? value : R(0.0);
        paid = select((value_of(value) > V(0.0)) & (excess > V(0.0)), earned, paid);
    }
    return paid;
}

}  // namespace snell
