#pragma once
#include <string>
#include <vector>

#include "cli/xva/ore_sources.h"
#include "cli/xva/run_file.h"
#include "models/calibrate.h"
#include "portfolios/book_terms.h"

namespace snell {

/// A run of the open standard, ready to be written in Snell's own format: what its files say, and what was
/// made of them.
struct ConvertedRun {
    const OreSources& sources;
    const std::vector<TradeTerms>& trades;  ///< those of the sources that did not fail
    const RunInput& input;
    const CrossAsset* model;  ///< null: today's values only
};

/// run.toml, trades.csv, netting_sets.csv, market.csv, fixings.csv, and calendars.csv where days were
/// adjusted.
std::vector<RunFile> native_files(const ConvertedRun& converted);

}  // namespace snell
