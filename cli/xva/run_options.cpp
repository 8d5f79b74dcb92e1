#include "cli/xva/run_options.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/command.h"
#include "cli/device.h"
#include "cli/xva/audit_text.h"

namespace snell {
namespace {

std::string print(const Period& period) {
    return period.months != 0 ? fmt::format("{}M", period.months) : fmt::format("{}D", period.days);
}

/// "8G", "500M", "1e9".
std::size_t bytes_of(const std::string& text) {
    std::size_t used = 0;
    double number = 0.0;
    try {
        number = std::stod(text, &used);
    } catch (const std::exception&) {
        used = 0;
    }
    const std::string unit = text.substr(used);
    const double scale = unit == "K"    ? 0x1p10
                         : unit == "M"  ? 0x1p20
                         : unit == "G"  ? 0x1p30
                         : unit == "T"  ? 0x1p40
                         : unit.empty() ? 1.0
                                        : 0.0;
    if (used == 0 || !(number * scale >= 1.0) || number * scale > 0x1p62)
        throw UsageError(fmt::format("--memory: '{}' is no size. Write 8G or 500M", text));
    return static_cast<std::size_t>(number * scale);
}

/// Lists settings with who said them.
class Listing {
  public:
    explicit Listing(RunInput& input) : input_(&input) {}
    void add(const char* name, std::string value, bool is_flag) {
        const char* const origin = is_flag ? "flag" : input_->told.contains(name) ? "file" : "default";
        input_->configuration.push_back({name, std::move(value), origin});
    }

