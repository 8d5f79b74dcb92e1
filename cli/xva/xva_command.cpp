#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <numeric>

#include "cli/command.h"
#include "cli/xva/run_input.h"
#include "cli/xva/run_output.h"
#include "cli/xva/stopwatch.h"
#include "cli/xva/value_today.h"

namespace snell {
namespace {

struct XvaOptions {
    std::string path, folder;
    std::int64_t paths = 0;
    int replicates = 0, threads = 0;
    std::uint64_t seed = 0;
    std::string sampler, fixings = "true", curves = "model", lanes = "auto";
    std::vector<double> quantiles;
    bool by_trade = false, no_trades = false;
};

void add_options(CLI::App& command, XvaOptions& o) {
    command.add_option("PATH", o.path, "ore.xml or TOML file of the run, or the folder that holds it")
        ->required();
    command.add_option("-o,--output", o.folder, "Folder for the results; made where it is not there")
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
    command.add_option("--threads", o.threads, "Threads [one per core]; changes no digit")
        ->check(CLI::Range(1, 1024));
    command
        .add_option("--fixings", o.fixings,
                    "true: rates fix on their own dates; ore: on the next simulated date")
        ->capture_default_str()
        ->check(CLI::IsMember({"true", "ore"}));
    command
        .add_option("--curves", o.curves,
                    "model: discount bonds of the model; nodes: log-linear between the run's tenors")
        ->capture_default_str()
        ->check(CLI::IsMember({"model", "nodes"}));
    command.add_option("--lanes", o.lanes, "Instruction set: auto, avx512, avx2 or scalar; changes no digit")
        ->capture_default_str()
        ->check(CLI::IsMember({"auto", "avx512", "avx2", "scalar"}));
    command
        .add_option("--quantiles", o.quantiles, "Quantiles of exposure, as in 0.95,0.99 [what the run says]")
        ->delimiter(',');
    auto* each = command.add_flag("--by-trade", o.by_trade, "Exposures and allocated XVA of each trade, too");
    command.add_flag("--no-trades", o.no_trades, "Netting sets alone, whatever the run says")->excludes(each);
}

Isa isa_named(const std::string& name) {
    if (name == "avx512") return Isa::avx512;
    if (name == "avx2") return Isa::avx2;
    return name == "scalar" ? Isa::scalar : Isa::automatic;
}

/// Flags win over what the run says.
void apply(const XvaOptions& o, const CLI::App& command, RunInput& input) {
    XvaSettings& settings = input.settings;
    if (o.paths > 0) settings.paths = o.paths;
    if (o.replicates > 0) settings.replicates = o.replicates;
    if (o.threads > 0) settings.threads = o.threads;
    const std::uint64_t seed = command.count("--seed") > 0
                                   ? o.seed
                                   : std::visit([](const auto& s) { return s.seed; }, settings.sampler);
    const bool philox =
        o.sampler.empty() ? std::holds_alternative<Philox>(settings.sampler) : o.sampler == "philox";
    settings.sampler = philox ? Sampler(Philox{.seed = seed}) : Sampler(Sobol{.seed = seed});
    if (o.fixings == "ore") settings.rule = FixingRule::next_date;
    if (o.curves == "nodes") settings.curve_nodes = input.nodes;
    settings.isa = isa_named(o.lanes);
    if (!o.quantiles.empty()) settings.quantiles = o.quantiles;
    if (o.by_trade) settings.units = GroupOrder::Units::trades;
    if (o.no_trades) settings.units = GroupOrder::Units::netting_sets;
}

class RunWriter {
  public:
    explicit RunWriter(const RunInput& input) : input_(input) {}

    /// Each trade's, and each netting set's as their sum in the order of their ids, so that the order of the
    /// file changes no digit.
    void add_npvs(const std::vector<double>& npvs) {
        const std::vector<Position>& positions = input_.book.positions;
        std::vector<std::size_t> order(npvs.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(),
                  [&](std::size_t a, std::size_t b) { return positions[a].id < positions[b].id; });
        std::vector<double> sums(input_.book.netting_sets.size(), 0.0);
        for (const std::size_t i : order) sums[static_cast<std::size_t>(positions[i].netting_set)] += npvs[i];
        for (std::size_t s = 0; s < sums.size(); ++s) add_npv(static_cast<int>(s), -1, sums[s]);
        for (std::size_t i = 0; i < npvs.size(); ++i)
            add_npv(positions[i].netting_set, static_cast<int>(i), npvs[i]);
    }

