#pragma once
#include <span>
#include <string>
#include <string_view>

namespace snell {

/// The known word that a misspelt one most likely meant: the least edit distance (insert, delete, replace,
/// swap of neighbours; Damerau 1964), at most a third of the word; else a known word that it abbreviates, or
/// the usual word for the same thing (sigma: volatility).  Empty where none is near.
std::string_view closest(std::string_view word, std::span<const std::string_view> known);

/// "Did you mean 'strike'?", or the list of what is known where nothing is near.
std::string suggestion(std::string_view word, std::span<const std::string_view> known);

}  // namespace snell
