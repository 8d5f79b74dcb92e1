#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace snell {

/// JSON from a file of strangers.  Discarded (`is_discarded`) where it is not valid, has more than 64 MB, or
/// tables and lists nested more than 64 deep.
nlohmann::ordered_json bounded_json(std::string_view text);

}  // namespace snell
