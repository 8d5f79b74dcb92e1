#pragma once
#include "cli/xva/frozen_run.h"
#include "cli/xva/run_output.h"

namespace snell {

/// Whether all replicates that a run asked for are in its results.
enum class Completeness { complete, partial };

/// The rows of a run.
RunOutput assemble(const FrozenRun& run, const XvaResult& result);

/// Marks the rows that rest on a right whose value is regressed: of the book, netting sets and trades that
/// hold one, on dates before its last exercise.
void mark_regressed(RunOutput& output, const FrozenRun& run);

/// Marks all rows of a run that lacks replicates, and says so among the failures.
void mark_partial(RunOutput& output, std::size_t replicates, int asked);

}  // namespace snell
