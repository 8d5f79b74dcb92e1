#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <iostream>

#include "cli/bench/bench_command.h"
#include "cli/build.h"
#include "cli/capital/capital_commands.h"
#include "cli/command.h"
#include "core/commit.h"

namespace snell {

void write_output(const std::string& path, const std::string& text) {
    if (path.empty() || path == "-") {
        std::cout << text << std::flush;
        if (!std::cout) throw OutputError("cannot write to standard output");
        return;
    }
    const std::filesystem::path file(path);
    const std::string folder = file.parent_path().string();
    Committer(folder.empty() ? "." : folder).commit(file.filename().string(), text);
}

void add_all(CLI::App& root, ExitCode& code) {
    root.require_subcommand(1);
    root.failure_message(CLI::FailureMessage::simple);
    root.set_version_flag("--version", version_text(), "Print version, compiler, flags and libraries");
    root.footer(
        "Example: snell price --model black_scholes --product european_call --spot 100 --strike 105 "
        "--volatility 0.2 --rate 0.03 --maturity 1");
    add_price(root, code);
    add_xva(root, code);
    add_plan(root, code);
    add_work(root, code);
    add_merge(root, code);
    add_resume(root, code);
    add_status(root, code);
    add_runs(root, code);
    add_replay(root, code);
    add_diff(root, code);
    add_validate(root, code);
    add_report(root, code);
    add_plot(root, code);
    add_convert(root, code);
    add_generate(root, code);
    add_simm(root, code);
    add_capital(root, code);
    add_greeks(root, code);
    add_exposure(root, code);
    add_products(root, code);
    add_models(root, code);
    add_devices(root, code);
    add_terms(root, code);
    add_schema(root, code);
    add_explain(root, code);
    add_selftest(root, code);
    add_bench(root, code);
    add_draws(root, code);
    add_completion(root, code);
    add_man(root, code);
}

}  // namespace snell
