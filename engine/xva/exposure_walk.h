#pragma once
#include "engine/xva/group.h"
#include "engine/xva/kernels.h"
#include "engine/xva/market_paths.h"

namespace snell {

/// Profiles of one replicate: means over its paths, [unit][date][sum].
struct ReplicateProfile {
    static constexpr int sums = ExposureSums::count + AllocationSums::count;
    std::vector<double> means;
};

/// Values per path of netting sets whose quantiles are wanted: (V - C), or (V - C) / N.
enum class QuantileOf { undiscounted, deflated };
struct QuantileValues {
    bool wanted = false;
    QuantileOf of = QuantileOf::undiscounted;
    std::int64_t paths = 0;      ///< in all
    std::vector<double> values;  ///< [netting set][date][path]
};

/// Where a replicate's paths stand among all.
struct ReplicatePaths {
    std::uint32_t replicate = 0;
    std::int64_t paths = 0;  ///< of each replicate
};

/// Walks one replicate's paths and values every unit on every date of its own; independent of other units and
/// of threads.
ReplicateProfile walk_exposure(const ExposureGroup& group, const MarketPaths& paths,
                               const ReplicatePaths& replicate, const XvaKernels& kernels,
                               QuantileValues& quantiles);

}  // namespace snell
