#include "cli/xva/result_rows.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

#include "core/csv.h"

namespace snell {
namespace {
const std::string not_finite = "not_finite";

const std::string& status_of(const ResultRow& row) { return row.is_finite() ? row.status : not_finite; }
}  // namespace

void ResultRow::take(const Estimate& estimate) {
    value = estimate.value;
    paths = estimate.paths;
    replicates = estimate.replicates;
    if (paths > 0) std_error = estimate.std_error;
}

bool ResultRow::is_finite() const { return std::isfinite(value) && std::isfinite(std_error.value_or(0.0)); }

std::string csv(std::span<const ResultRow> rows, Date today) {
    std::string text =
        "netting_set,trade,measure,date,time,value,std_error,currency,paths,replicates,status\n";
    for (const ResultRow& row : rows) {
        fmt::format_to(std::back_inserter(text), "{},{},{},{},{},{},{},{},", csv_text(row.netting_set),
                       csv_text(row.trade), row.measure, row.date ? print(*row.date) : "",
                       row.date ? print_number(year_fraction(today, *row.date)) : "", print_number(row.value),
                       row.std_error ? print_number(*row.std_error) : "", row.currency);
        const std::string& status = status_of(row);
        if (row.paths > 0)
            fmt::format_to(std::back_inserter(text), "{},{},{}\n", row.paths, row.replicates, status);
        else
            fmt::format_to(std::back_inserter(text), ",,{}\n", status);
    }
    return text;
}

std::string replicates_csv(std::span<const ResultRow> rows) {
    std::string text = "netting_set,measure,means,status\n";
    for (const ResultRow& row : rows) {
        if (row.means.empty()) continue;
        fmt::format_to(std::back_inserter(text), "{},{},", csv_text(row.netting_set), row.measure);
        for (std::size_t r = 0; r < row.means.size(); ++r)
            fmt::format_to(std::back_inserter(text), "{}{}", r == 0 ? "" : " ", print_number(row.means[r]));
        fmt::format_to(std::back_inserter(text), ",{}\n", status_of(row));
    }
    return text;
}

std::string csv(std::span<const FailureRow> rows) {
    std::string text = "kind,id,netting_set,type,code,where,problem,remedy\n";
    for (const FailureRow& row : rows)
        fmt::format_to(std::back_inserter(text), "{},{},{},{},{},{},{},{}\n", row.kind, csv_text(row.id),
                       csv_text(row.netting_set), csv_text(row.type), row.diagnostic.code,
                       csv_text(row.diagnostic.where), csv_text(row.diagnostic.problem),
                       csv_text(row.diagnostic.remedy));
    return text;
}

}  // namespace snell
