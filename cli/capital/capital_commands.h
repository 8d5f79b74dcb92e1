#pragma once
#include <CLI/App.hpp>

#include "cli/exit_code.h"

namespace snell {

/// Calculators of margin and capital, which simulate nothing.
void add_simm(CLI::App& root, ExitCode& code);
void add_capital(CLI::App& root, ExitCode& code);

}  // namespace snell
