#include <fmt/format.h>

#include "cli/xva/exposure_grid.h"
#include "cli/xva/ore_sources.h"
#include "cli/xva/stopwatch.h"
#include "portfolios/ore/read.h"

namespace snell {
namespace {

FailureRow unsupported(const std::string& path, const Place& place) {
    return {"element",
            path,
            "",
            "",
            {"E468", print(place), fmt::format("{} is not supported, and left out", path), ""}};
}

/// What no element or trade asked for, as rows.
void note(const OreReport& report, std::vector<FailureRow>& notes) {
    for (const OreReport::Unsupported& each : report.unsupported)
        notes.push_back(unsupported(each.path, each.place));
    for (const std::string& warning : report.warnings)
        notes.push_back({"market", "", "", "", {"E414", "", warning, ""}});
}

void note(const XmlElement& root, std::vector<FailureRow>& notes) {
    for (const UnreadElement& each : unread(root)) notes.push_back(unsupported(each.path, each.place));
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

std::vector<Date> grid_of(const OreSimulation& simulation, const OreRun& run) {
    try {
        return exposure_grid(simulation.grid, simulation.grid_calendars, run.today);
    } catch (const std::invalid_argument& fault) {
        throw InputError(Diagnostic{"E421", run.simulation,
                                    fmt::format("Grid '{}': {}", simulation.grid, fault.what()),
                                    "Write 81,3M or a list such as 1M,6M,1Y."});
    }
}

void take_simulation(const OreSources& sources, RunInput& input) {
    const OreSimulation& simulation = *sources.simulation;
    input.settings.dates = sources.dates;
    input.settings.sampler = simulation.sequence.find("Sobol") == std::string::npos
                                 ? Sampler(Philox{.seed = simulation.seed})
                                 : Sampler(Sobol{.seed = simulation.seed});
    input.settings.paths = simulation.samples;
    input.told = {"paths", "seed", "sampler", "quantiles", "curve_nodes", "by_trade"};
    input.nodes = simulation.tenors;
    input.dynamics = simulation.model;
    note_margining(simulation, sources.run, input.notes);
}

/// The files that a run names, each once.
void list_sources(const OreRun& run, RunInput& input) {
    const auto add = [&](const char* role, const std::string& path) {
        if (!path.empty()) input.sources.push_back({role, path});
    };
    add("run", run.file);
    for (const std::string& path : run.portfolios) add("trades", path);
    add("netting sets", run.netting);
    add("collateral balances", run.collateral_balances);
    add("fixings", run.fixings);
    add("calendars", run.calendar_adjustment);
    add("market", run.quotes);
    add("today's market", run.todays_market);
    add("curve configuration", run.curve_config);
    add("conventions", run.conventions);
    if (input.simulate) add("simulation", run.simulation);
}

}  // namespace

OreSources read_ore_sources(const std::string& file, Journal& journal) {
    OreSources sources;
    Stopwatch watch(journal);
    watch.start("settings");
    const XmlElement root = read_xml(file);
    const OreRun& run = sources.run = read_ore_run(file, root);
    if (!run.calendar_adjustment.empty()) {
        sources.calendar_days = read_ore_calendar_adjustment(run.calendar_adjustment, sources.report);
        adjust_calendars(sources.calendar_days);
    }
    if ((run.simulate || run.xva) && !run.simulation.empty()) {
        sources.simulation = read_ore_simulation(run.simulation, sources.report);
        sources.dates = grid_of(*sources.simulation, run);
    }
    if (!run.fixings.empty()) sources.fixings = read_ore_fixings(run.fixings);
    watch.start("files");
    sources.terms = read_ore_terms({run.portfolios, run.netting, run.collateral_balances}, run.today);
    note(root, sources.notes);
    watch.stop();
    return sources;
}

RunInput build_ore_run(OreSources sources, Journal& journal, const TradeWatch& trades) {
    RunInput input;
    const OreRun& run = sources.run;
    Stopwatch watch(journal);
    watch.start("portfolio");
    input.base = run.base;
    input.simulate = sources.simulation.has_value();
    input.trades = sources.terms.trades.size() + sources.terms.failed.size();
    list_sources(run, input);
    if (input.simulate) take_simulation(sources, input);
    input.settings.quantiles = run.quantiles;
    input.settings.units = run.by_trade ? GroupOrder::Units::trades : GroupOrder::Units::netting_sets;
    for (const Diagnostic& each : sources.terms.notes) input.notes.push_back({"trade", "", "", "", each});
    const TodaysFixings todays =
        run.imply_todays_fixings ? TodaysFixings::implied : TodaysFixings::from_history;
    input.book =
        resolve_book(std::move(sources.terms), {run.today, run.base, sources.fixings, todays, &trades});
    ask_for_measures(run, input.book, input.settings);

    watch.start("market");
    OreConfigurations configurations = configurations_of(run);
    if (!input.simulate) configurations.simulation = run.pricing;
    const OreMarketFiles files = {run.quotes, run.todays_market, run.curve_config, run.conventions};
    input.world =
        read_ore_world(files, run.today, input.book.needs, configurations, input.dynamics, sources.report);
    if (configurations.simulation != run.pricing) {
        configurations.simulation = run.pricing;
        OreReport told;  // of the same files
        input.priced_on = read_ore_world(files, run.today, input.book.needs, configurations, {}, told);
    }
    note(sources.report, input.notes);
    input.notes.insert(input.notes.end(), sources.notes.begin(), sources.notes.end());
    watch.stop();
    return input;
}

RunInput load_ore_run(const std::string& file, Journal& journal, const TradeWatch& watch) {
    return build_ore_run(read_ore_sources(file, journal), journal, watch);
}

}  // namespace snell
