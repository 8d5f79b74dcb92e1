#pragma once
#include <string>
#include <vector>

#include "cli/report_page/stored_run.h"

/// Charts of a run, each as SVG; empty where the run has nothing to show.
namespace snell {

/// Netting sets by decreasing CVA.
std::vector<std::string> by_cva(const StoredRun& run);
/// CVA of the netting sets, the largest first.
std::vector<const StoredNumber*> sets_by_cva(const StoredRun& run);

/// EPE above, ENE below zero, quantiles and expected collateral of a netting set, or of one of its trades.
std::string exposure_chart(const StoredRun& run, const std::string& netting_set, const std::string& trade);

/// From nothing to the CVA of the book: the largest contributors, then all others together.
std::string cva_waterfall(const StoredRun& run);

/// From today's value to the value with CVA, DVA, FCA and FBA.
std::string value_waterfall(const StoredRun& run);

/// Model less market, quote by quote, of one kind and name.
std::string residual_chart(const StoredRun& run, const std::string& kind, const std::string& name);

/// Shares of the variance of the CVA of the book: which netting sets its error comes from.
std::string error_budget(const StoredRun& run);

/// What a measure of the book, or of a netting set, was after fewer paths, and its value; empty where it is
/// not known.
std::vector<Estimate> convergence_of(const StoredRun& run, const std::string& netting_set,
                                     const std::string& measure);
/// How a measure of the book, or of a netting set, came to its value: its distance from it after fewer paths.
std::string convergence_chart(const StoredRun& run, const std::string& netting_set,
                              const std::string& measure);

/// The same of what a measure was after some paths, and then after more; the last one is its value.
std::string convergence_chart(const StoredRun& run, const std::string& measure,
                              const std::vector<Estimate>& found);

std::string timing_chart(const StoredRun& run);

}  // namespace snell