    void add(const XvaResult& result) {
        output_.totals = result.totals;
        for (const XvaRow& found : result.rows) {
            ResultRow row = row_of(found.netting_set, found.position, found.measure);
            row.date = found.date;
            row.value = found.estimate.value;
            row.paths = found.estimate.paths;
            row.replicates = found.estimate.replicates;
            if (row.paths > 0) row.std_error = found.estimate.std_error;
            row.status = found.status;
            (row.date ? output_.exposure : output_.xva).push_back(std::move(row));
        }
        for (const UnvaluedTrade& trade : result.unvalued) {
            const Position& position = input_.book.positions[static_cast<std::size_t>(trade.position)];
            const NettingSet& set = input_.book.netting_sets[static_cast<std::size_t>(position.netting_set)];
            add_failure({position.id,
                         set.id,
                         position.type,
                         {"E413", fmt::format("trade '{}'", position.id), trade.reason,
                          "It is left out of the exposures."}});
        }
    }

    RunOutput finish(const CalibrationReport& calibration) {
        for (const FailedTrade& trade : input_.book.failed) add_failure(trade);
        output_.trades = input_.book.positions.size() + input_.book.failed.size();
        output_.calibration = calibration.rows;
        for (const std::string& warning : calibration.warnings)
            output_.failures.push_back({"calibration", "", "", "", {"E414", "", warning, ""}});
        output_.failures.insert(output_.failures.end(), input_.notes.begin(), input_.notes.end());
        output_.phases = input_.phases;
        return std::move(output_);
    }

  private:
    const RunInput& input_;
    RunOutput output_;

    void add_npv(int netting_set, int position, double value) {
        ResultRow row = row_of(netting_set, position, "NPV");
        row.value = value;
        output_.npv.push_back(std::move(row));
    }
    ResultRow row_of(int netting_set, int position, const std::string& measure) const {
        ResultRow row;
        row.netting_set = input_.book.netting_sets[static_cast<std::size_t>(netting_set)].id;
        if (position >= 0) row.trade = input_.book.positions[static_cast<std::size_t>(position)].id;
        row.measure = measure;
        row.currency = input_.base;
        return row;
    }
    void add_failure(const FailedTrade& trade) {
        output_.failures.insert(output_.failures.begin() + static_cast<std::ptrdiff_t>(output_.failed++),
                                {"trade", trade.id, trade.netting_set, trade.type, trade.diagnostic});
    }
};

ExitCode run(const XvaOptions& options, const CLI::App& command) {
    RunInput input = load_run(options.path);
    apply(options, command, input);
    Stopwatch watch(input.phases);
    watch.start("values today");
    const std::vector<double> npvs = value_today(input);
    watch.stop();
    tell_faults(input);
    RunWriter writer(input);
    writer.add_npvs(npvs);
    CalibrationReport report;
    if (input.simulate && !npvs.empty()) {
        watch.start("calibration");
        Calibration calibration = calibrate(input.world, input.dynamics);
        watch.start("simulation");
        writer.add(
            run_xva(input.book, input.world, calibration.model, input.settings, value_at_start(input, npvs)));
        report = std::move(calibration.report);
        watch.stop();
    }
    const RunOutput output = writer.finish(report);
    write_run(output, options.folder, input.book.today);
    fmt::print("{}results: {}\n", summary(output, input), options.folder);
    if (npvs.empty()) return ExitCode::invalid_input;
    return output.failed > 0 ? ExitCode::some_trades_failed : ExitCode::done;
}

}  // namespace

void add_xva(CLI::App& root, ExitCode& code) {
    auto options = std::make_shared<XvaOptions>();
    CLI::App* command = root.add_subcommand(
        "xva", "Simulate a book's exposures: CVA, DVA, FVA and profiles, each with its error");
    add_options(*command, *options);
    command->footer("Example: snell xva portfolios/examples/xva/run.toml -o results");
    command->callback([=, &code] { code = run(*options, *command); });
}

}  // namespace snell
