#pragma once
#include <string>
#include <string_view>

#include "core/node.h"

namespace snell {

/// Bounds on what is read, so that no file exhausts the machine.
inline constexpr std::size_t most_file_bytes = std::size_t{64} << 20;
inline constexpr std::size_t most_text_bytes = std::size_t{1} << 20;
inline constexpr int most_depth = 32;

/// A TOML document (toml.io, version 1.0) as a table, its keys in the order of writing.  `source` names it in
/// messages.  Throws NodeFault: E102 where the syntax is wrong, E121 where a bound is exceeded.
Node parse_toml(std::string_view document, std::string_view source);

/// The same from a file.  Throws NodeFault E101 where it cannot be read.
Node read_toml(const std::string& path);

/// The value of a flag: whatever TOML takes as a value (1.5, true, 2026-01-05, [1, 2], { every = "1M" }), a
/// list with commas, else plain text.
Node parse_flag(std::string_view flag, std::string_view text);

}  // namespace snell
