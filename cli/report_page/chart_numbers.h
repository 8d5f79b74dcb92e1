#pragma once
#include <string>

#include "cli/report_page/stored_run.h"

/// What charts of the book are drawn from, as tables that are folded away; empty where there is nothing to
/// draw.
namespace snell {

/// Standard errors of CVA of the netting sets with the largest.
std::string error_numbers(const StoredRun& run);
/// A measure of the book after fewer paths.
std::string convergence_numbers(const StoredRun& run, const std::string& measure);
std::string timing_numbers(const StoredRun& run);

}  // namespace snell
