#include "engine/xva/xva.h"

#include <algorithm>
#include <numeric>

#include "engine/parallel.h"
#include "engine/xva/reduce.h"

namespace snell {

XvaResult run_xva(const Book& book, const World& world, const CrossAsset& model, const XvaSettings& settings,
                  const std::vector<double>& npvs) {
    check_settings(world, settings);
    const MarketView view(world, model, settings.curve_nodes);
    const std::vector<HazardTerms>& hazards = model.parts().hazards;
    XvaReduction reduction(book, world, hazards, settings, npvs);
    for (const std::vector<int>& netting_sets : group_netting_sets(book, world, hazards, settings)) {
        const GroupWalk walk(book, view, model, settings, netting_sets);
        std::vector<int> numbers(static_cast<std::size_t>(settings.replicates));
        std::iota(numbers.begin(), numbers.end(), 0);
        const std::vector<std::vector<int>> batches = walk.batches(numbers);
        std::vector<UnitResult> replicates(numbers.size());
        parallel_ranges(settings.threads, batches.size(), 1, [&](std::size_t begin, std::size_t end) {
            for (std::size_t b = begin; b < end; ++b)
                std::ranges::move(walk.replicates(batches[b]), replicates.begin() + batches[b].front());
        });
        reduction.add(netting_sets, std::move(replicates));
    }
    return reduction.take();
}

}  // namespace snell
