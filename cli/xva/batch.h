#pragma once
#include <string>
#include <vector>

#include "cli/xva/guarded.h"
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

/// The plan of a run: made without the trades that are put aside, or that of an attempt before, where this
/// one goes on with its work.
StoredPlan plan_of(const BatchOptions& options, const Attempt& attempt, Journal& journal);

/// The plan of a folder, to be worked as the options and the attempt say.
StoredPlan planned(const RunFolder& folder, const WorkOptions& options, const Attempt& attempt);

/// Works units, and merges all that are there; what a deadline left out is missing then.  After a signal
/// nothing is merged, and the code is 128 and its number.
Merged finish(const StoredPlan& plan, const RunFolder& folder, const std::vector<int>& units, StopSign& sign,
              Journal& journal);

/// An attempt at all of it; one that goes on leaves the plan as it is.
Merged run_batch(const BatchOptions& options, const Attempt& attempt, StopSign& sign, Journal& journal);

}  // namespace snell
