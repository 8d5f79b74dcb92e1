#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "cli/command.h"
#include "cli/input.h"
#include "cli/xva/guarded.h"
#include "cli/xva/journal.h"
#include "cli/xva/value_today.h"
#include "core/faults.h"
#include "models/calibrate.h"
#include "portfolios/native/toml.h"

namespace snell {
namespace {

/// A file of `snell price`, not of `snell xva`.
bool is_pricing_file(const std::string& file) {
    if (!is_toml(file)) return false;
    try {
        const Node root = read_toml(file);
        const Entry* market = root.find("market");
        return root.find("trades") || root.find("settings") || (market && market->value.as<Node::Table>());
    } catch (const NodeFault& fault) {
        Faults faults;
        faults.add(fault);
        throw InputError(faults.all());
    }
}

ExitCode code_of(std::size_t sound, std::size_t failed) {
    if (sound == 0) return ExitCode::invalid_input;
    return failed > 0 ? ExitCode::some_trades_failed : ExitCode::done;
}

ExitCode validate_pricing(const std::string& file) {
    const Input input = read_input(file);
    for (const Diagnostic& fault : input.faults) fmt::print(stderr, "{}\n", print(fault));
    const std::size_t sound = input.trades.size(), failed = input.trades_left_out;
    if (sound > 0) fmt::print("trades: {}, sound: {}, failed: {}\n", sound + failed, sound, failed);
    return code_of(sound, input.faults.size());
}

std::size_t count(const std::vector<FailureRow>& notes, const char* kind) {
    return static_cast<std::size_t>(
        std::count_if(notes.begin(), notes.end(), [&](const FailureRow& note) { return note.kind == kind; }));
}

void print_calibration(const RunInput& input) {
    const CalibrationReport report = calibrate(input.world, input.dynamics).report;
    double largest = 0.0;
    for (const CalibrationRow& row : report.rows)
        largest = std::max(largest, std::abs(row.residual()) / std::max(std::abs(row.market), 1e-300));
    fmt::print("calibration: {} quotes", report.rows.size());
    if (!report.rows.empty()) fmt::print(", largest residual {:.1e} of its quote", largest);
    fmt::print(", warnings: {}\n", report.warnings.size());
    for (const std::string& warning : report.warnings) fmt::print(stderr, "{} [E414]\n", warning);
}

ExitCode validate_run(const std::string& file, const TradeWatch& trades) {
    Journal journal;
    RunInput input = load_run(file, journal, trades);
    const std::size_t sound = value_today(input).size(), failed = input.book.failed.size();
    tell_faults(input, journal);
    for (const FailureRow& note : input.notes)
        if (note.kind != "measure") fmt::print(stderr, "{}\n", print(note.diagnostic));
    fmt::print("trades: {}, sound: {}, failed: {}\nnetting sets: {}, without a curve of credit: {}\n",
               sound + failed, sound, failed, input.book.netting_sets.size(), count(input.notes, "measure"));
    fmt::print("elements not supported: {}, other notes: {}\n", count(input.notes, "element"),
               count(input.notes, "trade") + count(input.notes, "market"));
    if (input.simulate) {
        fmt::print("exposure dates: {}, paths: {}\n", input.settings.dates.size(), input.settings.paths);
        print_calibration(input);
    }
    return code_of(sound, failed);
}

}  // namespace

void add_validate(CLI::App& root, ExitCode& code) {
    auto path = std::make_shared<std::string>();
    auto options = std::make_shared<WorkOptions>();
    CLI::App* command = root.add_subcommand(
        "validate", "Check a run or a portfolio without simulating: files, trades, market, calibration");
    command
        ->add_option("PATH", *path,
                     "ore.xml or TOML file of a run, the folder that holds it, or a file of snell price")
        ->required();
    add_trade_timeout(*command, *options);
    command->footer("Example: snell validate portfolios/examples/xva");
    command->callback([=, &code] {
        const std::string file = run_file(*path);
        code = is_pricing_file(file)
                   ? validate_pricing(file)
                   : guarded(*options, "", [&](const Attempt& a) { return validate_run(file, a.trades); });
    });
}

}  // namespace snell
