#pragma once
#include <functional>

#include "cli/bench/race.h"

namespace snell::race {

/// Rates of small and of large work on every entrant, of those works that are in the suite: Black-Scholes by
/// paths, Heston by steps, a basket by assets, a book by netting sets.  `tell` hears what is measured next.
std::vector<Scaling> measure_scaling(const Race& race, const std::function<void(const std::string&)>& tell);

}  // namespace snell::race
