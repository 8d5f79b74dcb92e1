#pragma once
#include <CLI/App.hpp>

#include "cli/input.h"

namespace snell {

/// What a command was asked to work on: a file, or one trade described by flags, its options taken off.
/// Throws UsageError if there is neither, or something beside a file.
Input input_of(const CLI::App& command);

/// How flags describe one trade, for help.
extern const char* const flags_help;

}  // namespace snell
