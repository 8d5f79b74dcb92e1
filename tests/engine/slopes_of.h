#pragma once
#include <vector>

#include "core/estimate.h"
#include "engine/backend.h"
#include "engine/build.h"
#include "engine/price.h"

namespace snell {

/// Slopes of a price by one method, as the engine averages them: [slope], then second derivatives [slope].
/// `spot_slope` is the slope that is the spot's, or -1.
inline std::vector<Estimate> slopes_of(const Backend& backend, const ModelOf<Slope>& model,
                                       const Product& product, const Settings& settings,
                                       const std::vector<Years>& grid, SlopeMethod method, int spot_slope) {
    Walk<Slope> walk = build_walk(model, product, settings, grid, method);
    if (spot_slope >= 0) walk.spot_slopes[spot_slope] = 0;
    Sums sums{settings.replicates, walk.outputs(), 0,
              std::vector<double>(static_cast<std::size_t>(settings.replicates) * walk.outputs(), 0.0)};
    backend.average(walk, paths_per_replicate(settings), sums);
    std::vector<Estimate> slopes;
    for (int k = 1; k < sums.outputs; ++k) {
        std::vector<double> means;
        for (int r = 0; r < sums.replicates; ++r) means.push_back(sums.mean(r, k));
        slopes.push_back(estimate(means, sums.paths * sums.replicates));
    }
    return slopes;
}

}  // namespace snell
