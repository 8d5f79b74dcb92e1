#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/xva/batch.h"
#include "cli/xva/manifest.h"
#include "cli/xva/merge.h"
#include "cli/xva/run_options.h"
#include "cli/xva/stopwatch.h"
#include "cli/xva/work.h"

namespace snell {
namespace {

/// "0-99" or "7"; all where left out.  Throws UsageError.
std::vector<int> units_named(const std::string& text, const FrozenRun& run) {
    if (text.empty()) return all_units(run);
    int first = 0, last = 0, used = 0;
    const int size = static_cast<int>(text.size());
    const bool is_range = std::sscanf(text.c_str(), "%9d-%9d%n", &first, &last, &used) == 2 && used == size;
    if (!is_range) {
        const bool is_one = std::sscanf(text.c_str(), "%9d%n", &first, &used) == 1 && used == size;
        if (!is_one) throw UsageError(fmt::format("--units: '{}' is no range. Write 0-99 or 7", text));
        last = first;
    }
    if (first < 0 || last < first || last >= run.units())
        throw UsageError(fmt::format("--units: '{}' does not lie in 0-{}", text, run.units() - 1));
    std::vector<int> units;
    for (int unit = first; unit <= last; ++unit) units.push_back(unit);
    return units;
}

struct WorkOrder {
    std::string folder, units;
    WorkOptions options;
    WatchOptions watch;
};

ExitCode work_units(const WorkOrder& order, const Attempt& attempt, Journal& journal) {
    StopSign sign(attempt.deadline);
    const RunFolder folder(order.folder);
    const StoredPlan plan = planned(folder, order.options, attempt);
    journal.planned(plan);
    const std::vector<int> wanted = units_named(order.units, plan.run);
    Stopwatch watch(journal);
    watch.start("simulation");
    work(plan, folder, attempt.goes_on ? to_do(plan, folder, wanted, journal) : wanted, sign, journal);
    watch.stop();
    if (sign.signal() != 0) return static_cast<ExitCode>(128 + sign.signal());
    const auto done = std::count_if(wanted.begin(), wanted.end(), [&](int u) { return folder.has_unit(u); });
    fmt::print("units: {} of {} done\n", done, wanted.size());
    return sign.raised() ? ExitCode::out_of_resources : ExitCode::done;
}

ExitCode merge_units(const std::string& path, Missing missing, Journal& journal) {
    const RunFolder folder(path);
    const StoredPlan plan = load_plan(folder);
    if (is_merged(folder)) {
        fmt::print("nothing to merge: {} is complete\n", path);
        return ExitCode::done;
    }
    journal.planned(plan);
    const Merged merged = merge(plan, folder, missing, journal);
    fmt::print("{}", merged.summary);
    return merged.code;
}

struct Status {
    int units = 0, done = 0;
    std::vector<std::string> damaged;
};

Status status_of(const StoredPlan& plan, const RunFolder& folder) {
    Status status{plan.run.units(), 0, {}};
    for (int unit = 0; unit < status.units; ++unit) {
        if (!folder.has_unit(unit)) continue;
        try {
            folder.read_unit(plan.label(unit));
            ++status.done;
        } catch (const IntegrityError& fault) {
            status.damaged.emplace_back(fault.what());
        }
    }
    return status;
}

ExitCode show_status(const std::string& path, bool as_json) {
    const RunFolder folder(path);
    const StoredPlan plan = load_plan(folder);
    const bool merged = is_merged(folder);
    Status status = status_of(plan, folder);
    if (merged) status.done = status.units;
    if (as_json) {
        nlohmann::ordered_json json = {{"plan", plan.hash},         {"run", plan.run.path},
                                       {"units", status.units},     {"done", status.done},
                                       {"damaged", status.damaged}, {"complete", merged}};
        fmt::print("{}\n", json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
    } else {
        fmt::print("{} on {}\nunits: {} of {} done, {} damaged\n{}\n", plan.run.path,
                   print(plan.run.book.today), status.done, status.units, status.damaged.size(),
                   merged                        ? "complete"
                   : status.done == status.units ? "not merged: snell merge " + path
                                                 : "not finished: snell resume " + path);
        for (const std::string& each : status.damaged) fmt::print(stderr, "snell: {}\n", each);
    }
    return status.damaged.empty() ? ExitCode::done : ExitCode::integrity;
}

}  // namespace

void add_work(CLI::App& root, ExitCode& code) {
    auto order = std::make_shared<WorkOrder>();
    CLI::App* command =
        root.add_subcommand("work", "Work units of a plan: on one machine or, by ranges, on many");
    command->add_option("--plan", order->folder, "Folder of the run")->required();
    command->add_option("--units", order->units, "First and last unit, as in 0-99 [all]");
    add_work_options(*command, order->options);
    add_deadline(*command, order->options);
    add_trade_timeout(*command, order->options);
    add_watch_options(*command, order->watch);
    command->footer("Example: snell work --plan night --units 0-31");
    command->callback([=, &code] {
        code = guarded(order->options, order->folder, [&](const Attempt& attempt) {
            return keep_journal(order->watch, {"work", order->folder},
                                [&](Journal& journal) { return work_units(*order, attempt, journal); });
        });
    });
}

void add_merge(CLI::App& root, ExitCode& code) {
    auto folder = std::make_shared<std::string>();
    auto missing = std::make_shared<Missing>(Missing::refuse);
    CLI::App* command = root.add_subcommand("merge", "Verify the units of a run and write its results");
    command->add_option("DIR", *folder, "Folder of the run")->required();
    command->add_flag_callback(
        "--partial", [=] { *missing = Missing::leave_out; },
        "Merge the replicates that are whole, where units are missing (exit code 6)");
    auto watch = std::make_shared<WatchOptions>();
    add_night_options(*command, *watch);
    command->footer("Example: snell merge night");
    command->callback([=, &code] {
        code = keep_journal(*watch, {"merge", *folder},
                            [&](Journal& journal) { return merge_units(*folder, *missing, journal); });
    });
}

void add_status(CLI::App& root, ExitCode& code) {
    auto folder = std::make_shared<std::string>();
    auto as_json = std::make_shared<bool>(false);
    CLI::App* command = root.add_subcommand("status", "Tell how far a run is");
    command->add_option("DIR", *folder, "Folder of the run")->required();
    command->add_flag("--json", *as_json, "As JSON");
    command->footer("Example: snell status night");
    command->callback([=, &code] { code = show_status(*folder, *as_json); });
}

}  // namespace snell
