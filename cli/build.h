#pragma once
#include <string>
#include <utility>
#include <vector>

namespace snell {

/// "snell 0.1.0 (revision), compiler, flags, libraries", several lines.
std::string version_text();

/// Names and versions of the libraries that this build was made with.
std::vector<std::pair<std::string, std::string>> libraries();

/// SHA-256 of the program that runs: what its bits are a function of, whatever it calls itself.  Throws
/// std::runtime_error if the program cannot read itself.
const std::string& build_hash();

}  // namespace snell
