#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/xva/made_up_run.h"

namespace snell {
namespace {

struct GenerateOptions {
    SyntheticBookTerms terms;
    std::string today, folder;
};

void run(GenerateOptions options) {
    if (!options.today.empty()) try {
            options.terms.today = Date::parse(options.today);
        } catch (const std::invalid_argument& fault) {
            throw UsageError(fmt::format("--date: {}", fault.what()));
        }
    const std::string file = write_made_up_run(options.terms, options.folder);
    fmt::print("{} trades in {} netting sets: {}\n", options.terms.trades, options.terms.netting_sets, file);
}

}  // namespace

void add_generate(CLI::App& root, ExitCode&) {
    CLI::App* generate = root.add_subcommand("generate", "Make up input of any size");
    generate->require_subcommand(1);
    generate->footer("Example: snell generate book --trades 1000 --netting-sets 20 -o made-up");
    auto options = std::make_shared<GenerateOptions>();
    CLI::App* book = generate->add_subcommand(
        "book", "A book, its market and its netting sets, ready for snell xva; the same for the same seed");
    book->add_option("--trades", options->terms.trades, "Trades")
        ->capture_default_str()
        ->check(CLI::Range(1, 10'000'000));
    book->add_option("--netting-sets", options->terms.netting_sets, "Netting sets; every other has an annex")
        ->capture_default_str()
        ->check(CLI::Range(1, 1'000'000));
    book->add_option("--seed", options->terms.seed, "Seed")->capture_default_str();
    book->add_option("--date", options->today, "Date of valuation [2026-03-31]");
    book->add_option("-o,--output", options->folder, "Folder; made where it is not there")->required();
    book->footer("Example: snell generate book --trades 1000 --netting-sets 20 -o made-up");
    book->callback([=] { run(*options); });
}

}  // namespace snell
