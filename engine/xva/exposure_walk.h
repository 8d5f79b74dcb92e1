#pragma once
#include <atomic>
#include <functional>
#include <optional>

#include "core/step_board.h"
#include "engine/xva/market_paths.h"
#include "engine/xva/profile_layout.h"

namespace snell {

/// Of which value quantiles are wanted: (V - C), or (V - C) / N.
enum class QuantileOf { undiscounted, deflated };

/// What one replicate found.
struct ReplicateProfile {
    std::vector<double> means;   ///< over its paths, in the order of a ProfileLayout
    std::vector<double> values;  ///< [netting set][date][path]; empty unless they were to be kept
};

/// What is valued, along which paths.
struct ExposurePlan {
    const ExposureGroup& group;
    const GroupCredit& credit;
    const ProfileLayout& layout;
    const MarketPaths& paths;
    const XvaKernels& kernels;
};

/// A netting set on a simulated date, on a block of paths.  Rows are valid during the call.
struct SeenSet {
    std::size_t unit = 0;
    int date = 0;
    std::int64_t first_path = 0;
    int paths = 0;
    const BlockRows& rows;
    const double* open;      ///< V - C, base currency
    const double* deflator;  ///< 1 / N
    /// The deflator times each CreditWeight after `none`, a row each; null where the credit does not move.
    const double* weights;
};

/// Who looks at some netting sets as they are walked; no other unit is then valued.
struct ExposureWitness {
    std::vector<bool> units;  ///< [unit] those that are seen
    std::function<void(const SeenSet&)> see;
};

/// The paths of a replicate, and what to keep of them.
struct ReplicatePaths {
    std::uint32_t replicate = 0;
    std::int64_t paths = 0;                       ///< of each replicate
    std::optional<QuantileOf> keep = {};          ///< values per path, for quantiles
    const std::atomic<bool>* abandon = nullptr;   ///< once true, the walk stops and its profile is void
    const Step* step = nullptr;                   ///< that gets on with every day
    std::atomic<std::int64_t>* walked = nullptr;  ///< paths that are done are added to it
    const ExposureWitness* witness = nullptr;     ///< null: all units are valued, and nobody looks
};

/// Walks one replicate's paths and values every unit on every date of its own; independent of other units and
/// of threads.
ReplicateProfile walk_exposure(const ExposurePlan& plan, const ReplicatePaths& replicate);
/// Walks the same paths for a witness alone.
void witness_exposure(const ExposurePlan& plan, ReplicatePaths replicate, const ExposureWitness& witness);

}  // namespace snell
