#pragma once
#include <CLI/App.hpp>

#include "cli/exit_code.h"

namespace snell {

/// `snell bench a2`.
void add_a2(CLI::App& bench, ExitCode& code);

}  // namespace snell
