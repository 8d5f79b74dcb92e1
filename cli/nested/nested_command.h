#pragma once
#include <CLI/App.hpp>

#include "cli/exit_code.h"

namespace snell {

/// `snell bench nested`.
void add_bench_nested(CLI::App& bench, ExitCode& code);

}  // namespace snell
