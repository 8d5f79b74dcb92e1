#pragma once
#include <string>
#include <vector>

#include "bench/peers/accuracy.h"
#include "bench/peers/race.h"

namespace snell::peers {

/// Everything that was measured of one work.
struct Measured {
    const Work* work;
    Race race;
    Accuracy accuracy;
    double flops;  // of one path-step, by counting the operations of the same templates [-]
};

/// The machine: processor, compiler, measured peak.
struct Machine {
    std::string processor, compiler;
    double peak;  // of one core [flop/s]
    int threads;
};
Machine machine(int threads);

/// The three tables as text: pace, time to accuracy, share of the peak.
std::string tables(const std::vector<Measured>& all, const Machine& machine, const Effort& effort);

/// The list for `--json`: one entry per work and number of threads; `heston_hot` stands inside
/// `heston_european`.
std::string json(const std::vector<Measured>& all, const Machine& machine, const Effort& effort);

}  // namespace snell::peers
