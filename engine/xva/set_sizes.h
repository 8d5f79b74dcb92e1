#pragma once
#include <vector>

#include "engine/xva/xva.h"

namespace snell {

/// What the netting sets of a run take, told from their trades, dates and paths: upper bounds, measured
/// (docs/reliability.md).
struct SetSizes {
    std::vector<std::size_t> memory;  ///< [netting set] bytes, while their group is worked or merged
    std::vector<std::size_t> disk;    ///< [netting set] bytes of its part of all units
};

SetSizes set_sizes(const Book& book, const World& world, const std::vector<HazardTerms>& hazards,
                   const XvaSettings& settings);

/// Threads that work a run.
int threads_of(const XvaSettings& settings);

}  // namespace snell
