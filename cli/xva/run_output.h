#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cli/xva/run_input.h"
#include "models/calibrate.h"

namespace snell {

/// Everything that a run found.
struct RunOutput {
    std::vector<ResultRow> npv, xva, exposure;
    XvaTotals totals;  ///< of all netting sets
    std::vector<CalibrationRow> calibration;
    std::vector<FailureRow> failures;  ///< trades that were not priced, then what was noted
    std::size_t trades = 0, failed = 0;
    std::vector<Phase> phases;
};

/// Writes npv.csv, xva.csv, exposure.csv, calibration.csv, failures.csv and timings.json into a folder, which
/// is made if it is not there; each file is whole or not there at all.  Throws OutputError.
void write_run(const RunOutput& output, const std::string& folder, Date today);

/// The summary for the terminal: the largest contributors to CVA, totals, failures, seconds.
std::string summary(const RunOutput& output, const RunInput& input);

}  // namespace snell
