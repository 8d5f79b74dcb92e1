#include "cli/answer.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "cli/command.h"
#include "cli/outcome.h"

namespace snell {

int answer(int argc, char** argv) {
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma"))
        throw DeviceError("this build needs a processor with AVX2 and FMA");
    CLI::App app("Snell: Monte Carlo pricing and risk, with an error beside every number", "snell");
    ExitCode code = ExitCode::done;
    add_all(app, code);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& asked) {  // --help, --version
        return app.exit(asked);
    } catch (const CLI::ParseError& fault) {
        fmt::print(stderr, "snell: {}\nTry 'snell --help'.\n", fault.what());
        return static_cast<int>(ExitCode::usage);
    }
    return static_cast<int>(code);
}

}  // namespace snell
