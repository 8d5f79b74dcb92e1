#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "engine/backend.h"

namespace snell {

/// A small fixed run whose every bit is known.
struct Conformance {
    std::string name;
    std::uint64_t
        expected;  ///< hash of all sums, the same for every backend, compiler, lane count and thread count
    std::uint64_t found;
    bool holds() const { return expected == found; }
};

/// Runs the fixed suite on a backend: every model, both samplers, values and slopes (XXH64 of the sums'
/// bytes).
std::vector<Conformance> check_conformance(const Backend& backend);

}  // namespace snell
