#pragma once
#include "core/path.h"

/// The one path loop, as plain data and a template: what a CPU task and a GPU thread run.
namespace snell {

/// Paths in a block: the unit of work and of summation.  It belongs to the definition of a result, never to
/// the hardware.
inline constexpr int block_paths = 1024;

/// What the path loop writes after a step.
struct Observation {
    Slot slot;
    Quantity quantity;
    int asset;
};

/// A walk as the path loop sees it: counts and pointers only, so that a device can hold the same.
template <class P>
struct PathProgram {
    const P* table;  ///< the kernel's numbers
    int steps;
    const Observation* observations;  ///< by step
    const int* ends;                  ///< [step] end of the step's observations
};

/// A step of the grid, and where its observations begin.
struct StepPlace {
    int step, at;
};

/// A step of the grid, writing what is observed at its end to columns + slot * stride; returns where the
/// next step's observations begin.
/// `source.step(s)` gives the kernel's normals and uniforms of step s, then the payoffs' own uniform, which
/// `source.last(s)` gives again.
template <class R, class Kernel, class P, class Source>
ALWAYS_INLINE int take_step(const Kernel& kernel, const PathProgram<P>& program, Source& source,
                            StepPlace place, typename Kernel::template State<R>& state, double* columns,
                            long stride) {
    kernel.step(program.table, state, source.step(place.step), place.step);
    for (; place.at < program.ends[place.step]; ++place.at) {
        const Observation what = program.observations[place.at];
        const R seen = what.quantity == Quantity::uniform
                           ? R(source.last(place.step))
                           : kernel.template observe<R>(state, what.quantity, what.asset);
        store(columns + what.slot * stride, seen);
    }
    return place.at;
}

/// From today through every step of the grid.
template <class R, class Kernel, class P, class Source>
ALWAYS_INLINE void walk(const Kernel& kernel, const PathProgram<P>& program, Source& source,
                        typename Kernel::template State<R>& state, double* columns, long stride) {
    kernel.start(program.table, state);
    int at = 0;
    for (int step = 0; step < program.steps; ++step)
        at = take_step<R>(kernel, program, source, {step, at}, state, columns, stride);
}

}  // namespace snell
