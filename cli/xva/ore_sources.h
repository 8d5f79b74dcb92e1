#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cli/xva/ore_run.h"
#include "cli/xva/run_input.h"
#include "models/market/ore/read.h"
#include "portfolios/book_terms.h"

namespace snell {

/// What the files of a run folder say, before any of it is resolved against another.
struct OreSources {
    OreRun run;
    std::optional<OreSimulation> simulation;  ///< nothing: today's values only
    std::vector<Date> dates;                  ///< of its grid
    std::vector<CalendarDay> calendar_days;
    Fixings fixings;
    BookTerms terms;
    OreReport report;
    std::vector<FailureRow> notes;
};

/// Reads the ore.xml and all files that it names, except those of the market.  The calendars are adjusted as
/// the run says, for the rest of the process.  Throws InputError.
OreSources read_ore_sources(const std::string& file, Journal& journal);

/// The run: the book resolved, and the world that it needs built.  Throws InputError.
RunInput build_ore_run(OreSources sources, Journal& journal, const TradeWatch& watch = {});

}  // namespace snell
