#pragma once
#include "engine/path_loop.h"
#include "gpu/sources.h"

/// The work of a device as functions of a thread's number.  Every one writes places of its own, so a result
/// depends neither on the order of the threads nor on who runs them: the tests run these on the processor.
namespace snell {

/// Whether a kernel is compiled with its jumps.  Without them Black-Scholes takes 40 registers in place of
/// 96, so that more than twice the threads hide each other's latency (tests/checks/kernel_usage.py).
enum class Jumping : std::uint8_t { never, maybe };

template <class Kernel>
inline constexpr bool has_jumps = requires(Kernel kernel) {
    kernel.jumps;
};
/// True for a kernel that is worth compiling both with and without its jumps.
template <class Kernel>
inline constexpr bool may_jump = has_jumps<Kernel>&& decltype(Kernel::gaussian)::capacity == 1;

/// Thread (path): the path loop.  `columns`: [slot][path].
template <class Kernel, class Source, Jumping jumping>
struct MovePaths {
    Kernel kernel;
    PathProgram<double> program;
    Source source;
    Chunk chunk;
    double* columns;

    HOST_DEVICE void operator()(long i) const {
        if constexpr (jumping == Jumping::never) {
            Kernel calm = kernel;
            calm.jumps.entries = -1;
            move(calm, i);
        } else {
            move(kernel, i);
        }
    }

  private:
    ALWAYS_INLINE void move(const Kernel& moving, long i) const {
        constexpr int assets = decltype(kernel.gaussian)::capacity;
        typename Source::template Thread<assets> draws(source, chunk, i, moving.normals());
        typename Kernel::template State<double> state;
        walk<double>(moving, program, draws, state, columns + i, chunk.stride);
    }
};

/// A number that is the same on every path.
struct Known {
    Slot slot;
    double number;
};

/// Thread (path): the slots that no path moves.
struct FillKnown {
    const Known* known;
    int count;
    long stride;
    double* columns;

    HOST_DEVICE void operator()(long i) const {
        for (int k = 0; k < count; ++k) columns[known[k].slot * stride + i] = known[k].number;
    }
};

/// Thread (path): one payoff.
template <class Payoff>
struct Evaluate {
    Payoff payoff;
    Path<double> path;  ///< of thread 0
    double* values;     ///< [path]

    HOST_DEVICE void operator()(long i) const {
        values[i] = payoff(Path<double>{path.columns + i, path.stride, path.constants});
    }
};

/// Thread (path): payoff_i * payoff_j for i <= j, after the payoffs.  `values`: [output][path].
struct Multiply {
    int payoffs;
    long stride;
    double* values;

    HOST_DEVICE void operator()(long i) const {
        double* product = values + payoffs * stride + i;
        for (int a = 0; a < payoffs; ++a)
            for (int b = a; b < payoffs; ++b, product += stride)
                *product = values[a * stride + i] * values[b * stride + i];
    }
};

/// Thread (output, path): the mean of a path and its mirror image.
struct AverageMirror {
    double* values;
    const double* mirrored;

    HOST_DEVICE void operator()(long i) const { values[i] = (values[i] + mirrored[i]) * 0.5; }
};

}  // namespace snell
