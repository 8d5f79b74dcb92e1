#pragma once
#include <string>
#include <vector>

#include "cli/xva/journal.h"
#include "cli/xva/run_folder.h"
#include "cli/xva/stop_sign.h"

namespace snell {

/// Works units of a plan and commits each as it is done, until all are or the sign is raised: what is on its
/// way then is given up.  With a deadline replicates are finished in all groups before more are begun, so
/// that whole ones are there when it comes.  `settings` of the plan say on how many threads, and where what
/// is at hand is said; then what a trade throws ends the process (`code_of_trouble`).  Throws CommitError.
void work(const StoredPlan& plan, const RunFolder& folder, const std::vector<int>& units, StopSign& sign,
          Journal& journal);

/// What a process leaves with where a trade kept it from working a unit and somebody attends it.
constexpr int code_of_trouble = 125;

/// Throws std::runtime_error if a number of a unit is none.
void demand_finite(const UnitResult& found);

/// Units among these that are not in the folder, or not sound there; the latter are told to the journal.
std::vector<int> to_do(const StoredPlan& plan, const RunFolder& folder, const std::vector<int>& units,
                       Journal& journal);

/// All units of a plan.
std::vector<int> all_units(const FrozenRun& run);

}  // namespace snell
