#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <ctime>
#include <filesystem>
#include <iterator>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/table.h"
#include "cli/xva/registry.h"
#include "cli/xva/run_input.h"
#include "core/error.h"
#include "core/estimate.h"

namespace snell {
namespace {

using Json = nlohmann::ordered_json;

struct RunsOptions {
    RegistryOptions registry;
    std::string run;
    std::size_t last = 20;
    std::vector<std::string> measures{"CVA", "DVA", "FCA", "FBA"};
    bool json = false;
    std::int64_t id = 0;
};

Registry open(const RegistryOptions& options) {
    const std::string file = registry_file(options);
    if (file.empty()) throw UsageError("there is no registry: --registry FILE names one, or SNELL_REGISTRY");
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored))
        throw InputError(
            Diagnostic{"E101", file, "there is no registry yet", "A run of snell xva makes it."});
    return Registry(file);
}

/// "2026-11-21 23:38" (UTC)
std::string print_minute(std::int64_t milliseconds) {
    const std::time_t seconds = milliseconds / 1000;
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday,
                       utc.tm_hour, utc.tm_min);
}

std::string print_total(const Total& total) {
    if (!total.std_error) return fmt::format("{:.2f}", total.value);
    return print(Estimate{total.value, *total.std_error, 0, 0});
}

std::string exit_code(const Standing& standing) {
    return standing.code ? std::to_string(static_cast<int>(*standing.code)) : "-";
}

/// The folder and the file: enough to tell runs apart by eye.
std::string short_name(const std::string& run) {
    const std::filesystem::path path(run);
    return (path.parent_path().filename() / path.filename()).string();
}

std::string table(const std::vector<RegisteredRun>& runs, const std::vector<std::string>& measures) {
    std::vector<std::string> head{"id",   "started (UTC)", "command", "run",    "state",
                                  "exit", "trades",        "failed",  "seconds"};
    std::vector<bool> right{true, false, false, false, false, true, true, true, true};
    for (const std::string& measure : measures) {
        head.push_back(measure);
        right.push_back(true);
    }
    Table shown(head);
    for (const RegisteredRun& run : runs) {
        const Standing& s = run.standing;
        std::vector<std::string> cells{std::to_string(run.id),
                                       print_minute(s.started),
                                       s.job.command,
                                       short_name(s.run),
                                       run.state(),
                                       exit_code(s),
                                       std::to_string(s.trades),
                                       std::to_string(s.failures),
                                       fmt::format("{:.1f}", s.seconds)};
        for (const std::string& measure : measures) {
            const auto found = std::find_if(s.totals.begin(), s.totals.end(),
                                            [&](const Total& total) { return total.measure == measure; });
            cells.push_back(found == s.totals.end() ? "-" : print_total(*found));
        }
        shown.add(std::move(cells));
    }
    return shown.print(right);
}

Json to_json(const RegisteredRun& run) {
    const Standing& s = run.standing;
    Json totals = Json::object(), phases = Json::object();
    for (const Total& each : s.totals) {
        totals[each.measure] = {{"value", each.value}};
        if (each.std_error) totals[each.measure]["std_error"] = *each.std_error;
    }
    for (const Phase& each : s.phases) phases[each.name] = each.seconds;
    return {{"id", run.id},
            {"state", run.state()},
            {"exit_code", s.code ? Json(static_cast<int>(*s.code)) : Json()},
            {"started", static_cast<double>(s.started) / 1000.0},
            {"seconds", s.seconds},
            {"command", s.job.command},
            {"folder", s.job.folder},
            {"run", s.run},
            {"plan", s.plan},
            {"version", run.version},
            {"program", run.program},
            {"host", run.host},
            {"pid", run.pid},
            {"trades", s.trades},
            {"failures", s.failures},
            {"warnings", s.warnings},
            {"netting_sets", s.netting_sets},
            {"dates", s.dates},
            {"units", s.units},
            {"units_done", s.units_done},
            {"currency", s.currency},
            {"totals", totals},
            {"phases", phases},
            {"messages", run.messages}};
}

std::string in_full(const RegisteredRun& run) {
    const Standing& s = run.standing;
    std::string text = fmt::format(
        "run {}: {} {}, exit code {}\nfolder: {}\nrun file: {}\nplan: {}\nprogram: snell {} ({})\n"
        "started: {} UTC on {}, process {}\ntrades: {}, failed: {}, other warnings: {}\n"
        "netting sets: {}, exposure dates: {}, units: {} of {} done\n",
        run.id, s.job.command, run.state(), exit_code(s), s.job.folder, s.run, s.plan, run.version,
        run.program, print_minute(s.started), run.host, run.pid, s.trades, s.failures, s.warnings,
        s.netting_sets, s.dates, s.units_done, s.units);
    text += fmt::format("seconds: {:.2f}\n", s.seconds);
    for (const Phase& each : s.phases)
        fmt::format_to(std::back_inserter(text), "    {:<16} {:.2f}\n", each.name, each.seconds);
    if (!s.totals.empty()) text += fmt::format("totals in {}:\n", s.currency);
    for (const Total& each : s.totals)
        fmt::format_to(std::back_inserter(text), "    {:<36} {}\n", each.measure, print_total(each));
    for (const std::string& line : run.messages) text += line + "\n";
    return text;
}

std::string dump(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

void list(const RunsOptions& o) {
    std::string path;
    if (!o.run.empty()) path = std::filesystem::absolute(run_file(o.run)).lexically_normal().string();
    const std::vector<RegisteredRun> runs = open(o.registry).latest(o.last, path);
    if (!o.json) return write_output("", table(runs, o.measures));
    Json all = Json::array();
    for (const RegisteredRun& run : runs) all.push_back(to_json(run));
    write_output("", dump(all));
}

void show(const RunsOptions& o) {
    const std::optional<RegisteredRun> run = open(o.registry).find(o.id);
    if (!run)
        throw UsageError(fmt::format("there is no run {} in the registry. 'snell runs' lists them", o.id));
    write_output("", o.json ? dump(to_json(*run)) : in_full(*run));
}

}  // namespace

void add_runs(CLI::App& root, ExitCode& code) {
    auto options = std::make_shared<RunsOptions>();
    CLI::App* command = root.add_subcommand(
        "runs", "List the runs of the registry, newest first: how nights went and what moved");
    const auto file_of = [options](CLI::App& of) {
        of.add_option("--registry", options->registry.file,
                      "File of the registry [SNELL_REGISTRY, or the user's state folder]");
        of.add_flag("--json", options->json, "Print JSON");
    };
    file_of(*command);
    command->add_option("--run", options->run, "Only those of this file or folder of a run");
    command->add_option("--last", options->last, "So many")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    command
        ->add_option("--measures", options->measures, "Numbers of the whole book to show beside each other")
        ->delimiter(',');
    CLI::App* one = command->add_subcommand("show", "All that the registry has of a run");
    one->add_option("ID", options->id, "Its number")->required();
    file_of(*one);
    one->footer("Example: snell runs show 7");
    command->footer("Example: snell runs --last 5");
    command->callback([=, &code] {
        one->parsed() ? show(*options) : list(*options);
        code = ExitCode::done;
    });
}

}  // namespace snell
