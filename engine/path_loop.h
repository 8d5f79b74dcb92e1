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

/// Step `step` of the grid, writing what is observed at its end to columns + slot * stride.
/// `source.step(s)` gives the kernel's normals and uniforms of step s, then the payoffs' own uniform, which
/// `source.last(s)` gives again.
template <class R, class Kernel, class P, class Source>
ALWAYS_INLINE void take_step(const Kernel& kernel, const PathProgram<P>& program, Source& source, int step,
                             typename Kernel::template State<R>& state, double* columns, long stride) {
    kernel.step(program.table, state, source.step(step), step);
    for (int at = step > 0 ? program.ends[step - 1] : 0; at < program.ends[step]; ++at) {
        const Observation what = program.observations[at];
        const R seen = what.quantity == Quantity::uniform
                           ? R(source.last(step))
                           : kernel.template observe<R>(state, what.quantity, what.asset);
        store(columns + what.slot * stride, seen);
    }
}

/// From today through every step of the grid.
template <class R, class Kernel, class P, class Source>
ALWAYS_INLINE void walk(const Kernel& kernel, const PathProgram<P>& program, Source& source,
                        typename Kernel::template State<R>& state, double* columns, long stride) {
    kernel.start(program.table, state);
    for (int step = 0; step < program.steps; ++step)
        take_step<R>(kernel, program, source, step, state, columns, stride);
}

}  // namespace snell
