#include <fmt/format.h>
#include <tbb/version.h>
#include <CLI/CLI.hpp>
#include <boost/version.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/build_info.h"
#include "cli/command.h"

namespace snell {

std::string version_text() {
    return fmt::format(
        "snell {} ({})\ncompiler  {}\nflags     {}\nlibraries oneTBB {}.{}, Boost {}.{}, fmt {}.{}.{}, CLI11 "
        "{}, "
        "nlohmann-json {}.{}.{}\n",
        SNELL_VERSION, SNELL_REVISION, SNELL_COMPILER, SNELL_FLAGS, TBB_VERSION_MAJOR, TBB_VERSION_MINOR,
        BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000, FMT_VERSION / 10000, FMT_VERSION / 100 % 100,
        FMT_VERSION % 100, CLI11_VERSION, NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR,
        NLOHMANN_JSON_VERSION_PATCH);
}

void write_output(const std::string& path, const std::string& text) {
    if (path.empty() || path == "-") {
        std::cout << text << std::flush;
        if (!std::cout) throw OutputError("cannot write to standard output");
        return;
    }
    const std::string unfinished = path + ".partial";
    {
        std::ofstream file(unfinished, std::ios::binary);
        file << text;
        file.flush();
        if (!file)
            throw OutputError(
                fmt::format("cannot write '{}'. Is the folder there, writable and not full?", path));
    }
    std::error_code fault;
    std::filesystem::rename(unfinished, path, fault);
    if (fault) throw OutputError(fmt::format("cannot write '{}': {}", path, fault.message()));
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
    add_validate(root, code);
    add_convert(root, code);
    add_generate(root, code);
    add_greeks(root, code);
    add_products(root, code);
    add_models(root, code);
    add_devices(root, code);
    add_terms(root, code);
    add_schema(root, code);
    add_explain(root, code);
    add_selftest(root, code);
    add_draws(root, code);
    add_completion(root, code);
    add_man(root, code);
}

}  // namespace snell
