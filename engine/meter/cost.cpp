#include "engine/meter/cost.h"

#include <numeric>

#include "core/counted.h"
#include "engine/meter/counted.h"
#include "engine/xva/units.h"

namespace snell::meter {
namespace {

/// A Sobol' point's normal is written, read and written again with its partner as the bridge splits it, and
/// read by the path loop, on a processor and on a GPU alike.
constexpr double bytes_of_point_draw = 6 * sizeof(double);

/// Of draws that do not stay in registers.
double point_bytes(const Sampler& sampler, double draws) {
    return std::holds_alternative<Sobol>(sampler) ? bytes_of_point_draw * draws : 0.0;
}

/// What `work` did, a path; one block of paths, on this thread.
template <class Work>
Cost counted(const Work& work) {
    tally = {};
    work();
    return {static_cast<double>(tally.operations) / block_paths,
            static_cast<double>(tally.bytes) / block_paths};
}

}  // namespace

Cost cost_of_path(const Walk<double>& walk) {
    std::vector<double> sums(static_cast<std::size_t>(walk.outputs()));
    Cost cost = counted([&] { kernels(counted_isa).values(walk, 0, 0, block_paths, sums.data()); });
    cost.bytes += point_bytes(walk.draws->sampler(), walk.draws->tables().dimensions);
    return cost;
}

Cost cost_of_path(const Book& book, const World& world, const CrossAsset& model, XvaSettings settings) {
    settings.isa = counted_isa;
    settings.paths = block_paths;
    settings.replicates = 1;
    settings.board = nullptr;
    settings.backend = nullptr;
    std::vector<int> sets(book.netting_sets.size());
    std::iota(sets.begin(), sets.end(), 0);
    const MarketView view(world, model, settings.curve_nodes);
    const GroupWalk walk(book, view, model, settings, sets);
    Cost cost = counted([&] { walk.replicate(0); });
    cost.bytes += point_bytes(settings.sampler, static_cast<double>(settings.dates.size()) * model.factors());
    return cost;
}

}  // namespace snell::meter
