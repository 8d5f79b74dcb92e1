#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/date.h"
#include "core/error.h"
#include "core/estimate.h"

namespace snell {

/// One number of a run, as the files hold it: a row of npv.csv, xva.csv or exposure.csv.
struct ResultRow {
    std::string netting_set;
    std::string trade;  ///< empty: of the netting set; both empty: of the book
    std::string measure;
    std::optional<Date> date;
    double value = 0.0;
    std::optional<double> std_error;  ///< nothing: not simulated
    std::string currency;
    std::int64_t paths = 0;  ///< 0: not simulated
    int replicates = 0;
    std::string status = "ok";       ///< in the files, where a number is none: not_finite
    std::vector<double> means = {};  ///< of each replicate; of a netting set's measures without a date

    void take(const Estimate& estimate);
    bool is_finite() const;
};

/// A trade that was not priced, or an element that nothing read.
struct FailureRow {
    std::string kind;  ///< "trade", "element", "market"
    std::string id;    ///< of the trade; path of the element
    std::string netting_set;
    std::string type;
    Diagnostic diagnostic;
};

/// Shortest text that reads back as the same number, in every column that holds one; times are Actual / 365
/// Fixed from `today`.
std::string csv(std::span<const ResultRow> rows, Date today);
std::string csv(std::span<const FailureRow> rows);
/// The means of the replicates, of rows that have them; one column, separated by blanks.
std::string replicates_csv(std::span<const ResultRow> rows);

}  // namespace snell
