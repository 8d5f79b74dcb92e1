#include <fmt/format.h>
#include <malloc.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <limits>
#include <new>

#include "cli/command.h"
#include "core/commit.h"
#include "core/error.h"
#include "core/seal.h"

namespace {

using snell::ExitCode;

int leave(ExitCode code, const std::string& message) {
    fmt::print(stderr, "snell: {}\n", message);
    return static_cast<int>(code);
}

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
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma"))
        return leave(ExitCode::device_unavailable, "this build needs a processor with AVX2 and FMA");
    try {
        return run(argc, argv);
    } catch (const snell::InputError& fault) {
        for (const snell::Diagnostic& d : fault.diagnostics()) fmt::print(stderr, "{}\n", snell::print(d));
        return static_cast<int>(ExitCode::invalid_input);
    } catch (const snell::UsageError& fault) {
        return leave(ExitCode::usage, fault.what());
    } catch (const snell::DeviceError& fault) {
        return leave(ExitCode::device_unavailable, fault.what());
    } catch (const snell::IntegrityError& fault) {
        return leave(ExitCode::integrity, fault.what());
    } catch (const snell::CommitError& fault) {
        return leave(ExitCode::out_of_resources, fault.what());
    } catch (const snell::OutputError& fault) {
        return leave(ExitCode::out_of_resources, fault.what());
    } catch (const std::bad_alloc&) {
        return leave(ExitCode::out_of_resources, "out of memory. Fewer --paths, --steps or trades need less");
    } catch (const std::exception& fault) {
        return leave(ExitCode::bug,
                     fmt::format("internal error: {}. Please report this with the input", fault.what()));
    }
}
