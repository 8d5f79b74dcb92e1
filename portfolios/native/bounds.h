#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace snell {

/// Throws NodeFault E121, with the place, where a TOML document, a text or the nesting of its keys and values
/// exceeds the bounds of toml.h, and E102 for a character outside of quotes that is not ASCII.  Looks at the
/// characters alone, before a parser recurses over them.
void check_bounds(std::string_view document, const std::shared_ptr<const std::string>& source);

}  // namespace snell
