#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/exit_code.h"
#include "cli/xva/run_input.h"

namespace snell {

/// A number of the whole book.
struct Total {
    std::string measure;
    double value = 0.0;
    std::optional<double> std_error;  ///< nothing: not simulated
};

/// What a command of the overnight job is about.
struct Job {
    std::string command;  ///< "xva", "resume" ...
    std::string folder;   ///< of the run
};

/// How such a command stands, as far as it is known.
struct Standing {
    Job job;
    std::int64_t started = 0;  ///< milliseconds since 1970, UTC
    double seconds = 0.0;      ///< since then
    std::string run, plan;     ///< file of the run; SHA-256 of the plan
    std::size_t trades = 0, netting_sets = 0, dates = 0;
    std::string currency;
    std::string phase;                       ///< on its way; empty: none
    std::vector<Phase> phases;               ///< those that are done
    int units = 0, units_done = 0;           ///< of this command
    double share = 0.0;                      ///< of the work of its units
    std::optional<double> seconds_left;      ///< of its units
    std::size_t failures = 0, warnings = 0;  ///< trades that failed; what else was told
    std::vector<Total> totals;               ///< in `currency`
    std::optional<ExitCode> code;            ///< once it has ended
};

}  // namespace snell
