#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "cli/command.h"
#include "cli/xva/batch.h"
#include "cli/xva/footprint.h"
#include "cli/xva/forecast.h"
#include "cli/xva/manifest.h"
#include "cli/xva/work.h"

namespace snell {
namespace {

ExitCode tell(const Merged& merged) {
    fmt::print("{}", merged.summary);
    return merged.code;
}

/// A whole run, and what it found on stdout.
ExitCode run_all(const BatchOptions& options, const Attempt& attempt, Journal& journal) {
    StopSign sign(attempt.deadline);
    return tell(run_batch(options, attempt, sign, journal));
}

ExitCode plan_only(const BatchOptions& options, const Attempt& attempt, Journal& journal) {
    const StoredPlan plan = plan_of(options, attempt, journal);
    const FrozenRun& run = plan.run;
    fmt::print("trades: {}, netting sets: {}, exposure dates: {}\nunits: {} ({} groups x {} replicates)\n",
               run.trades, run.book.netting_sets.size(), run.settings.dates.size(), run.units(),
               run.groups.size(), run.settings.replicates);
    const Forecast expected = forecast(run, journal);
    fmt::print("time: {}, memory: up to {}, disk: up to {}\nplan: {}\n", print_time(expected),
               print_bytes(expected.memory), print_bytes(expected.disk), plan.hash);
    return run.npvs.empty() ? ExitCode::invalid_input : ExitCode::done;
}

ExitCode resume(const std::string& path, const WorkOptions& options, const Attempt& attempt,
                Journal& journal) {
    StopSign sign(attempt.deadline);
    const RunFolder folder(path);
    const StoredPlan plan = planned(folder, options, attempt);
    check_inputs(plan.run.inputs);
    journal.planned(plan);
    if (is_merged(folder)) {
        folder.remove_units();
        fmt::print("nothing to resume: {} is complete\n", path);
        return ExitCode::done;
    }
    folder.remove_partial();
    const std::vector<int> units = to_do(plan, folder, all_units(plan.run), journal);
    fmt::print("resuming {} of {} units\n", units.size(), plan.run.units());
    return tell(finish(plan, folder, units, sign, journal));
}

}  // namespace

void add_xva(CLI::App& root, ExitCode& code) {
    auto options = std::make_shared<BatchOptions>();
    CLI::App* command = root.add_subcommand(
        "xva", "Simulate a book's exposures: CVA, DVA, FVA and profiles, each with its error");
    add_run_options(*command, options->run);
    command->add_option("-o,--output", options->folder, "Folder for the results; made where it is not there")
        ->required();
    add_work_options(*command, options->work);
    add_memory(*command, options->work);
    add_deadline(*command, options->work);
    add_trade_timeout(*command, options->work);
    auto watch = std::make_shared<WatchOptions>();
    add_night_options(*command, *watch);
    command->footer("Example: snell xva portfolios/examples/xva/run.toml -o results");
    command->callback([=, &code] {
        code = guarded(options->work, options->folder, [&](const Attempt& attempt) {
            return keep_journal(*watch, {"xva", options->folder},
                                [&](Journal& journal) { return run_all(*options, attempt, journal); });
        });
    });
}

void add_plan(CLI::App& root, ExitCode& code) {
    auto options = std::make_shared<BatchOptions>();
    CLI::App* command = root.add_subcommand(
        "plan", "Read, value and calibrate a run of snell xva, and freeze it for snell work");
    add_run_options(*command, options->run);
    command->add_option("-o,--output", options->folder, "Folder for the run; made where it is not there")
        ->required();
    add_memory(*command, options->work);
    add_trade_timeout(*command, options->work);
    auto watch = std::make_shared<WatchOptions>();
    add_watch_options(*command, *watch);
    command->footer("Example: snell plan portfolios/examples/xva -o night");
    command->callback([=, &code] {
        code = guarded(options->work, options->folder, [&](const Attempt& attempt) {
            return keep_journal(*watch, {"plan", options->folder},
                                [&](Journal& journal) { return plan_only(*options, attempt, journal); });
        });
    });
}

void add_resume(CLI::App& root, ExitCode& code) {
    auto folder = std::make_shared<std::string>();
    auto options = std::make_shared<WorkOptions>();
    CLI::App* command =
        root.add_subcommand("resume", "Finish a run of snell xva that was stopped, killed or cut short");
    command->add_option("DIR", *folder, "Folder of the run")->required();
    add_work_options(*command, *options);
    add_deadline(*command, *options);
    add_trade_timeout(*command, *options);
    auto watch = std::make_shared<WatchOptions>();
    add_night_options(*command, *watch);
    command->footer("Example: snell resume night");
    command->callback([=, &code] {
        code = guarded(*options, *folder, [&](const Attempt& attempt) {
            return keep_journal(*watch, {"resume", *folder}, [&](Journal& journal) {
                return resume(*folder, *options, attempt, journal);
            });
        });
    });
}

}  // namespace snell
