#pragma once
#include <memory>
#include <new>

#include "engine/walk.h"

/// The loop over blocks and packs around the path loop; compiled once per instruction set.
namespace snell {

/// Cache-line aligned scratch of doubles.
class Scratch {
  public:
    explicit Scratch(std::size_t count)
        : numbers_(static_cast<double*>(::operator new(count * sizeof(double), alignment))) {}
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() { ::operator delete(numbers_, alignment); }
    double* data() { return numbers_; }

  private:
    static constexpr std::align_val_t alignment{64};
    double* numbers_;
};

/// Sum of a power of two of numbers by halving: a[i] += a[i + half].
ALWAYS_INLINE double sum_halving(double* a, int count) {
    for (int half = count / 2; half > 0; half /= 2)
        for (int i = 0; i < half; ++i) a[i] += a[i + half];
    return a[0];
}
/// Of a block.  The same tree for any number of lanes, and on a GPU.
ALWAYS_INLINE double sum_block(double* a) { return sum_halving(a, block_paths); }

/// A payoff as a function, so that path loops and payoffs are compiled M + P times, not M x P.
template <class R>
using PayoffFunction = R (*)(const void* payoff, const Path<R>& path);
template <class R, class Each>
R evaluate(const void* payoff, const Path<R>& path) {
    return (*static_cast<const Each*>(payoff))(path);
}
template <class R>
struct BoundPayoff {
    const void* payoff;
    PayoffFunction<R> function;
};
template <class R>
BoundPayoff<R> bound(const Payoff& payoff) {
    return std::visit(
        [](const auto& each) {
            return BoundPayoff<R>{&each, &evaluate<R, std::decay_t<decltype(each)>>};
        },
        payoff);
}

/// Writes the outputs of one pack, for values: [output] at out + output * block_paths.
template <class R, class Kernel, class State>
ALWAYS_INLINE void write_outputs(const Walk<double>& plan, const Kernel&, const State&,
                                 const BoundPayoff<R>* payoffs, const Path<R>& path, double* out) {
    const int n = static_cast<int>(plan.payoffs.size());
    for (int k = 0; k < n; ++k) store(out + k * block_paths, payoffs[k].function(payoffs[k].payoff, path));
    if (plan.products) {
        double* product = out + n * block_paths;
        for (int i = 0; i < n; ++i)
            for (int j = i; j < n; ++j, product += block_paths)
                store(product, load<R>(out + i * block_paths) * load<R>(out + j * block_paths));
    }
}

/// For slopes: value, slopes, second derivatives.  With D the slope of the path and w the slope of its
/// log-likelihood,
///   first:   D f + f w;
///   second in a spot S, with score A and information I of ln S:
///     pathwise          (S D f)' = S D f (A - 1) / S^2     (likelihood ratio of a pathwise delta)
///     likelihood ratio  f (A^2 - I - A) / S^2.
template <class R, class Kernel, class State>
ALWAYS_INLINE void write_outputs(const Walk<Slope>& plan, const Kernel& kernel, const State& state,
                                 const BoundPayoff<R>* payoffs, const Path<R>& path, double* out) {
    using V = ValueOf<R>;
    for (std::size_t k = 0; k < plan.payoffs.size(); ++k, out += (1 + 2 * slopes_per_run) * block_paths) {
        const R f = payoffs[k].function(payoffs[k].payoff, path);
        store(out, f.value);
        for (int p = 0; p < slopes_per_run; ++p) {
            const V first = fma(f.value, state.weight.slope[p], f.slope[p]);
            V second(0.0);
            if (plan.spot_slopes[p] >= 0) {
                const V per_spot(1.0 / plan.spots[static_cast<std::size_t>(plan.spot_slopes[p])]);
                V score, information;
                kernel.gaussian.spot_score(state, plan.spot_slopes[p], score, information);
                second = plan.method == SlopeMethod::pathwise
                             ? f.slope[p] * (score - V(1.0)) * per_spot
                             : f.value * (score * score - information - score) * per_spot * per_spot;
            }
            store(out + (1 + p) * block_paths, first);
            store(out + (1 + slopes_per_run + p) * block_paths, second);
        }
    }
}

template <class R, class Kernel, class P>
void average_blocks(const Kernel& kernel, const Walk<P>& plan, std::uint32_t replicate,
                    std::uint64_t first_path, std::int64_t paths, double* sums) {
    using V = ValueOf<R>;
    constexpr int lanes = lanes_of<R>;
    const int outputs = plan.outputs();
    Scratch columns(static_cast<std::size_t>(plan.slots + 1) * width_of<R>);
    Scratch block(static_cast<std::size_t>(outputs) * block_paths);
    Scratch mirrored(static_cast<std::size_t>(plan.antithetic ? outputs : 0) * block_paths + 1);
    for (const auto& [slot, number] : plan.known)
        store(columns.data() + slot * width_of<R>, spread<R>(number));
    std::vector<BoundPayoff<R>> payoffs;
    for (const Payoff& payoff : plan.payoffs) payoffs.push_back(bound<R>(payoff));
    const Path<R> path{columns.data(), width_of<R>, plan.constants.data()};
    const PathProgram<P> program = plan.program();
    Draws<V> draws(*plan.draws);
    typename Kernel::template State<R> state;

    for (std::int64_t done = 0; done < paths; done += block_paths, sums += outputs) {
        const int count = static_cast<int>(paths - done < block_paths ? paths - done : block_paths);
        const auto simulate = [&](int pack, bool mirror, double* to) {
            draws.start(replicate, first_path + static_cast<std::uint64_t>(done + pack), mirror);
            walk<R>(kernel, program, draws, state, columns.data(), width_of<R>);
            write_outputs<R>(plan, kernel, state, payoffs.data(), path, to + pack);
        };
        for (int pack = 0; pack < count; pack += lanes) {
            simulate(pack, false, block.data());
            if (!plan.antithetic) continue;
            simulate(pack, true, mirrored.data());
            for (int k = 0; k < outputs; ++k) {
                double* const to = block.data() + k * block_paths + pack;
                store(to, (load<V>(to) + load<V>(mirrored.data() + k * block_paths + pack)) * V(0.5));
            }
        }
        for (int k = 0; k < outputs; ++k) {
            double* const column = block.data() + k * block_paths;
            for (int i = count; i < block_paths; ++i) column[i] = 0.0;
            sums[k] = sum_block(column);
        }
    }
}

template <class R, class P>
void average_walk(const Walk<P>& plan, std::uint32_t replicate, std::uint64_t first_path, std::int64_t paths,
                  double* sums) {
    std::visit(
        [&](const auto& kernel) { average_blocks<R>(kernel, plan, replicate, first_path, paths, sums); },
        plan.kernel);
}

}  // namespace snell
