#pragma once
#include <cstdint>
#include <cstdlib>

#include "core/error.h"

namespace snell::fuzz {

constexpr const char* name = "fuzz";  ///< of the file that the bytes stand for

/// A fault has a code, a problem and a place.
inline void told(const Diagnostic& fault) {
    if (fault.code.size() != 4 || fault.problem.empty() || !fault.where.starts_with(name)) std::abort();
}

}  // namespace snell::fuzz
