#pragma once
#include <string>

#include "cli/nested/complexity.h"

namespace snell::nested_bench {

/// Tables as Markdown, which reads well on a terminal, too.
std::string print(const Complexity& found);
std::string print(const std::vector<Speed>& found);
/// Error against cost of all methods, as an SVG that brings its own style.
std::string chart(const Complexity& found);

}  // namespace snell::nested_bench
