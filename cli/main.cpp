#include <fmt/format.h>
#include <malloc.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <limits>

#include "cli/command.h"
#include "cli/outcome.h"

namespace {

using snell::ExitCode;

int run(int argc, char** argv) {
    CLI::App app("Snell: Monte Carlo pricing and risk, with an error beside every number", "snell");
    ExitCode code = ExitCode::done;
    snell::add_all(app, code);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& answer) {  // --help, --version
        return app.exit(answer);
    } catch (const CLI::ParseError& fault) {
        fmt::print(stderr, "snell: {}\nTry 'snell --help'.\n", fault.what());
        return static_cast<int>(ExitCode::usage);
    }
    return static_cast<int>(code);
}

}  // namespace

namespace {

/// Blocks of paths come and go thousands of times; memory that goes back to the system each time is cleared
/// page by page when it comes again (a fifth of an overnight run).
void keep_freed_memory() {
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
}

}  // namespace

int main(int argc, char** argv) {
    keep_freed_memory();
    try {
        if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma"))
            throw snell::DeviceError("this build needs a processor with AVX2 and FMA");
        return run(argc, argv);
    } catch (...) {
        const snell::Outcome outcome = snell::outcome_of(std::current_exception());
        for (const std::string& line : outcome.lines) fmt::print(stderr, "{}\n", line);
        return static_cast<int>(outcome.code);
    }
}
