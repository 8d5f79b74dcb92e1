#pragma once
#include "cli/bench/nvml.h"
#include "cli/bench/race.h"
#include "cli/bench/rapl.h"

namespace snell::race {

/// Counters of energy, as far as this machine has them.
struct Meters {
    Rapl rapl;
    Nvml nvml;
};

/// A job's runs on a contender.
struct Place {
    const Job& job;
    const Contender& contender;
    std::int64_t paths;
};

/// Runs after the first, `repeats` of them: seconds, value, and whether their bits are the same.
struct WarmRuns {
    double median = 0.0, least = 0.0, greatest = 0.0;  ///< [s]
    Found found;
    bool same_bits = true;
};
WarmRuns run_warm(const Place& place, int repeats);

/// Of runs that last at least a second together [J]; nothing is run where nothing can be read.
Energy measure_energy(const Place& place, Meters& meters);

/// How the error falls: the rate from runs of doubling size, as far as the job reaches, by least
/// squares in logarithms where draws are Sobol' points, whose error falls faster than paths^-1/2.
Accuracy measure_accuracy(const Place& place);

}  // namespace snell::race
