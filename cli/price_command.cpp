#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>

#include "cli/command.h"
#include "cli/command_input.h"
#include "cli/device.h"
#include "cli/progress_line.h"
#include "cli/report.h"

namespace snell {
namespace {

/// The options of `price` and `greeks` as typed.
struct RunOptions {
    std::int64_t paths = 0;
    int replicates = 0;
    std::string target_se, target_gap;
    double deadline = 0.0;
    std::uint64_t seed = 0;
    std::string sampler;
    int steps = 0;
    int threads = 0;
    std::string device = "auto";
    std::string lanes = "auto";
    bool greeks = false;
    bool antithetic = false;
    bool no_controls = false;
    bool no_seconds = false;
    bool json = false;
    bool csv = false;
    std::string output;
};

void add_options(CLI::App& command, RunOptions& o) {
    command
        .add_option("--paths", o.paths,
                    "Paths, all replicates together, rounded up to a power of two each [1048576]")
        ->check(CLI::PositiveNumber);
    command
        .add_option("--replicates", o.replicates,
                    "Independent repetitions that the standard error comes from [32]")
        ->check(CLI::Range(2, 4096));
    command.add_option("--target-se", o.target_se, "Stop at this standard error: 0.01, or 0.1% of the value");
    command.add_option("--target-gap", o.target_gap,
                       "Early exercise: refine until the bounds are this close, 0.01 or 0.5% of the value");
    command.add_option("--deadline", o.deadline, "Stop each trade before this many seconds")
        ->check(CLI::PositiveNumber);
    command.add_option("--seed", o.seed, "Seed of all draws [1]");
    command
        .add_option("--sampler", o.sampler,
                    "sobol (scrambled, Brownian bridge) or philox (pseudo-random) [sobol]")
        ->check(CLI::IsMember({"sobol", "philox"}));
    command.add_option("--steps", o.steps, "Time steps to the last date [what the model needs]")
        ->check(CLI::PositiveNumber);
    command.add_option("--threads", o.threads, "Threads [one per core]; changes no digit")
        ->check(CLI::Range(1, 1024));
    add_device(command, o.device);
    add_lanes(command, o.lanes);
    command.add_flag("--antithetic", o.antithetic, "Average each path with its mirror image");
    command.add_flag("--no-controls", o.no_controls, "Leave control variates out");
    command.add_flag("--no-seconds", o.no_seconds, "Leave timings out, so that equal runs give equal bytes");
    auto* json = command.add_flag("--json", o.json, "Print JSON");
    command.add_flag("--csv", o.csv, "Print CSV")->excludes(json);
    command.add_option("-o,--output", o.output, "Write to a file instead of standard output");
    command.allow_extras();
}

struct Target {
    double size;
    bool is_relative;
};

/// `0.01` is absolute, `0.1%` relative to the value.
Target target_of(const char* flag, const std::string& text) {
    std::size_t used = 0;
    double number = 0.0;
    try {
        number = std::stod(text, &used);
    } catch (const std::exception&) {
        used = 0;
    }
    const bool percent = used > 0 && text.substr(used) == "%";
    if (used == 0 || (used < text.size() && !percent) || !(number > 0.0))
        throw UsageError(
            fmt::format("{}: '{}' is no positive number or percentage. Try 0.01 or 0.1%", flag, text));
    return {percent ? number / 100.0 : number, percent};
}

/// Flags win over the file's [settings], those over the defaults.
void apply(const RunOptions& o, const CLI::App& command, Settings& settings) {
    if (o.paths > 0) settings.paths = o.paths;
    if (o.replicates > 0) settings.replicates = o.replicates;
    if (!o.target_se.empty()) {
        const Target target = target_of("--target-se", o.target_se);
        settings.target_se = target.size;
        settings.target_is_relative = target.is_relative;
    }
    if (!o.target_gap.empty()) {
        const Target target = target_of("--target-gap", o.target_gap);
        settings.exercise.target_gap = target.size;
        settings.exercise.gap_is_relative = target.is_relative;
    }
    if (o.deadline > 0.0) settings.deadline = o.deadline;
    std::uint64_t seed = std::visit([](const auto& s) { return s.seed; }, settings.sampler);
    if (command.count("--seed") > 0) seed = o.seed;
    if (o.sampler == "philox" || (o.sampler.empty() && std::holds_alternative<Philox>(settings.sampler)))
        settings.sampler = Philox{.seed = seed};
    else
        settings.sampler = Sobol{.seed = seed};
    if (o.steps > 0) settings.steps = o.steps;
    if (o.antithetic) settings.antithetic = true;
    if (o.no_controls) settings.controls = false;
    if (settings.target_se && o.paths == 0) settings.paths = std::int64_t{1} << 30;
}

/// Draws how far a trade is, where a person watches.
Progress progress_of(const std::string& trade, ProgressLine& line) {
    if (!line.is_watched()) return {};
    return [&](double share, double std_error) {
        line.show(trade, share, fmt::format("error {:.2g}", std_error));
    };
}

void scale(Estimate& estimate, double quantity) {
    estimate.value *= quantity;
    estimate.std_error *= abs(quantity);
}

/// Prices one trade; a fault becomes a failure of that trade alone.
void price_trade(const Backend& backend, const InputTrade& trade, const Settings& settings, bool with_greeks,
                 Report& report) {
    try {
        ProgressLine line;
        ReportRow row{trade.id, trade.product_name, trade.model_name, trade.quantity, {}, {}};
        row.price = price(backend, *trade.model, trade.product, settings, progress_of(trade.id, line));
        scale(row.price.estimate, trade.quantity);
        if (row.price.time_step_bias) scale(*row.price.time_step_bias, trade.quantity);
        if (row.price.bounds) {
            scale(row.price.bounds->upper, trade.quantity);
            scale(row.price.bounds->gap, trade.quantity);
        }
        if (with_greeks) {
            Settings same = settings;
            same.paths = row.price.estimate.paths;
            row.greeks = greeks(backend, *trade.model, trade.product, same);
            for (Greek& greek : row.greeks) scale(greek.estimate, trade.quantity);
        }
        if (row.price.bounds && !row.price.bounds->missing.empty())
            fmt::print(stderr, "trade '{}': {}\n", trade.id, row.price.bounds->missing);
        report.rows.push_back(std::move(row));
    } catch (const InputError& fault) {
        for (Diagnostic d : fault.diagnostics()) {
            if (d.where.empty()) d.where = trade.where;
            report.failures.push_back(std::move(d));
        }
    }
}

ExitCode run(const RunOptions& options, const CLI::App& command, bool with_greeks) {
    Input input = input_of(command);
    apply(options, command, input.settings);
    const auto backend = backend_for(options.device, options.threads, options.lanes);
    Report report{backend->name(),
                  std::holds_alternative<Sobol>(input.settings.sampler) ? "sobol" : "philox",
                  std::visit([](const auto& s) { return s.seed; }, input.settings.sampler),
                  input.currency,
                  !options.no_seconds,
                  {},
                  input.faults};
    for (const Diagnostic& d : input.faults) fmt::print(stderr, "{}\n", print(d));
    if (input.trades.empty()) return ExitCode::invalid_input;
    for (const InputTrade& trade : input.trades) {
        const std::size_t before = report.failures.size();
        price_trade(*backend, trade, input.settings, with_greeks || input.greeks, report);
        for (std::size_t i = before; i < report.failures.size(); ++i)
            fmt::print(stderr, "{}\n", print(report.failures[i]));
    }
    write_output(options.output, print(report, options.json  ? Format::json
                                               : options.csv ? Format::csv
                                                             : Format::table));
    if (report.rows.empty()) return ExitCode::invalid_input;
    if (!report.failures.empty()) return ExitCode::some_trades_failed;
    const bool met = std::all_of(report.rows.begin(), report.rows.end(),
                                 [](const ReportRow& r) { return r.price.target_met; });
    return met ? ExitCode::done : ExitCode::out_of_resources;
}

}  // namespace

void add_price(CLI::App& root, ExitCode& code) {
    auto options = std::make_shared<RunOptions>();
    CLI::App* command = root.add_subcommand(
        "price", "FILE | FLAGS: price every trade of a file (TOML), or one trade from flags");
    add_options(*command, *options);
    command->add_flag("--greeks", options->greeks, "Print all Greeks, too");
    command->footer(
        std::string(flags_help) +
        "Example: snell price --model heston --product european_call --spot 100 --strike 100 --maturity 1 "
        "--rate 0.03 --v0 0.04 --kappa 1.5 --theta 0.04 --xi 0.5 --rho -0.7");
    command->callback([=, &code] { code = run(*options, *command, options->greeks); });
}

void add_greeks(CLI::App& root, ExitCode& code) {
    auto options = std::make_shared<RunOptions>();
    CLI::App* command = root.add_subcommand(
        "greeks", "FILE | FLAGS: price and differentiate, every Greek with its error and method");
    add_options(*command, *options);
    command->footer(
        std::string(flags_help) +
        "Example: snell greeks --model black_scholes --product european_call --spot 100 --strike 105 "
        "--volatility 0.2 --rate 0.03 --maturity 1");
    command->callback([=, &code] { code = run(*options, *command, true); });
}

}  // namespace snell