  private:
    RunInput* input_;
};

void list(const RunOptions& o, RunInput& input) {
    const XvaSettings& s = input.settings;
    Listing settings(input);
    settings.add("paths", std::to_string(s.paths), o.paths > 0);
    settings.add("replicates", std::to_string(s.replicates), o.replicates > 0);
    settings.add("seed", std::to_string(std::visit([](const auto& each) { return each.seed; }, s.sampler)),
                 o.seed.has_value());
    settings.add("sampler", std::holds_alternative<Philox>(s.sampler) ? "philox" : "sobol",
                 !o.sampler.empty());
    settings.add("fixing_rule", s.rules.fixing == FixingRule::true_dates ? "own_date" : "next_date",
                 o.fixings == "ore");
    settings.add("option_rule", s.rules.option == OptionRule::model ? "model" : "quotes", !o.options.empty());
    std::vector<std::string> nodes;
    for (const Period& each : s.curve_nodes) nodes.push_back(print(each));
    settings.add("curve_nodes", fmt::format("{}", fmt::join(nodes, ",")), o.curves == "nodes");
    settings.add("quantiles", fmt::format("{}", fmt::join(s.quantiles, ",")), !o.quantiles.empty());
    settings.add("by_trade", s.units == GroupOrder::Units::trades ? "true" : "false",
                 o.by_trade || o.no_trades);
    settings.add("regression", print(s.rules.regression), !o.regression.empty());
    settings.add("audit", print(s.audit), !o.audit.empty());
    settings.add("future", input.future, !o.future.empty());
}

/// What a reader of a flag's text makes of it.  Throws UsageError.
template <class Value>
Value flag_value(const char* flag, const std::string& text, Value (*read)(std::string_view)) try {
    return read(text);
} catch (const std::invalid_argument& fault) {
    throw UsageError(fmt::format("{}: {}", flag, fault.what()));
}

/// The first simulated dates that are not before the tenors.
std::vector<Date> future_dates(const RunInput& input) {
    const std::vector<Date>& dates = input.settings.dates;
    std::vector<Date> found;
    if (dates.empty()) return found;
    for (const Period& tenor : flag_value("--future", input.future, periods_from)) {
        const auto at = std::lower_bound(dates.begin(), dates.end(), advance(input.book.today, tenor, 1));
        if (at == dates.end())
            throw UsageError(fmt::format("--future: {} lies beyond the last simulated date, {}", print(tenor),
                                         print(dates.back())));
        found.push_back(*at);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

}  // namespace

void add_run_options(CLI::App& command, RunOptions& o) {
    command.add_option("PATH", o.path, "ore.xml or TOML file of the run, or the folder that holds it")
        ->required();
    command.add_option("--paths", o.paths, "Paths, all replicates together [what the run says]")
        ->check(CLI::PositiveNumber);
    command
        .add_option("--replicates", o.replicates,
                    "Independent repetitions that the standard errors come from [32]")
        ->check(CLI::Range(2, 4096));
    command.add_option("--seed", o.seed, "Seed of all draws [what the run says]");
    command.add_option("--sampler", o.sampler, "sobol or philox [what the run says]")
        ->check(CLI::IsMember({"sobol", "philox"}));
    command
        .add_option("--fixings", o.fixings,
                    "true: rates fix on their own dates; ore: on the next simulated date")
        ->capture_default_str()
        ->check(CLI::IsMember({"true", "ore"}));
    command
        .add_option("--options", o.options,
                    "Values of options along paths. model: the simulated model's; quotes: by today's "
                    "volatilities [what the run says]")
        ->check(CLI::IsMember({"model", "quotes"}));
    command
        .add_option("--curves", o.curves,
                    "model: discount bonds of the model; nodes: log-linear between the run's tenors")
        ->capture_default_str()
        ->check(CLI::IsMember({"model", "nodes"}));
    command
        .add_option("--quantiles", o.quantiles, "Quantiles of exposure, as in 0.95,0.99 [what the run says]")
        ->delimiter(',');
    command.add_option("--regression", o.regression,
                       "Degree of the polynomials by which rights to swaps are regressed, and on how many "
                       "bundles of states, as in 3:1 [what the run says]");
    command.add_option("--audit", o.audit,
                       "Check of what is regressed. twin: two inner paths; nested: inner paths with a hedge "
                       "from 1024 paths of each date, or nested:4096; none [what the run says]");
    command.add_option(
        "--future", o.future,
        "Dates of the grid, as tenors, on which the distribution of costs to come (CVA, DVA, FCA, "
        "FBA) is told, as in 1Y,5Y [what the run says]");
    auto* each = command.add_flag("--by-trade", o.by_trade, "Exposures and allocated XVA of each trade, too");
    command.add_flag("--no-trades", o.no_trades, "Netting sets alone, whatever the run says")->excludes(each);
}

void add_work_options(CLI::App& command, WorkOptions& o) {
    command.add_option("--threads", o.threads, "Threads [one per core]; changes no digit")
        ->check(CLI::Range(1, 1024));
    add_lanes(command, o.lanes);
    add_device(command, o.device);
}

void add_deadline(CLI::App& command, WorkOptions& o) {
    command.add_option("--deadline", o.deadline,
                       "Results of what is done by then, as in 06:00 (local time) or 90 (seconds)");
}

void add_trade_timeout(CLI::App& command, WorkOptions& o) {
    command
        .add_option(
            "--trade-timeout", o.trade_timeout,
            "Seconds without progress after which the trade at hand is put aside; 0: no trade ever is")
        ->capture_default_str()
        ->check(CLI::Range(0.0, 1e6));
}

void add_memory(CLI::App& command, WorkOptions& o) {
    command.add_option("--memory", o.memory, "What the run may take, as in 8G [4G]; changes no digit");
}

void apply(const RunOptions& o, RunInput& input) {
    XvaSettings& settings = input.settings;
    if (o.paths > 0) settings.paths = o.paths;
    if (o.replicates > 0) settings.replicates = o.replicates;
    const std::uint64_t seed =
        o.seed.value_or(std::visit([](const auto& s) { return s.seed; }, settings.sampler));
    const bool philox =
        o.sampler.empty() ? std::holds_alternative<Philox>(settings.sampler) : o.sampler == "philox";
    settings.sampler = philox ? Sampler(Philox{.seed = seed}) : Sampler(Sobol{.seed = seed});
    if (o.fixings == "ore") settings.rules.fixing = FixingRule::next_date;
    if (!o.options.empty())
        settings.rules.option = o.options == "model" ? OptionRule::model : OptionRule::quotes;
    if (o.curves == "nodes") settings.curve_nodes = input.nodes;
    if (!o.quantiles.empty()) settings.quantiles = o.quantiles;
    if (!o.regression.empty())
        settings.rules.regression = flag_value("--regression", o.regression, regression_from);
    if (!o.audit.empty()) settings.audit = flag_value("--audit", o.audit, audit_from);
    if (!o.future.empty()) input.future = o.future;
    settings.future = future_dates(input);
    if (o.by_trade) settings.units = GroupOrder::Units::trades;
    if (o.no_trades) settings.units = GroupOrder::Units::netting_sets;
    list(o, input);
}

void apply(const WorkOptions& o, XvaSettings& settings) {
    settings.threads = o.threads;
    settings.isa = isa_named(o.lanes);
    if (!o.memory.empty()) settings.memory = bytes_of(o.memory);
}

}  // namespace snell
