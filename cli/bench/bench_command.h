#pragma once
#include <CLI/App.hpp>

#include "cli/exit_code.h"

namespace snell {

void add_bench(CLI::App& root, ExitCode& code);

}  // namespace snell
