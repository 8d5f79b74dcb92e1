/// Normals of a walk of 252 steps, per sampler; items are normals.  Compiled for AVX-512, as the path kernels
/// are.
#include <benchmark/benchmark.h>

#include "core/draws.h"
#include "core/lanes.h"

namespace snell {
namespace {

DrawShape shape(int normals) {
    DrawShape shape{{}, normals, 0};
    for (int i = 1; i <= 252; ++i) shape.times.push_back(i / 252.0);
    return shape;
}

/// 8 registers of paths per iteration, so that what a pack sets up shows as in a block.
template <class R>
void normals(benchmark::State& state, const Sampler& sampler, int per_step) {
    const DrawPlan plan(sampler, shape(per_step));
    Draws<R> draws(plan);
    std::uint64_t path = 0;
    for (auto _ : state) {
        R sum(0.0);
        for (int pack = 0; pack < 8; ++pack, path += lanes_of<R>) {
            draws.start(0, path & 0xfffff);
            for (int s = 0; s < 252; ++s) {
                const R* row = draws.step(s);
                for (int i = 0; i < per_step; ++i) sum = sum + row[i];
            }
        }
        benchmark::DoNotOptimize(sum);
    }
    state.SetItemsProcessed(state.iterations() * 8 * lanes_of<R> * 252 * per_step);
}

constexpr auto avx512 = normals<Lanes<8, 4>>, avx2 = normals<Lanes<4, 4>>, scalar = normals<double>;
const Sampler philox = Philox{.seed = 1}, sobol = Sobol{.seed = 1}, plain = Sobol{.seed = 1, .bridge = false};
BENCHMARK_CAPTURE(avx512, philox_1_a_step, philox, 1);
BENCHMARK_CAPTURE(avx512, philox_2_a_step, philox, 2);
BENCHMARK_CAPTURE(avx512, philox_5_a_step, philox, 5);
BENCHMARK_CAPTURE(avx512, sobol_1_a_step, sobol, 1);
BENCHMARK_CAPTURE(avx512, sobol_2_a_step, sobol, 2);
BENCHMARK_CAPTURE(avx512, sobol_without_bridge, plain, 1);
BENCHMARK_CAPTURE(avx2, philox_1_a_step, philox, 1);
BENCHMARK_CAPTURE(scalar, philox_1_a_step, philox, 1);

}  // namespace
}  // namespace snell
