#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace snell {

/// Letters and digits in lower case: "product_class" and "Product Class" are "productclass".
std::string folded(std::string_view text);

/// Number of the word among `known`, folded.
std::optional<int> find_word(std::string_view word, std::span<const std::string_view> known);

}  // namespace snell
