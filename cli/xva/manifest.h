#pragma once
#include <vector>

#include "cli/exit_code.h"
#include "cli/xva/reconciliation.h"
#include "cli/xva/run_folder.h"
#include "cli/xva/run_output.h"

namespace snell {

/// How far a run came.
struct RunEnd {
    std::size_t replicates = 0;  ///< that the results come from
    ExitCode code = ExitCode::done;
    const Reconciliation& notionals;
    std::vector<RunFolder::DeviceFact> devices;  ///< by name; none: no unit was worked
};

/// manifest.json: what the results are a function of, and their hashes; whoever has it has them all.  The
/// same bytes in every run of the same plan.
RunFile manifest_file(const StoredPlan& plan, const RunOutput& output, const std::vector<RunFile>& files,
                      const RunEnd& end);

/// Whether the folder has the manifest of a complete run: then its results are all there.
bool is_merged(const RunFolder& folder);

}  // namespace snell
