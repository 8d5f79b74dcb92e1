#include <fmt/format.h>

#include <chrono>
#include <filesystem>

#include "cli/xva/exposure_grid.h"
#include "cli/xva/ore_run.h"
#include "cli/xva/run_input.h"
#include "cli/xva/stopwatch.h"
#include "models/market/ore/read.h"
#include "portfolios/ore/read.h"

namespace snell {
namespace {

/// What no element or trade asked for, as rows.
void note(const OreReport& report, std::vector<FailureRow>& notes) {
    for (const OreReport::Unsupported& each : report.unsupported)
        notes.push_back(
            {"element", each.path, "", "", {"E468", print(each.place), "not supported, and left out", ""}});
    for (const std::string& warning : report.warnings)
        notes.push_back({"market", "", "", "", {"E414", "", warning, ""}});
}

void note(const XmlElement& root, std::vector<FailureRow>& notes) {
    for (const UnreadElement& each : unread(root))
        notes.push_back(
            {"element", each.path, "", "", {"E468", print(each.place), "not supported, and left out", ""}});
}

/// Whatever the measures need of the market beside the trades.
void ask_for_measures(const OreRun& run, Book& book, XvaSettings& settings) {
    if (run.cva || run.dva || run.fva)
        for (const NettingSet& set : book.netting_sets)
            if (!set.counterparty.empty()) book.needs.credit(set.counterparty);
    if ((run.dva || run.fva) && !run.own_name.empty()) settings.own_credit = book.needs.credit(run.own_name);
    if (run.fva && !run.borrowing_curve.empty())
        settings.borrow_curve = book.needs.yield_curve(run.borrowing_curve);
    if (run.fva && !run.lending_curve.empty())
        settings.lend_curve = book.needs.yield_curve(run.lending_curve);
    if (!settings.dates.empty()) book.needs.until(settings.dates.back());
}

OreConfigurations configurations_of(const OreRun& run) {
    return {run.lgm_calibration, run.fx_calibration, run.equity_calibration, run.pricing,
            run.simulation_market};
}

/// Margin periods that ORE tells in another way than the agreement's own lag.
void note_margining(const OreSimulation& simulation, const OreRun& run, std::vector<FailureRow>& notes) {
    const auto add = [&](const char* path, const std::string& file, const std::string& problem) {
        notes.push_back({"element", path, "", "", {"E468", file, problem, ""}});
    };
    if (!simulation.close_out_lag.empty())
        add("/Simulation/Parameters/CloseOutLag", run.simulation,
            fmt::format("no close-out dates {} after the grid's: collateral is called the margin period of "
                        "risk ahead of each date, and flows in between are exchanged",
                        simulation.close_out_lag));
    if (run.calculation_type != "Symmetric" && !run.calculation_type.empty())
        add("/ORE/Analytics/Analytic/calculationType", run.file,
            fmt::format("'{}' is not supported: calls in both directions lag alike (Symmetric)",
                        run.calculation_type));
}

void take_simulation(const OreSimulation& simulation, const OreRun& run, RunInput& input) {
    try {
        input.settings.dates = exposure_grid(simulation.grid, simulation.grid_calendars, run.today);
    } catch (const std::invalid_argument& fault) {
        throw InputError(Diagnostic{"E421", run.simulation,
                                    fmt::format("Grid '{}': {}", simulation.grid, fault.what()),
                                    "Write 81,3M or a list such as 1M,6M,1Y."});
    }
    input.settings.sampler = simulation.sequence.find("Sobol") == std::string::npos
                                 ? Sampler(Philox{.seed = simulation.seed})
                                 : Sampler(Sobol{.seed = simulation.seed});
    input.settings.paths = simulation.samples;
    input.nodes = simulation.tenors;
    input.dynamics = simulation.model;
    note_margining(simulation, run, input.notes);
}

}  // namespace

RunInput load_ore_run(const std::string& file) {
    RunInput input;
    Stopwatch watch(input.phases);
    const XmlElement root = read_xml(file);
    const OreRun run = read_ore_run(file, root);
    OreReport report;
    if (!run.calendar_adjustment.empty()) read_ore_calendar_adjustment(run.calendar_adjustment, report);
    input.base = run.base;
    input.simulate = (run.simulate || run.xva) && !run.simulation.empty();
    if (input.simulate) take_simulation(read_ore_simulation(run.simulation, report), run, input);
    input.settings.quantiles = run.quantiles;
    input.settings.units = run.by_trade ? GroupOrder::Units::trades : GroupOrder::Units::netting_sets;
    const Fixings fixings = run.fixings.empty() ? Fixings() : read_ore_fixings(run.fixings);
    watch.lap("settings");

    const TodaysFixings todays =
        run.imply_todays_fixings ? TodaysFixings::implied : TodaysFixings::from_history;
    BookTerms terms = read_ore_terms({run.portfolios, run.netting, run.collateral_balances}, run.today);
    for (const Diagnostic& each : terms.notes) input.notes.push_back({"trade", "", "", "", each});
    input.book = resolve_book(std::move(terms), {run.today, run.base, fixings, todays});
    ask_for_measures(run, input.book, input.settings);
    watch.lap("portfolio");

    input.world = read_ore_world({run.quotes, run.todays_market, run.curve_config, run.conventions},
                                 run.today, input.book.needs, configurations_of(run), input.dynamics, report);
    note(report, input.notes);
    note(root, input.notes);
    watch.lap("market");
    return input;
}

RunInput load_run(const std::string& path) {
    namespace fs = std::filesystem;
    fs::path file = path;
    std::error_code ignored;
    if (fs::is_directory(file, ignored)) {
        for (const char* name : {"ore.xml", "Input/ore.xml", "run.toml"})
            if (fs::is_regular_file(file / name, ignored)) {
                file /= name;
                break;
            }
        if (fs::is_directory(file, ignored))
            throw InputError(Diagnostic{"E422", path,
                                        "the folder has no ore.xml, no Input/ore.xml and no run.toml",
                                        "Name the file of the run."});
    }
    if (file.extension() == ".toml") return load_native_run(file.string());
    return load_ore_run(file.string());
}

}  // namespace snell
