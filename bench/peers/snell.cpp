#include "bench/peers/snell.h"

#include "engine/meter/path_work.h"
#include "engine/meter/timer.h"
#include "engine/price.h"
#include "engine/tbb_backend.h"

namespace snell::peers {
namespace {

Sampler sampler(SnellDraws draws, std::uint64_t seed) {
    if (draws == SnellDraws::philox) return Philox{.seed = seed};
    return Sobol{.seed = seed};
}

}  // namespace

Outcome snell_price(const Work& work, std::int64_t paths, std::uint64_t seed, int threads, SnellDraws draws) {
    Settings settings;
    const std::int64_t each = (paths + settings.replicates - 1) / settings.replicates;
    const TbbBackend backend(threads);
    const meter::Timer watch;
    const Walk<double> walk = meter::walk_of(work.path, sampler(draws, seed));
    Sums sums{settings.replicates, walk.outputs(), 0, {}};
    sums.total.resize(static_cast<std::size_t>(sums.replicates) * walk.outputs());
    backend.average(walk, each, sums);
    const Estimate price = estimate(controlled_means(sums, {}), each * settings.replicates);
    const double wall = watch.wall(), processor = watch.processor();
    return {price.value, price.std_error, price.paths, wall, processor};
}

Outcome snell_price_to(const Work& work, double relative_error, double deadline, std::uint64_t seed,
                       SnellDraws draws) {
    Settings settings;
    settings.sampler = sampler(draws, seed);
    settings.paths = std::int64_t{1} << 32;
    settings.target_se = relative_error;
    settings.target_is_relative = true;
    settings.deadline = deadline;
    settings.steps = work.path.steps;
    settings.controls = false;
    const TbbBackend backend(1);
    const meter::Timer watch;
    const Estimate found =
        price(backend, meter::model_of(work.path), meter::product_of(work.path), settings).estimate;
    const double wall = watch.wall(), processor = watch.processor();
    return {found.value, found.std_error, found.paths, wall, processor};
}

}  // namespace snell::peers
