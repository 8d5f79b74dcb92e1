#pragma once
#include <atomic>
#include <optional>

#include "engine/xva/group.h"
#include "engine/xva/kernels.h"
#include "engine/xva/market_paths.h"

namespace snell {

/// Of which value quantiles are wanted: (V - C), or (V - C) / N.
enum class QuantileOf { undiscounted, deflated };

/// What one replicate found.
struct ReplicateProfile {
    static constexpr int sums = ExposureSums::count + AllocationSums::count;
    std::vector<double> means;   ///< over its paths, [unit][date][sum]
    std::vector<double> values;  ///< [netting set][date][path]; empty unless they were to be kept
};

/// The paths of a replicate, and what to keep of them.
struct ReplicatePaths {
    std::uint32_t replicate = 0;
    std::int64_t paths = 0;                      ///< of each replicate
    std::optional<QuantileOf> keep = {};         ///< values per path, for quantiles
    const std::atomic<bool>* abandon = nullptr;  ///< once true, the walk stops and its profile is void
};

/// Walks one replicate's paths and values every unit on every date of its own; independent of other units and
/// of threads.
ReplicateProfile walk_exposure(const ExposureGroup& group, const MarketPaths& paths,
                               const ReplicatePaths& replicate, const XvaKernels& kernels);

}  // namespace snell
