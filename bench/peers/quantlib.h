#pragma once
#include "bench/peers/work.h"

#include <cstdint>

/// The peer: QuantLib's Monte Carlo engines, called as its users call them.  No QuantLib type leaves
/// quantlib.cpp.
namespace snell::peers {

/// How QuantLib draws: Mersenne twister, or its Sobol' sequence moved by a random rotation modulo 1 (Cranley
/// and Patterson 1976), which its own RandomizedLDS provides and which makes repetitions independent.
/// Brownian bridge with Sobol' where QuantLib has one: not for Heston and not for baskets.
enum class PeerDraws { mersenne, rotated_sobol };

/// Prices `work` on `paths` paths.  `seed` > 0 seeds the twister or the rotation; the error of a rotated
/// Sobol' run is reported as 0, because QuantLib has no estimate of it.
Outcome quantlib_price(const Work& work, std::int64_t paths, std::uint64_t seed,
                       PeerDraws draws = PeerDraws::mersenne);

/// Version of the QuantLib library that was linked, such as "1.29".
const char* quantlib_version();

}  // namespace snell::peers
