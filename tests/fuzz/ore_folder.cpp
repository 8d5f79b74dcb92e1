#include "cli/xva/exposure_grid.h"
#include "cli/xva/ore_run.h"
#include "models/market/ore/read.h"
#include "portfolios/ore/read.h"
#include "portfolios/resolve/book.h"
#include "tests/fuzz/folder.h"
#include "tests/fuzz/told.h"

namespace {

using namespace snell;
const Date today(2026, 3, 31);

/// A sound run folder, of which one file at a time is replaced, and what its book needs of the market.
struct Run {
    fuzz::Folder folder{std::filesystem::path(SNELL_ROOT) / "tests/xva/fixtures/ore"};
    MarketNeeds needs;
    OreReport report;
    CrossAssetTerms model = read_ore_simulation(folder.path("simulation.xml"), report).model;

    Run() {
        const Fixings fixings = read_ore_fixings(folder.path("fixings.txt"));
        needs = read_ore_book({{folder.path("portfolio.xml")}, folder.path("netting.xml"), ""},
                              {today, "EUR", fixings})
                    .needs;
    }
};

void read_world(const Run& run, OreMarketFiles files) {
    OreReport report;
    read_ore_world(files, today, run.needs, {}, run.model, report);
}

/// Who reads a file is told by what stands in it: the root of an XML file, or dates at the start of lines.
void read(const Run& run, std::string_view bytes) {
    const auto holds = [&](std::string_view text) { return bytes.find(text) != std::string_view::npos; };
    const std::string file = run.folder.write("fuzz", bytes);
    OreReport report;
    OreMarketFiles files{run.folder.path("market.txt"), run.folder.path("todaysmarket.xml"),
                         run.folder.path("curveconfig.xml"), run.folder.path("conventions.xml")};
    if (holds("<ORE")) {
        read_ore_run(file, read_xml(file));
    } else if (holds("<NettingSetDefinitions") || holds("<CollateralBalances")) {
        const bool is_annex = holds("<NettingSetDefinitions");
        read_ore_terms({{run.folder.path("portfolio.xml")}, is_annex ? file : "", is_annex ? "" : file},
                       today);
    } else if (holds("<Simulation")) {
        const OreSimulation found = read_ore_simulation(file, report);
        exposure_grid(found.grid, found.grid_calendars, today);
    } else if (holds("<CalendarAdjustment")) {
        read_ore_calendar_adjustment(file, report);
    } else if (holds("<TodaysMarket")) {
        files.todays_market = file;
        read_world(run, files);
    } else if (holds("<CurveConfiguration")) {
        files.curve_config = file;
        read_world(run, files);
    } else if (holds("<Conventions")) {
        files.conventions = file;
        read_world(run, files);
    } else {
        read_ore_fixings(file);
        files.quotes = file;
        read_world(run, files);
    }
}

}  // namespace

/// Any bytes are read as a file of a run folder of ORE beside its portfolio: nothing may crash, hang or
/// escape but what the command makes messages of.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const Run run;
    try {
        read(run, {reinterpret_cast<const char*>(bytes), size});
    } catch (const InputError& error) {
        for (const Diagnostic& fault : error.diagnostics()) fuzz::told_somewhere(fault);
    } catch (const std::invalid_argument&) {  // of a grid
    }
    return 0;
}
