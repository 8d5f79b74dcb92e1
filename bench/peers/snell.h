#pragma once
#include "bench/peers/work.h"

/// Snell's side: the same works through the public engine.
namespace snell::peers {

enum class SnellDraws { philox, scrambled_sobol };

/// Prices `work` on `paths` paths, or as many more as the engine rounds them up to, on `threads` threads.
Outcome snell_price(const Work& work, std::int64_t paths, std::uint64_t seed, int threads, SnellDraws draws);

/// Prices `work` on one thread until the standard error is at most `relative_error` of the value or
/// `deadline` seconds have passed.
Outcome snell_price_to(const Work& work, double relative_error, double deadline, std::uint64_t seed,
                       SnellDraws draws);

}  // namespace snell::peers
