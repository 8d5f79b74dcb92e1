#include "engine/tbb_backend.h"

#include <fmt/format.h>
#include <tbb/task_arena.h>

#include "engine/exercise/regress.h"
#include "engine/parallel.h"

namespace snell {
namespace {

/// Simulates the blocks first ... end - 1 in any order on any thread; `rows`: [block - first][output].
template <class Walked, class Run>
void simulate_on(int threads, const Walked& walk, const Blocks& blocks, std::size_t first, std::size_t end,
                 const Run& run, double* rows) {
    const auto outputs = static_cast<std::size_t>(walk.outputs());
    const std::size_t all = end - first;
    const std::size_t grain = std::max<std::size_t>(1, std::min<std::size_t>(64, all / 64));
    parallel_ranges(threads, all, grain, [&](std::size_t at, std::size_t stop) {
        while (at < stop) {
            const Blocks::Run next = blocks.run(first + at, first + stop);
            run(walk, next.replicate, next.first_path, next.paths, rows + at * outputs);
            at += next.blocks;
        }
    });
}

template <class Walked, class Run>
void average_on(int threads, const Walked& walk, std::int64_t paths, Sums& sums, const Run& run) {
    const Blocks blocks(sums, paths);
    std::vector<double> rows(blocks.count() * static_cast<std::size_t>(walk.outputs()));
    simulate_on(threads, walk, blocks, 0, blocks.count(), run, rows.data());
    blocks.add(rows, sums);
}

}  // namespace

std::string TbbBackend::name() const {
    const int threads = threads_ > 0 ? threads_ : tbb::this_task_arena::max_concurrency();
    return fmt::format("cpu ({}, {} thread{})", kernels_.name, threads, threads == 1 ? "" : "s");
}

void TbbBackend::average(const Walk<double>& walk, std::int64_t paths, Sums& sums) const {
    average_on(threads_, walk, paths, sums, kernels_.values);
}

void TbbBackend::average(const Walk<Slope>& walk, std::int64_t paths, Sums& sums) const {
    average_on(threads_, walk, paths, sums, kernels_.slopes);
}

void TbbBackend::simulate(const Walk<double>& walk, const Blocks& blocks, std::size_t first, std::size_t end,
                          double* rows) const {
    simulate_on(threads_, walk, blocks, first, end, kernels_.values, rows);
}

RuleNumbers TbbBackend::regress(const OptionWalk& option, const ExerciseSettings& settings) const {
    return regress_rule(exercise_, threads_, option, settings);
}

void TbbBackend::bound(const OptionWalk& option, std::int64_t paths, Sums& sums) const {
    average_on(threads_, option, paths, sums, exercise_.bound);
}

void TbbBackend::revalue(const NestedWalk& walk, const OuterPaths& outer, double* rows) const {
    constexpr std::int64_t most_at_a_time = 256;
    const std::int64_t tasks = (outer.count + most_at_a_time - 1) / most_at_a_time;
    const auto replicates = static_cast<std::size_t>(outer.replicates);
    const std::size_t row = walk.row(), stride = replicates * row;
    parallel_ranges(
        threads_, static_cast<std::size_t>(tasks) * replicates, 1, [&](std::size_t begin, std::size_t end) {
            for (std::size_t task = begin; task < end; ++task) {
                const std::size_t replicate = task % replicates;
                const auto at = static_cast<std::int64_t>(task / replicates) * most_at_a_time;
                const std::int64_t count = std::min(most_at_a_time, outer.count - at);
                nested_.revalue(walk, static_cast<std::uint32_t>(replicate),
                                static_cast<std::uint64_t>(outer.first + at), static_cast<int>(count),
                                rows + static_cast<std::size_t>(at) * stride + replicate * row, stride);
            }
        });
}

}  // namespace snell
