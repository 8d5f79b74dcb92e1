#include "cli/bench/race.h"

#include <algorithm>

namespace snell::race {

bool Race::has_same_bits() const {
    return std::all_of(works.begin(), works.end(), [](const WorkTimings& work) {
        return std::all_of(work.timings.begin(), work.timings.end(),
                           [](const Timing& timing) { return timing.same_bits; });
    });
}

bool Race::has(Contender::Kind kind) const {
    return std::any_of(entrants.begin(), entrants.end(),
                       [=](const Entrant& entrant) { return entrant.contender.kind == kind; });
}

std::optional<double> Race::ratio(const WorkTimings& work, const Timing& timing, Contender::Kind to) const {
    // On a machine with one thread it is all of them.
    if (to == Contender::Kind::processor && !has(to)) to = Contender::Kind::one_thread;
    for (const Timing& other : work.timings)
        if (entrants[other.entrant].contender.kind == to) return timing.rate() / other.rate();
    return {};
}

std::optional<double> Race::price(const Timing& timing) const {
    constexpr double seconds_of_hour = 3600.0, path_steps = 1e12;
    const Contender::Kind kind = entrants[timing.entrant].contender.kind;
    const std::optional<double>& hour =
        kind == Contender::Kind::gpu ? options.prices.gpu : options.prices.cpu;
    const bool is_a_part = kind == Contender::Kind::one_thread && has(Contender::Kind::processor);
    if (!hour || is_a_part) return {};
    return *hour / seconds_of_hour * path_steps / timing.rate();
}

double Race::share_of_peak(const WorkTimings& work, const Timing& timing) const {
    return work.cost.operations * timing.rate() / entrants[timing.entrant].limits.operations;
}

double Race::share_of_memory(const WorkTimings& work, const Timing& timing) const {
    return work.cost.bytes * timing.rate() / entrants[timing.entrant].limits.bytes;
}

}  // namespace snell::race
