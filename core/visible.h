#pragma once
#include <string>
#include <string_view>
#include <vector>

/// Text from files of strangers, as people may be shown it.
namespace snell {

/// The characters of a text in UTF-8, each a sequence of its own: bytes that are none, control characters and
/// marks that hide or turn text are U+FFFD.
std::vector<std::string_view> visible_characters(std::string_view text);

/// These on one line, for a terminal; the middle of a text longer than `longest` characters is left out.
std::string visible(std::string_view text, std::size_t longest);

}  // namespace snell
