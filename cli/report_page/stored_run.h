#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/estimate.h"

namespace snell {

/// A number on a date, or of the whole run.
struct StoredNumber {
    std::string netting_set, trade;  ///< both empty: of the book
    std::string measure;
    double time = 0.0;  ///< years from today; 0 for a number without a date
    std::string date;
    Estimate estimate;  ///< without paths: not simulated
    std::string status;
};

/// How well a quote is met.
struct StoredCalibration {
    std::string kind, name, label;
    double market = 0.0, model = 0.0, residual = 0.0;
};

struct StoredFailure {
    std::string kind, id, netting_set, code, where, problem, remedy;
};

/// Seconds of a phase.
struct StoredPhase {
    std::string name;
    double seconds = 0.0;
};

/// What is known of how the run was made, for people.
struct StoredFact {
    std::string name, value;
};

/// The results in a folder, as `snell xva` left them.
struct StoredRun {
    std::string folder, currency;
    std::vector<StoredNumber> npv, xva, exposure;
    std::vector<StoredNumber> convergence;  ///< xva from the first replicates alone, fewest first
    std::vector<StoredNumber> audit;        ///< what is regressed, and what it is off by
    std::vector<StoredNumber> future;       ///< costs to come
    std::vector<StoredCalibration> calibration;
    std::vector<StoredFailure> failures;
    std::vector<StoredPhase> phases;
    std::vector<StoredFact> manifest;
};

/// Reads the tables of a results folder.  Throws InputError E101 where npv.csv or xva.csv cannot be read;
/// what else is missing is left empty.
StoredRun read_stored_run(const std::string& folder);

/// The text of a manifest.json in short; empty where it is not valid.
std::vector<StoredFact> manifest_facts(const std::string& text);

/// A number of the run as a whole, or nothing.
const StoredNumber* find(const std::vector<StoredNumber>& numbers, const std::string& netting_set,
                         const std::string& trade, const std::string& measure);

}  // namespace snell
