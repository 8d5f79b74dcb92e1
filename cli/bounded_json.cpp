#include "cli/bounded_json.h"

#include <nlohmann/json.hpp>

namespace snell {
namespace {

constexpr std::size_t most_bytes = std::size_t{64} << 20;
constexpr int most_levels = 64;

/// Brackets inside texts are none.
bool is_too_deep(std::string_view text) {
    int levels = 0;
    bool is_text = false;
    for (std::size_t k = 0; k < text.size() && levels <= most_levels; ++k) {
        const char c = text[k];
        if (is_text && c == '\\') ++k;
        if (c == '"') is_text = !is_text;
        if (is_text) continue;
        if (c == '[' || c == '{') ++levels;
        if (c == ']' || c == '}') --levels;
    }
    return levels > most_levels;
}

}  // namespace

nlohmann::ordered_json bounded_json(std::string_view text) {
    using Json = nlohmann::ordered_json;
    if (text.size() > most_bytes || is_too_deep(text)) return Json(Json::value_t::discarded);
    return Json::parse(text, nullptr, false);
}

}  // namespace snell
