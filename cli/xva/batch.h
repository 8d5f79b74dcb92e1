#pragma once
#include <string>
#include <vector>

#include "cli/xva/merge.h"
#include "cli/xva/run_options.h"
#include "cli/xva/stop_sign.h"

/// The overnight job: plan, work, merge.
namespace snell {

struct BatchOptions {
    RunOptions run;
    WorkOptions work;
    std::string folder;
};

/// Reads, values, calibrates and freezes a run, and puts its plan down; adds the phases.
StoredPlan make_plan(const BatchOptions& options, std::vector<Phase>& phases);

/// Works units, and merges all that are there; what a deadline left out is missing then.  After a signal
/// nothing is merged, and the code is 128 and its number.
Merged finish(const StoredPlan& plan, const RunFolder& folder, const std::vector<int>& units, StopSign& sign,
              std::vector<Phase> phases);

/// All of it, in one process.
Merged run_batch(const BatchOptions& options, StopSign& sign);

}  // namespace snell
