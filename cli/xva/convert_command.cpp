#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <set>

#include "cli/command.h"
#include "cli/xva/journal.h"
#include "cli/xva/native_files.h"
#include "cli/xva/value_today.h"

namespace snell {
namespace {

struct ConvertOptions {
    std::string path, folder;
};

/// The trades that did not fail, in their order.
std::vector<TradeTerms> sound_trades(std::vector<TradeTerms> trades, const std::vector<FailedTrade>& failed) {
    std::set<std::string> bad;
    for (const FailedTrade& each : failed) bad.insert(each.id);
    std::erase_if(trades, [&](const TradeTerms& trade) { return bad.contains(trade.id); });
    return trades;
}

void write_files(const std::vector<RunFile>& files, const std::string& folder) {
    std::error_code fault;
    std::filesystem::create_directories(folder, fault);
    if (fault) throw OutputError(fmt::format("cannot make the folder '{}': {}", folder, fault.message()));
    for (const RunFile& file : files)
        write_output((std::filesystem::path(folder) / file.name).string(), file.text);
}

ExitCode run(const ConvertOptions& options) {
    const std::string file = run_file(options.path);
    if (is_toml(file))
        throw InputError(Diagnostic{"E416", file, "the run is in Snell's own format already",
                                    "Name an ore.xml, or the folder that holds one."});
    Journal journal;
    const OreSources sources = read_ore_sources(file, journal);
    RunInput input = build_ore_run(sources, journal);
    check_measures(input);
    const std::vector<double> npvs = value_today(input);
    tell_faults(input, journal);
    if (input.priced_on)
        fmt::print(
            stderr,
            "{}: configuration '{}' (pricing) values trades today; the converted run has the curves of "
            "'{}' (simulation) alone\n",
            file, sources.run.pricing, sources.run.simulation_market);
    const std::vector<TradeTerms> trades = sound_trades(sources.terms.trades, input.book.failed);
    if (trades.empty()) return ExitCode::invalid_input;
    std::optional<Calibration> calibration;
    if (input.simulate) calibration = calibrate(input.world, input.dynamics);
    write_files(native_files({sources, trades, input, calibration ? &calibration->model : nullptr}),
                options.folder);
    fmt::print("trades converted: {}, failed: {}\nrun: {}\n", npvs.size(), input.book.failed.size(),
               (std::filesystem::path(options.folder) / "run.toml").string());
    return input.book.failed.empty() ? ExitCode::done : ExitCode::some_trades_failed;
}

}  // namespace

void add_convert(CLI::App& root, ExitCode& code) {
    auto options = std::make_shared<ConvertOptions>();
    CLI::App* command = root.add_subcommand("convert", "Write a run folder of ORE in Snell's own format");
    command->add_option("PATH", options->path, "ore.xml, or the folder that holds it")->required();
    command->add_option("-o,--output", options->folder, "Folder for the run; made where it is not there")
        ->required();
    command->footer("Example: snell convert tests/xva/fixtures/ore -o converted");
    command->callback([=, &code] { code = run(*options); });
}

}  // namespace snell
