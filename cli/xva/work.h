#pragma once
#include <string>
#include <vector>

#include "cli/xva/run_folder.h"
#include "cli/xva/stop_sign.h"

namespace snell {

/// Works units of a plan and commits each as it is done, until all are or the sign is raised: what is on its
/// way then is given up.  With a deadline replicates are finished in all groups before more are begun, so
/// that whole ones are there when it comes.  `settings` of the plan say on how many threads.  Throws
/// CommitError.
void work(const StoredPlan& plan, const RunFolder& folder, const std::vector<int>& units, StopSign& sign);

/// Units that are not in the folder, or not sound there; the latter are named on stderr.
std::vector<int> units_to_do(const StoredPlan& plan, const RunFolder& folder);

/// All units of a plan.
std::vector<int> all_units(const FrozenRun& run);

}  // namespace snell
