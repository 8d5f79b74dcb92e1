#pragma once
#include "bench/peers/work.h"

/// Seconds to a standard error of 1e-4 of the value, one thread.
namespace snell::peers {

inline constexpr double wanted_error = 1e-4;  // standard error over value [-]

struct Duration {
    double seconds;
    bool extrapolated;  // from a shorter run
    double slope;       // error ~ paths^-slope, the law of the extrapolation or what two sizes showed [-]
};

struct Accuracy {
    Duration peer_random, peer_sobol, snell_random, snell_sobol;
};

/// How much is spent on one work: paths of the random runs, points of the larger rotated Sobol' set of
/// QuantLib, and the seconds after which Snell's Sobol' run stops.
struct Budget {
    std::int64_t paths;
    std::int64_t points;
    double deadline;
};

/// Random draws: one run, extrapolated by error ~ paths^-1/2.  QuantLib's Sobol': the spread of 16
/// independent rotations at `points` / 16 and at `points` points, extrapolated with the slope between the two
/// (kept within 1/2 ... 1) where the larger set misses the target.  Snell's Sobol': run until its own error
/// meets the target.
Accuracy accuracy(const Work& work, const Budget& budget);

}  // namespace snell::peers
