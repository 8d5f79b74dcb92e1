#include "engine/tbb_backend.h"

#include <fmt/format.h>
#include <tbb/task_arena.h>

#include "engine/parallel.h"

namespace snell {
namespace {

/// Blocks are simulated in any order on any thread, then added in block order: the sums do not depend on
/// threads.
template <class P, class Run>
void average_on(int threads, const Walk<P>& walk, std::int64_t paths, Sums& sums, Run run) {
    if (sums.paths % block_paths != 0) throw std::logic_error("a partial block was continued");
    const auto outputs = static_cast<std::size_t>(walk.outputs());
    const auto blocks = static_cast<std::size_t>((paths + block_paths - 1) / block_paths);
    const auto replicates = static_cast<std::size_t>(sums.replicates);
    std::vector<double> rows(replicates * blocks * outputs);
    const auto simulate = [&](std::size_t at, std::size_t end) {
        while (at < end) {
            const std::size_t replicate = at / blocks;
            const std::size_t first = at % blocks;
            const std::size_t count = std::min(end - at, blocks - first);
            const auto begin = static_cast<std::int64_t>(first) * block_paths;
            const auto length = std::min(static_cast<std::int64_t>(count) * block_paths, paths - begin);
            run(walk, static_cast<std::uint32_t>(replicate), static_cast<std::uint64_t>(sums.paths + begin),
                length, rows.data() + at * outputs);
            at += count;
        }
    };
    const std::size_t all = replicates * blocks;
    const std::size_t grain = std::max<std::size_t>(1, std::min<std::size_t>(64, all / 64));
    parallel_ranges(threads, all, grain, simulate);
    for (std::size_t r = 0; r < replicates; ++r)
        for (std::size_t b = 0; b < blocks; ++b)
            for (std::size_t k = 0; k < outputs; ++k)
                sums.total[r * outputs + k] += rows[(r * blocks + b) * outputs + k];
    sums.paths += paths;
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

}  // namespace snell
