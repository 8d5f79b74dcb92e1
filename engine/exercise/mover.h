#pragma once
#include "engine/kernels/block.h"

/// The path loop taken apart, for loops that go back to a state; compiled once per instruction set.
namespace snell {

/// A model's kernel behind two functions, so that loops around it are compiled once, not once a model.
template <class R>
struct Mover {
    std::size_t state_size;  ///< [doubles], rounded up to whole cache lines
    void (*start)(const Walk<double>&, double* state);
    void (*step)(const Walk<double>&, const R* draws, int step, double* state, double* columns);
};

template <class R, class Kernel>
void start_state(const Walk<double>& walk, double* state) {
    using State = typename Kernel::template State<R>;
    const PathProgram<double> program = walk.program();
    std::get_if<Kernel>(&walk.kernel)->start(program.table, *new (state) State);
}

/// Draws of one step, as the path loop asks for them.
template <class R>
struct StepDraws {
    const R* draws;
    int count;
    ALWAYS_INLINE const R* step(int) const { return draws; }
    ALWAYS_INLINE R last(int) const { return draws[count - 1]; }
};

template <class R, class Kernel>
void step_state(const Walk<double>& walk, const R* draws, int step, double* state, double* columns) {
    using State = typename Kernel::template State<R>;
    const Kernel& kernel = *std::get_if<Kernel>(&walk.kernel);
    StepDraws<R> source{draws, kernel.normals() + kernel.uniforms() + 1};
    const PathProgram<double> program = walk.program();
    const StepPlace place{step, step > 0 ? program.ends[step - 1] : 0};
    take_step<R>(kernel, program, source, place, *std::launder(reinterpret_cast<State*>(state)), columns,
                 lanes_of<R>);
}

template <class R>
Mover<R> mover_of(const Walk<double>& walk) {
    return std::visit(
        []<class Kernel>(const Kernel&) {
            using State = typename Kernel::template State<R>;
            static_assert(std::is_trivially_copyable_v<State>);
            return Mover<R>{(sizeof(State) + 63) / 64 * 8, &start_state<R, Kernel>, &step_state<R, Kernel>};
        },
        walk.kernel);
}

/// An option's payoff behind two functions, for the same reason.
template <class R>
struct BoundOption {
    const void* payoff;
    int rule;  ///< among the walk's constants
    R (*value)(const void* payoff, const Path<R>& path, int date);
    void (*show)(const void* payoff, const Path<R>& path, int date, R* states);
};

template <class R, class Each>
R value_on(const void* payoff, const Path<R>& path, int date) {
    return static_cast<const Each*>(payoff)->value(path, date);
}
template <class R, class Each>
void show_on(const void* payoff, const Path<R>& path, int date, R* states) {
    static_cast<const Each*>(payoff)->show(path, date, states);
}

/// Only options with early exercise are bound: `option_walk` makes sure.
template <class R>
BoundOption<R> bound_option(const Payoff& payoff) {
    return std::visit(
        []<class Each>(const Each& each) -> BoundOption<R> {
            if constexpr (requires { each.states(); })
                return {&each, each.rule.first, &value_on<R, Each>, &show_on<R, Each>};
            else
                return {};
        },
        payoff);
}

}  // namespace snell
