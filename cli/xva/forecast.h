#pragma once
#include <optional>
#include <string>

#include "cli/xva/frozen_run.h"

namespace snell {

/// What a run will take from its plan on, told before it does.  docs/reliability.md says how good that is.
struct Forecast {
    std::optional<double> seconds;    ///< of its units and its results, about; nothing: not known
    int threads = 0;                  ///< that work it
    double memory = 0.0, disk = 0.0;  ///< bytes, at most and about
};

/// Works a sample of the run to know the time: some netting sets are built and walked along one block of
/// paths, and the others taken to be like them.  Where a trade of the sample ends the program, its step
/// stands on the board of the settings, as in the work itself.
/// It is told to the journal.
Forecast forecast(const FrozenRun& run, Journal& journal);

/// Makes a forecast where somebody watches or the work is much, and says it on stderr to a person or of a
/// long run.
void foretell(const FrozenRun& run, Journal& journal);

/// "about 3 min on 8 threads"; "not known".
std::string print_time(const Forecast& forecast);

}  // namespace snell
