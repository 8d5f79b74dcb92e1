#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cli/xva/frozen_run.h"
#include "cli/xva/run_file.h"
#include "models/calibrate.h"

namespace snell {

/// Everything that a run found.
struct RunOutput {
    std::vector<ResultRow> npv, xva, exposure;  ///< numbers of the book before those of netting sets
    std::vector<ResultRow> convergence;         ///< those of xva from the first replicates alone
    std::vector<ResultRow> audit;               ///< what rights whose value is regressed are off by
    std::vector<ResultRow> future;              ///< costs to come; empty: nobody asked
    std::vector<CalibrationRow> calibration;
    std::vector<FailureRow> failures;  ///< trades that were not priced, then what was noted
    std::size_t trades = 0;            ///< in the files
    std::size_t failed = 0;            ///< trades among the failures
    std::size_t excluded = 0;  ///< of these, those that have a value today and are left out of the exposures
    std::vector<Phase> phases;
    std::optional<double> expected_seconds;  ///< of its units and results, told before; nothing: it was not
};

/// All tables, npv.csv to failures.csv, in the order of docs/reference/outputs.md: the same bytes in every
/// run.
std::vector<RunFile> result_files(const RunOutput& output, Date today);

/// timings.json: how this run was worked.
RunFile timings_file(const RunOutput& output);

/// The summary for the terminal: the largest contributors to CVA, totals, failures, seconds.
std::string summary(const RunOutput& output, const FrozenRun& run);

}  // namespace snell
