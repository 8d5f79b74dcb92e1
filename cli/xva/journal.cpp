#include "cli/xva/journal.h"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "cli/command.h"
#include "cli/outcome.h"
#include "cli/xva/forecast.h"
#include "cli/xva/metrics.h"
#include "cli/xva/run_folder.h"
#include "cli/xva/run_output.h"

namespace snell {
namespace {

using Json = nlohmann::ordered_json;

std::int64_t milliseconds_since_1970() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

/// "2026-11-21T23:38:24.123Z"
std::string print_time(std::int64_t milliseconds) {
    const std::time_t seconds = milliseconds / 1000;
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", utc.tm_year + 1900, utc.tm_mon + 1,
                       utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec, milliseconds % 1000);
}

Json facts(const Diagnostic& diagnostic) {
    return {{"code", diagnostic.code},
            {"where", diagnostic.where},
            {"problem", diagnostic.problem},
            {"remedy", diagnostic.remedy}};
}

}  // namespace

void add_watch_options(CLI::App& command, WatchOptions& options) {
    command.add_option("--events", options.events,
                       "Append one JSON object a line to this file: phases, progress, warnings, failures");
    command.add_option("--metrics", options.metrics,
                       "Keep how the run stands in this file, in the text format of Prometheus");
}

void add_night_options(CLI::App& command, WatchOptions& options) {
    add_watch_options(command, options);
    options.registry.none = false;
    add_registry_options(command, options.registry);
}

Journal::Journal() = default;

Journal::Journal(const WatchOptions& options, Job job)
    : options_(options), registry_(registry_file(options.registry)) {
    now_.job = std::move(job);
    now_.started = milliseconds_since_1970();
    if (!options.events.empty()) events_.emplace(options.events);
    if (!options.metrics.empty()) write_output(options.metrics, snell::metrics(now_));
    tell({{"event", "begin"}, {"format", 1}, {"command", now_.job.command}, {"folder", now_.job.folder}});
    enrol({});
}

Journal::~Journal() = default;

void Journal::tell(Json event) {
    if (!events_) return;
    Json line = {{"event", event.at("event")},
                 {"time", print_time(now_.started + static_cast<std::int64_t>(1000.0 * seconds()))},
                 {"seconds", seconds()},
                 {"pid", getpid()}};
    line.update(event);
    if (!events_->append(line.dump(-1, ' ', false, Json::error_handler_t::replace)))
        lost(events_->path(), is_event_lost_);
}

void Journal::renew_metrics() {
    if (options_.metrics.empty()) return;
    now_.seconds = seconds();
    try {
        write_output(options_.metrics, snell::metrics(now_));
    } catch (const OutputError&) {
        lost(options_.metrics, is_metrics_lost_);
    }
}

void Journal::enrol(const std::vector<std::string>& lines) {
    if (registry_.empty()) return;
    now_.seconds = seconds();
    try {
        // Closed in between: nights are long, and others write, too.
        Registry registry(registry_);
        RegisteredRun run = registered(now_);
        if (number_ == 0) number_ = registry.add(run);
        run.id = number_;
        run.messages = lines;
        registry.renew(run);
    } catch (const RegistryError& fault) {
        line_.clear();
        fmt::print(stderr, "snell: the registry '{}' cannot be written: {}; the run goes on without it\n",
                   std::exchange(registry_, {}), fault.what());
    }
}

void Journal::lost(const std::string& path, bool& is_said) {
    if (std::exchange(is_said, true)) return;
    line_.clear();
    fmt::print(stderr, "snell: '{}' cannot be written all the time; the run goes on\n", path);
}

void Journal::begin(const std::string& phase) {
    const std::lock_guard lock(mutex_);
    lap();
    now_.phase = phase;
    line_.show(phase);
    tell({{"event", "phase"}, {"phase", phase}, {"state", "begin"}});
    renew_metrics();
}

void Journal::end() {
    const std::lock_guard lock(mutex_);
    lap();
    line_.clear();
}

void Journal::lap() {
    const Clock::time_point now = Clock::now();
    const double took = std::chrono::duration<double>(now - std::exchange(phase_start_, now)).count();
    if (now_.phase.empty()) return;
    now_.phases.push_back({std::exchange(now_.phase, {}), took});
    tell({{"event", "phase"}, {"phase", now_.phases.back().name}, {"state", "end"}, {"phase_seconds", took}});
}

