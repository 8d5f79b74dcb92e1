#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/command.h"
#include "cli/command_input.h"
#include "cli/device.h"
#include "cli/exposure/exposure_report.h"
#include "cli/progress_line.h"
#include "core/faults.h"
#include "core/node_time.h"
#include "engine/build.h"
#include "portfolios/native/toml.h"

namespace snell {
namespace {

constexpr int default_dates = 12;
/// Of inner means that are held at a time.
constexpr double most_bytes = 0x1p32;

/// The options as typed.
struct ExposureOptions {
    std::string dates, inner = "auto", method = "jackknife", sampler = "sobol", inner_sampler = "sobol";
    std::int64_t paths = 1 << 14;
    int replicates = 32;
    double target_se = 0.0, quantile = 0.95, drift = 0.0;
    std::uint64_t seed = 1;
    int steps = 0, threads = 0;
    std::string lanes = "auto";
    bool antithetic = false, no_seconds = false, json = false, csv = false;
    std::string output;
};

void add_method(CLI::App& command, ExposureOptions& o) {
    command.add_option(
        "--dates", o.dates,
        "Dates of valuation: a list (0.5,1 or 2026-07-03,1Y), a schedule, or how many, evenly spaced [12]");
    command.add_option("--method", o.method, "plain, jackknife (bias of half samples off) or multilevel")
        ->capture_default_str()
        ->check(CLI::IsMember({"plain", "jackknife", "multilevel"}));
    command
        .add_option("--inner", o.inner,
                    "Inner paths at each state, rounded up to a power of two (multilevel: of the finest "
                    "level), or auto: by a pilot, so that the bias is about the error")
        ->capture_default_str();
    command
        .add_option("--paths", o.paths,
                    "Outer paths, all replicates together (multilevel: of the coarsest level)")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    command
        .add_option("--replicates", o.replicates,
                    "Independent repetitions that the standard error comes from")
        ->capture_default_str()
        ->check(CLI::Range(2, nested_replicates));
    command.add_option("--target-se", o.target_se, "Go on until every EPE has this standard error")
        ->check(CLI::PositiveNumber);
    command.add_option("--quantile", o.quantile, "Of the potential future exposure")
        ->capture_default_str()
        ->check(CLI::Range(0.5, 0.9999));
    command.add_option(
        "--drift", o.drift,
        "Drift of all assets on outer paths, as in the real world; inner paths keep the model's");
}

void add_how(CLI::App& command, ExposureOptions& o) {
    command.add_option("--sampler", o.sampler, "Of outer paths: sobol (scrambled) or philox")
        ->capture_default_str()
        ->check(CLI::IsMember({"sobol", "philox"}));
    command.add_option("--inner-sampler", o.inner_sampler, "Of inner paths: sobol or philox")
        ->capture_default_str()
        ->check(CLI::IsMember({"sobol", "philox"}));
    command.add_flag("--antithetic", o.antithetic, "Half of the inner paths mirror the others");
    command.add_option("--seed", o.seed, "Seed of all draws")->capture_default_str();
    command.add_option("--steps", o.steps, "Time steps to the last date [what the model needs]")
        ->check(CLI::PositiveNumber);
    command.add_option("--threads", o.threads, "Threads [one per core]; changes no digit")
        ->check(CLI::Range(1, 1024));
    add_lanes(command, o.lanes);
    command.add_flag("--no-seconds", o.no_seconds, "Leave timings out, so that equal runs give equal bytes");
    auto* json = command.add_flag("--json", o.json, "Print JSON");
    command.add_flag("--csv", o.csv, "Print CSV")->excludes(json);
    command.add_option("-o,--output", o.output, "Write to a file instead of standard output");
    command.allow_extras();
}

NestedMethod method_named(const std::string& name) {
    return name == "plain"       ? NestedMethod::plain
           : name == "jackknife" ? NestedMethod::jackknife
                                 : NestedMethod::multilevel;
}

/// 0: auto.
int inner_of(const std::string& text) {
    if (text == "auto") return 0;
    const Node node = parse_flag("--inner", text);
    const auto* number = node.as<std::int64_t>();
    if (!number || *number < 1 || *number > 1 << 16)
        throw UsageError(fmt::format("--inner: '{}' is no number of paths. Try 64, or auto", text));
    return static_cast<int>(*number);
}

Sampler sampler_named(const std::string& name, std::uint64_t seed) {
    if (name == "philox") return Philox{.seed = seed};
    return Sobol{.seed = seed};
}

std::vector<Years> dates_of(const std::string& text, const std::vector<Product>& products,
                            const std::optional<Date>& today) {
    if (text.empty()) return even_dates(products, default_dates);
    try {
        Node node = parse_flag("--dates", text);
        if (const auto* count = node.as<std::int64_t>()) {
            if (*count < 1 || *count > nested_dates)
                throw UsageError(
                    fmt::format("--dates: {} dates are not between 1 and {}", *count, nested_dates));
            return even_dates(products, static_cast<int>(*count));
        }
        if (!node.as<Node::Array>() && !node.as<Node::Table>()) node = {Node::Array{node}, node.place};
        if (auto* list = std::get_if<Node::Array>(&node.value))
            for (Node& each : *list)  // numbers beside dates are texts until now
                if (const auto* word = each.as<std::string>()) each = parse_flag("--dates", *word);
        return schedule_from(node, "dates", today, nullptr);
    } catch (const NodeFault& fault) {
        throw InputError({fault.code, print(fault.place), fault.problem, fault.remedy});
    }
}

/// The trades as one netting set.  Throws InputError if they have several models.
ExposureTask task_of(const Input& input, const ExposureOptions& o) {
    const InputTrade& first = input.trades.front();
    ExposureTask task{*first.model, {}, {}, {}, std::nullopt, o.quantile};
    for (const InputTrade& trade : input.trades) {
        if (trade.model != first.model)
            throw InputError({"E309", trade.where,
                              fmt::format("its model is '{}', that of '{}' is '{}', and trades of a netting "
                                          "set share their paths",
                                          trade.model_name, first.id, first.model_name),
                              "give all trades one model, or value them in files of their own"});
        task.products.push_back(trade.product);
        task.quantities.push_back(trade.quantity);
    }
    task.dates = dates_of(o.dates, task.products, input.today);
    return task;
}

ExposureSettings settings_of(const ExposureOptions& o, const CLI::App& command, const ExposureTask& task,
                             ProgressLine& line) {
    ExposureSettings settings;
    settings.steps = o.steps;
    settings.draws = {sampler_named(o.sampler, o.seed), sampler_named(o.inner_sampler, o.seed), 0,
                      o.antithetic};
    NestedSettings& nested = settings.nested;
    nested.method = method_named(o.method);
    nested.replicates = o.replicates;
    nested.outers = o.paths;
    nested.inner = inner_of(o.inner);
    if (command.count("--target-se") > 0) nested.target_se = o.target_se;
    const std::size_t positions = task.products.size() + (task.products.size() > 1 ? 1 : 0);
    const double row = static_cast<double>(positions * task.dates.size()) * inner_quarters * sizeof(double);
    nested.most = static_cast<std::int64_t>(most_bytes / row);
    if (nested.outers > nested.most)
        throw UsageError(
            fmt::format("--paths: {} outer paths on {} dates of {} positions do not fit the memory "
                        "that is set aside. Take at most {}, or fewer dates",
                        nested.outers, task.dates.size(), positions, nested.most));
    if (line.is_watched())
        nested.progress = [&line](double share, double error) {
            line.show("exposures", share, fmt::format("error {:.2g}", error));
        };
    return settings;
}

ExitCode tell(const std::vector<Diagnostic>& faults) {
    for (const Diagnostic& fault : faults) fmt::print(stderr, "{}\n", print(fault));
    return ExitCode::invalid_input;
}

ExitCode run(const ExposureOptions& o, const CLI::App& command) {
    const Input input = input_of(command);
    if (!input.faults.empty()) return tell(input.faults);
    try {
        ExposureTask task = task_of(input, o);
        if (command.count("--drift") > 0) task.drift = o.drift;
        const auto backend = backend_for("cpu", o.threads, o.lanes);
        ProgressLine line;
        const ExposureSettings settings = settings_of(o, command, task, line);
        ExposureReport report{backend->name(),
                              o.sampler,
                              o.inner_sampler,
                              o.seed,
                              input.currency,
                              input.today,
                              {},
                              settings.nested.method,
                              o.antithetic,
                              o.quantile,
                              true,
                              !o.no_seconds,
                              exposures(*backend, task, settings)};
        line.clear();
        for (const InputTrade& trade : input.trades) {
            report.positions.push_back(trade.id);
            report.exact_steps = report.exact_steps && exact_for(*trade.model, trade.product);
        }
        if (report.positions.size() > 1) report.positions.push_back("net");
        write_output(o.output, print(report, o.json ? Format::json : o.csv ? Format::csv : Format::table));
        return report.found.run.target_met ? ExitCode::done : ExitCode::out_of_resources;
    } catch (const InputError& fault) {
        return tell(fault.diagnostics());
    }
}

}  // namespace

void add_exposure(CLI::App& root, ExitCode& code) {
    auto options = std::make_shared<ExposureOptions>();
    CLI::App* command = root.add_subcommand(
        "exposure", "FILE | FLAGS: exposures of trades by nested simulation, each with its error and bias");
    add_method(*command, *options);
    add_how(*command, *options);
    command->footer(std::string("The trades of a file are one netting set, without collateral.\n") +
                    flags_help +
                    "Example: snell exposure --model black_scholes --product barrier_call --barrier-type "
                    "up_and_out --barrier 130 --spot 100 --strike 100 --maturity 1 --rate 0.03 "
                    "--volatility 0.2 --dates 4 --paths 4096");
    command->callback([=, &code] { code = run(*options, *command); });
}

}  // namespace snell
