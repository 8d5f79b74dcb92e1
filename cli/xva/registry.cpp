#include "cli/xva/registry.h"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <filesystem>

#include "cli/build.h"
#include "cli/build_info.h"
#include "cli/xva/registry_connection.h"
#include "core/commit.h"

namespace snell {
namespace {

constexpr const char* columns =
    "SELECT id, command, folder, run, plan, version, program, host, pid, started, seconds, trades, failures, "
    "warnings, netting_sets, dates, units, units_done, currency, messages, exit_code FROM runs ";

std::string host_name() {
    char name[256] = {};
    return gethostname(name, sizeof name - 1) == 0 ? name : "";
}

/// A process that has ended and that nobody asks after is not.
bool is_alive(std::int64_t pid) {
    std::string stat;
    if (!read_bytes(fmt::format("/proc/{}/stat", pid), stat)) return false;
    const std::size_t name_end = stat.rfind(") ");
    return name_end != std::string::npos && stat.compare(name_end + 2, 1, "Z") != 0;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + line;
    return text;
}

RegisteredRun run_of(Statement& row) {
    RegisteredRun run;
    Standing& s = run.standing;
    run.id = row.whole();
    for (std::string* text :
         {&s.job.command, &s.job.folder, &s.run, &s.plan, &run.version, &run.program, &run.host})
        *text = row.text();
    run.pid = row.whole();
    s.started = row.whole();
    s.seconds = row.number();
    for (std::size_t* count : {&s.trades, &s.failures, &s.warnings, &s.netting_sets, &s.dates})
        *count = row.count();
    s.units = static_cast<int>(row.whole());
    s.units_done = static_cast<int>(row.whole());
    s.currency = row.text();
    if (const std::string said = row.text(); !said.empty()) run.messages = CLI::detail::split(said, '\n');
    if (!row.is_nothing()) s.code = static_cast<ExitCode>(row.whole());
    return run;
}

void read_parts(sqlite3* base, RegisteredRun& run) {
    Statement totals(base, "SELECT measure, value, std_error FROM totals WHERE run = ? ORDER BY position");
    totals.bind(run.id);
    while (totals.step()) {
        Total& each = run.standing.totals.emplace_back();
        each.measure = totals.text();
        each.value = totals.number();
        if (!totals.is_nothing()) each.std_error = totals.number();
    }
    Statement phases(base, "SELECT name, seconds FROM phases WHERE run = ? ORDER BY position");
    phases.bind(run.id);
    while (phases.step()) {
        Phase& each = run.standing.phases.emplace_back();
        each.name = phases.text();
        each.seconds = phases.number();
    }
}

void write_parts(sqlite3* base, const RegisteredRun& run) {
    for (const char* sql : {"DELETE FROM totals WHERE run = ?", "DELETE FROM phases WHERE run = ?"})
        Statement(base, sql).bind(run.id).run();
    std::int64_t position = 0;
    for (const Total& each : run.standing.totals)
        Statement(base, "INSERT INTO totals VALUES (?, ?, ?, ?, ?)")
            .bind(run.id)
            .bind(position++)
            .bind(each.measure)
            .bind(each.value)
            .bind(each.std_error)
            .run();
    position = 0;
    for (const Phase& each : run.standing.phases)
        Statement(base, "INSERT INTO phases VALUES (?, ?, ?, ?)")
            .bind(run.id)
            .bind(position++)
            .bind(each.name)
            .bind(each.seconds)
            .run();
}

}  // namespace

void add_registry_options(CLI::App& command, RegistryOptions& options) {
    auto* file =
        command.add_option("--registry", options.file,
                           "File of the runs' registry [SNELL_REGISTRY, or the user's state folder]");
    command.add_flag("--no-registry", options.none, "Leave the run out of the registry")->excludes(file);
}

std::string registry_file(const RegistryOptions& options) {
    if (options.none || !options.file.empty()) return options.file;
    if (const char* const named = std::getenv("SNELL_REGISTRY")) return named;
    constexpr const char* below = "snell/runs.sqlite";
    if (const char* const state = std::getenv("XDG_STATE_HOME"); state && *state == '/')
        return (std::filesystem::path(state) / below).string();
    if (const char* const home = std::getenv("HOME"); home && *home == '/')
        return (std::filesystem::path(home) / ".local/state" / below).string();
    return "";
}

std::string RegisteredRun::state() const {
    if (standing.code) {
        const bool has_results = *standing.code == ExitCode::done ||
                                 *standing.code == ExitCode::some_trades_failed ||
                                 (*standing.code == ExitCode::out_of_resources && !standing.totals.empty());
        return has_results ? "done" : "failed";
    }
    if (host != host_name()) return "open";
    return is_alive(pid) ? "running" : "killed";
}

RegisteredRun registered(const Standing& standing) {
    return {0, standing, SNELL_VERSION, build_hash(), host_name(), getpid(), {}};
}

Registry::Registry(const std::string& file) : connection_(std::make_unique<Connection>(file)) {}
Registry::~Registry() = default;
Registry::Registry(Registry&&) noexcept = default;
Registry& Registry::operator=(Registry&&) noexcept = default;

std::int64_t Registry::add(const RegisteredRun& run) {
    Statement(
        connection_->base(),
        "INSERT INTO runs (command, folder, version, program, host, pid, started, seconds, trades, failures, "
        "warnings, netting_sets, dates, units, units_done) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0)")
        .bind(run.standing.job.command)
        .bind(std::filesystem::absolute(run.standing.job.folder).lexically_normal().string())
        .bind(run.version)
        .bind(run.program)
        .bind(run.host)
        .bind(run.pid)
        .bind(run.standing.started)
        .run();
    return sqlite3_last_insert_rowid(connection_->base());
}

void Registry::renew(const RegisteredRun& run) {
    const Standing& s = run.standing;
    std::optional<std::int64_t> code;
    if (s.code) code = static_cast<std::int64_t>(*s.code);
    connection_->change([&] {
        Statement change(
            connection_->base(),
            "UPDATE runs SET run = ?, plan = ?, seconds = ?, exit_code = ?, trades = ?, failures = ?, "
            "warnings = ?, netting_sets = ?, dates = ?, units = ?, units_done = ?, currency = ?, "
            "messages = ? WHERE id = ?");
        change.bind(s.run).bind(s.plan).bind(s.seconds).bind(code);
        for (const std::size_t count : {s.trades, s.failures, s.warnings, s.netting_sets, s.dates})
            change.bind(static_cast<std::int64_t>(count));
        for (const int count : {s.units, s.units_done}) change.bind(std::int64_t{count});
        change.bind(s.currency).bind(joined(run.messages)).bind(run.id).run();
        write_parts(connection_->base(), run);
    });
}

std::vector<RegisteredRun> Registry::latest(std::size_t most, const std::string& path) const {
    Statement rows(connection_->base(),
                   (columns + std::string("WHERE ?1 = '' OR run = ?1 ORDER BY id DESC LIMIT ?2")).c_str());
    rows.bind(path).bind(static_cast<std::int64_t>(most));
    std::vector<RegisteredRun> runs;
    while (rows.step()) runs.push_back(run_of(rows));
    for (RegisteredRun& run : runs) read_parts(connection_->base(), run);
    return runs;
}

std::optional<RegisteredRun> Registry::find(std::int64_t id) const {
    Statement rows(connection_->base(), (columns + std::string("WHERE id = ?")).c_str());
    rows.bind(id);
    if (!rows.step()) return std::nullopt;
    RegisteredRun run = run_of(rows);
    read_parts(connection_->base(), run);
    return run;
}

}  // namespace snell
