#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace snell::race {

/// A run of this very program from its start to its end.
struct ColdRun {
    double seconds = 0.0;
    std::string output;
};

/// Starts the program with these words, standard output caught, and waits for it.  Throws std::runtime_error
/// where it cannot start or does not end with 0.
ColdRun run_cold(const std::vector<std::string>& words);

}  // namespace snell::race
