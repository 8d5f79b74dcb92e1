#pragma once
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/error.h"

namespace snell::fuzz {

constexpr const char* name = "fuzz";  ///< of the file that the bytes stand for

/// A fault has a code and a problem.
inline void told_somewhere(const Diagnostic& fault) {
    if (fault.code.size() != 4 || fault.problem.empty()) std::abort();
}

/// And a place in the file.
inline void told(const Diagnostic& fault, std::string_view file = name) {
    told_somewhere(fault);
    if (!fault.where.starts_with(file)) std::abort();
}

}  // namespace snell::fuzz
