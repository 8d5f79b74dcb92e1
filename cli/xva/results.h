#pragma once
#include "cli/xva/frozen_run.h"
#include "cli/xva/run_output.h"

namespace snell {

/// Whether all replicates that a run asked for are in its results.
enum class Completeness { complete, partial };

/// The rows of a run.
RunOutput assemble(const FrozenRun& run, const XvaResult& result);

/// Marks all rows of a run that lacks replicates.
void mark_partial(RunOutput& output);

}  // namespace snell
