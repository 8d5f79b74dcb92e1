#pragma once
#include <string>
#include <vector>

namespace snell::a2 {

/// Runs this very program with these words in a process of its own, what it writes thrown away, and returns
/// the seconds from its start to its end.  Throws std::runtime_error where it cannot start or does not end
/// with 0.
double seconds_of_fresh_process(const std::vector<std::string>& words);

/// Most memory that this process has held so far [bytes].
double peak_bytes();

/// Energy of the processor's packages since boot, as the kernel tells it [J]; below 0 where it does not.
double package_joules();

}  // namespace snell::a2