std::vector<Phase> Journal::phases() const {
    const std::lock_guard lock(mutex_);
    return now_.phases;
}

void Journal::say(const std::string& lines) {
    const std::lock_guard lock(mutex_);
    line_.clear();
    fmt::print(stderr, "{}", lines);
}

void Journal::warn(const std::string& problem) {
    say(fmt::format("snell: {}\n", problem));
    const std::lock_guard lock(mutex_);
    ++now_.warnings;
    tell({{"event", "warning"}, {"problem", problem}});
}

void Journal::tell_failure(const FailureRow& row) {
    const bool is_trade = row.kind == "trade" && !row.id.empty();
    ++(is_trade ? now_.failures : now_.warnings);
    Json event = {{"event", is_trade ? "failure" : "warning"},
                  {"kind", row.kind},
                  {"id", row.id},
                  {"netting_set", row.netting_set}};
    event.update(facts(row.diagnostic));
    tell(std::move(event));
}

void Journal::planned(const StoredPlan& plan) {
    const std::lock_guard lock(mutex_);
    const FrozenRun& run = plan.run;
    now_.run = run.path;
    now_.plan = plan.hash;
    now_.trades = run.trades;
    now_.netting_sets = run.book.netting_sets.size();
    now_.dates = run.settings.dates.size();
    tell({{"event", "plan"},
          {"run", run.path},
          {"plan", plan.hash},
          {"trades", run.trades},
          {"netting_sets", now_.netting_sets},
          {"dates", now_.dates},
          {"paths", run.settings.paths},
          {"units", run.units()}});
    for (const FailedTrade& each : run.book.failed)
        tell_failure({"trade", each.id, each.netting_set, each.type, each.diagnostic});
    for (const std::string& each : run.calibration.warnings)
        tell_failure({"calibration", "", "", "", {"E414", "", each, ""}});
    for (const FailureRow& each : run.notes) tell_failure(each);
    renew_metrics();
    enrol({});
}

void Journal::expect(const Forecast& forecast) {
    const std::lock_guard lock(mutex_);
    expected_seconds_ = forecast.seconds;
    Json event = {{"event", "forecast"},
                  {"memory", std::llround(forecast.memory)},
                  {"disk", std::llround(forecast.disk)}};
    if (forecast.seconds) event["expected_seconds"] = *forecast.seconds;
    tell(std::move(event));
}

void Journal::found(const RunOutput& output, const std::string& currency) {
    const std::lock_guard lock(mutex_);
    now_.currency = currency;
    double npv = 0.0;
    for (const ResultRow& row : output.npv)
        if (row.trade.empty()) npv += row.value;
    now_.totals.push_back({"NPV", npv, {}});
    for (const ResultRow& row : output.xva)
        if (row.netting_set.empty() && row.trade.empty())
            now_.totals.push_back({row.measure, row.value, row.std_error});
    for (const FailureRow& row : output.failures)
        if (row.diagnostic.code == "E413" || row.kind == "run") tell_failure(row);  // found after the plan
    Json totals;
    for (const Total& each : now_.totals) {
        totals[each.measure] = {{"value", each.value}};
        if (each.std_error) totals[each.measure]["std_error"] = *each.std_error;
    }
    tell({{"event", "results"}, {"currency", currency}, {"totals", totals}});
    renew_metrics();
}

void Journal::close(ExitCode code, const std::vector<std::string>& lines) {
    const std::lock_guard lock(mutex_);
    lap();
    line_.clear();
    now_.code = code;
    tell({{"event", "end"}, {"exit_code", static_cast<int>(code)}, {"messages", lines}});
    renew_metrics();
    enrol(lines);
}

ExitCode keep_journal(const WatchOptions& options, Job job, const std::function<ExitCode(Journal&)>& run) {
    Journal journal(options, std::move(job));
    try {
        const ExitCode code = run(journal);
        journal.close(code, {});
        return code;
    } catch (...) {
        const Outcome outcome = outcome_of(std::current_exception());
        journal.close(outcome.code, outcome.lines);
        throw;
    }
}

}  // namespace snell
