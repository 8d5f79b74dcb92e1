#include "bench/peers/flops.h"

#include "bench/peers/counted.h"
#include "bench/peers/snell_walk.h"
#include "engine/kernels/block.h"

namespace snell::peers {

double flops_per_step(const Work& work) {
    constexpr std::int64_t paths = block_paths;
    Settings settings;
    settings.sampler = Philox{.seed = 1};
    const Walk<double> walk = walk_of(work, settings);
    std::vector<double> sums(static_cast<std::size_t>(walk.outputs()));
    operations = 0;
    average_walk<Counted>(walk, 0, 0, paths, sums.data());
    return static_cast<double>(operations) / path_steps(work, paths);
}

}  // namespace snell::peers
