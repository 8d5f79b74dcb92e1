#pragma once
#include "engine/exercise/kernels.h"
#include "engine/exercise/mover.h"

/// The loops of a regression over the packs of a block; compiled once per instruction set.
namespace snell {

/// Partial sums of a sum over a block: more than any instruction set has lanes, so that all add alike.
inline constexpr int partial_sums = 32;

/// Sum of a[i] b[i] over a block: every 32nd term to the same partial sum, those by halving.
template <class R>
ALWAYS_INLINE double dot_block(const double* a, const double* b) {
    constexpr int packs = partial_sums / lanes_of<R>;
    R sum[packs];
    for (int p = 0; p < packs; ++p) sum[p] = R(0.0);
    for (int i = 0; i < block_paths; i += partial_sums)
        for (int p = 0; p < packs; ++p) {
            const int at = i + p * lanes_of<R>;
            sum[p] = fma(load<R>(a + at), load<R>(b + at), sum[p]);
        }
    alignas(64) double part[partial_sums];
    for (int p = 0; p < packs; ++p) store(part + p * lanes_of<R>, sum[p]);
    for (int half = partial_sums / 2; half > 0; half /= 2)
        for (int i = 0; i < half; ++i) part[i] += part[i + half];
    return part[0];
}

template <class R>
void trace_block(const OptionWalk& option, const std::vector<int>& shown, std::uint64_t first_path,
                 double* columns, double* spreads) {
    const Walk<double>& plan = option.walk;
    const Mover<R> mover = mover_of<R>(plan);
    const BoundOption<R> payoff = bound_option<R>(plan.payoffs.front());
    Scratch state(mover.state_size);
    Scratch slots(static_cast<std::size_t>(plan.slots + 1) * lanes_of<R>);
    for (const auto& [slot, number] : plan.known) store(slots.data() + slot * lanes_of<R>, R(number));
    const Path<R> path{slots.data(), lanes_of<R>, plan.constants.data()};
    Draws<R> draws(*plan.draws);
    R states[max_states];
    const auto width = static_cast<std::size_t>(1 + shown.size());
    for (int pack = 0; pack < block_paths; pack += lanes_of<R>) {
        draws.start(0, first_path + static_cast<std::uint64_t>(pack));
        mover.start(plan, state.data());
        int step = 0;
        for (int date = 0; date < option.dates(); ++date) {
            for (; step < option.steps[static_cast<std::size_t>(date)]; ++step)
                mover.step(plan, draws.step(step), step, state.data(), slots.data());
            double* to = columns + static_cast<std::size_t>(date) * width * block_paths + pack;
            store(to, payoff.value(payoff.payoff, path, date));
            payoff.show(payoff.payoff, path, date, states);
            for (int which : shown) store(to += block_paths, states[which]);
        }
    }
    alignas(64) double ones[block_paths];
    for (double& one : ones) one = 1.0;
    for (int date = 0; date < option.dates(); ++date)
        for (std::size_t s = 1; s < width; ++s) {
            const double* const x = columns + (static_cast<std::size_t>(date) * width + s) * block_paths;
            *spreads++ = dot_block<R>(x, ones);
            *spreads++ = dot_block<R>(x, x);
        }
}

/// The functions of a rule on a date, and what exercise pays there.
template <class R>
ALWAYS_INLINE R load_functions(const ExerciseRule& rule, const TracedBlock& block, int date, int pack,
                               R* functions) {
    R states[max_states];
    const R value = load<R>(block.column(date, 0) + pack);
    for (int s = 0; s < block.states; ++s)  // stored without those that the rule leaves out
        states[rule.at(ExerciseRule::head_size + s)] = load<R>(block.column(date, 1 + s) + pack);
    rule.evaluate(date, states, value, functions);
    return value;
}

/// What each path pays from the date on, once it is decided there.
template <class R>
void settle_block(const ExerciseRule& rule, const TracedBlock& block, int date, int dates, double* paid) {
    R functions[max_functions];
    for (int pack = 0; pack < block_paths; pack += lanes_of<R>) {
        if (date == dates - 1) {
            store(paid + pack, load<R>(block.column(date, 0) + pack));
            continue;
        }
        const R value = load_functions<R>(rule, block, date, pack, functions);
        const R excess = value - rule.value_inside(date, functions);
        store(paid + pack, select((value > R(0.0)) & (excess > R(0.0)), value, load<R>(paid + pack)));
    }
}

/// Sums of products of `count` columns with each other, then with `paid`.
template <class R>
void sum_products(const double* columns, int count, const double* paid, double* sums) {
    for (int i = 0; i < count; ++i)
        for (int j = 0; j <= i; ++j)
            *sums++ = dot_block<R>(columns + i * block_paths, columns + j * block_paths);
    for (int i = 0; i < count; ++i) *sums++ = dot_block<R>(columns + i * block_paths, paid);
}

template <class R>
void regress_block(const RegressionTask& task, const TracedBlock& block, double* paid, double* sums) {
    const ExerciseRule rule(task.rule);
    settle_block<R>(rule, block, task.date + 1, task.dates, paid);
    const int n = rule.at(ExerciseRule::functions);
    const long size = static_cast<long>(n + 1) * block_paths;
    Scratch inside(static_cast<std::size_t>(size)), outside(task.split ? static_cast<std::size_t>(size) : 1);
    R functions[max_functions];
    for (int pack = 0; pack < block_paths; pack += lanes_of<R>) {
        const R value = load_functions<R>(rule, block, task.date, pack, functions);
        const auto pays = value > R(0.0);
        for (int f = 0; f <= n; ++f) {  // the last column counts the paths
            const R function = f < n ? functions[f] : R(1.0);
            const long at = static_cast<long>(f) * block_paths + pack;
            store(inside.data() + at, task.split ? select(pays, function, R(0.0)) : function);
            if (task.split) store(outside.data() + at, select(pays, R(0.0), function));
        }
    }
    const long row = static_cast<long>(n) * (n + 1) / 2 + n + 1;
    const double* const count_in = inside.data() + static_cast<long>(n) * block_paths;
    sum_products<R>(inside.data(), n, paid, sums);
    sums[row - 1] = dot_block<R>(count_in, count_in);
    if (!task.split) return;
    const double* const count_out = outside.data() + static_cast<long>(n) * block_paths;
    sum_products<R>(outside.data(), n, paid, sums + row);
    sums[2 * row - 1] = dot_block<R>(count_out, count_out);
}

}  // namespace snell
