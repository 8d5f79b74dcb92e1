#pragma once
#include <string>

#include "cli/xva/frozen_run.h"

namespace snell {

/// Bytes that a run takes, at most and about, told from its sizes alone.  docs/reliability.md says how far
/// that is from the truth.
struct Footprint {
    double held = 0.0;           ///< the run as it is read, valued and frozen
    double results = 0.0;        ///< rows of the results and their text
    double largest_set = 0.0;    ///< the work, and the merging, of the netting set that takes most
    double largest_group = 0.0;  ///< of the group that takes most
    double disk = 0.0;           ///< plan, units and tables
    double rows = 0.0;           ///< of the tables

    double memory() const { return held + results + largest_group; }
    double least() const { return held + results + largest_set; }
};

/// Of a run whose netting sets may not be grouped yet: then each is a group.
Footprint footprint(const FrozenRun& run);

/// Groups netting sets so that the run fits in its `settings.memory`.  Throws UsageError, naming what it
/// takes at least, if that is more.
void group_to_fit(FrozenRun& run);

/// "350M", rounded up; as --memory takes it.
std::string print_bytes(double bytes);

}  // namespace snell
