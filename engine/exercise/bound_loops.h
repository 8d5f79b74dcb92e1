#pragma once
#include "engine/exercise/kernels.h"
#include "engine/exercise/mover.h"

/// The loop that bounds an option's value from both sides; compiled once per instruction set.
namespace snell {

/// Paths of one pack and what moves them.
template <class R>
struct OptionPack {
    const OptionWalk& option;
    Mover<R> mover;
    BoundOption<R> payoff;
    ExerciseRule rule;
    Path<R> path;
    double* slots;
    double* state;
    double* ahead;  ///< a state that goes on to the next date and comes back

    struct Seen {
        R value;         ///< of exercise
        R continuation;  ///< by the rule; 0 on the last date
        R worth;         ///< the larger of what may be chosen
    };
    ALWAYS_INLINE Seen look(int date) const {
        const R value = payoff.value(payoff.payoff, path, date);
        if (date == option.dates() - 1) return {value, R(0.0), value};
        R states[max_states];
        R functions[max_functions];
        payoff.show(payoff.payoff, path, date, states);
        rule.evaluate(date, states, value, functions);
        const R continuation = rule.value(date, functions, value > R(0.0));
        return {value, continuation, max(max(value, continuation), R(0.0))};
    }

    /// Mean worth on a date, from the state on the date before, over the nodes.
    R expect(int date, int step, const double* nodes) const {
        const int width = option.draws_per_step();
        const int end = option.steps[static_cast<std::size_t>(date)];
        R draws[4 * max_assets + 2];
        R sum(0.0);
        for (int node = 0; node < option.nodes; ++node) {
            memcpy(ahead, state, mover.state_size * sizeof(double));
            for (int s = step; s < end; ++s) {
                const double* const row = nodes + (static_cast<long>(s) * option.nodes + node) * width;
                for (int i = 0; i < width; ++i) draws[i] = R(row[i]);
                mover.step(option.walk, draws, s, ahead, slots);
            }
            sum = sum + look(date).worth;
        }
        return sum * R(1.0 / option.nodes);
    }

    /// Writes the outputs of a pack, [output] at out + output * block_paths.
    void run(Draws<R>& draws, const double* nodes, double* out) const {
        mover.start(option.walk, state);
        R hedge(0.0), low(0.0), high(-1e300), paid(0.0);
        MaskOf<R> open = low <= R(0.0);
        int step = 0;
        for (int date = 0; date < option.dates(); ++date) {
            const bool last = date == option.dates() - 1;
            const bool moves = step < option.steps[static_cast<std::size_t>(date)];
            const R expected = moves ? expect(date, step, nodes) : R(0.0);
            for (; step < option.steps[static_cast<std::size_t>(date)]; ++step)
                mover.step(option.walk, draws.step(step), step, state, slots);
            const Seen seen = look(date);
            if (moves) hedge = hedge + (seen.worth - expected);
            const R excess = seen.value - hedge;
            const auto pays = last ? seen.value >= R(0.0) : seen.value > R(0.0);
            high = select(pays, max(high, excess), high);
            const auto chosen = open & pays & (last ? pays : seen.value > seen.continuation);
            low = select(chosen, excess, low);
            paid = select(chosen, seen.value, paid);
            open = open & !chosen;
        }
        store(out + low_output * block_paths, low);
        store(out + high_output * block_paths, high);
        store(out + stopped_output * block_paths, paid);
    }
};

template <class R>
void bound_blocks(const OptionWalk& option, std::uint32_t replicate, std::uint64_t first_path,
                  std::int64_t paths, double* sums) {
    const Walk<double>& plan = option.walk;
    const Mover<R> mover = mover_of<R>(plan);
    Scratch states(2 * mover.state_size);
    Scratch slots(static_cast<std::size_t>(plan.slots + 1) * lanes_of<R>);
    Scratch block(bound_outputs * block_paths);
    for (const auto& [slot, number] : plan.known) store(slots.data() + slot * lanes_of<R>, R(number));
    const BoundOption<R> payoff = bound_option<R>(plan.payoffs.front());
    const Path<R> path{slots.data(), lanes_of<R>, plan.constants.data()};
    const ExerciseRule rule(plan.constants.data() + payoff.rule);
    const OptionPack<R> pack{option, mover,        payoff,        rule,
                             path,   slots.data(), states.data(), states.data() + mover.state_size};
    Draws<R> draws(*plan.draws);
    for (std::int64_t done = 0; done < paths; done += block_paths, sums += bound_outputs) {
        const int count = static_cast<int>(paths - done < block_paths ? paths - done : block_paths);
        for (int at = 0; at < count; at += lanes_of<R>) {
            draws.start(replicate, first_path + static_cast<std::uint64_t>(done + at));
            pack.run(draws, option.nodes_of(replicate), block.data() + at);
        }
        for (int k = 0; k < bound_outputs; ++k) {
            double* const column = block.data() + k * block_paths;
            for (int i = count; i < block_paths; ++i) column[i] = 0.0;
            sums[k] = sum_block(column);
        }
    }
}

}  // namespace snell
