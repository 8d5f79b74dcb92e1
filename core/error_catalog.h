#pragma once
#include <span>
#include <string_view>
#include <vector>

namespace snell {

/// What a code of a diagnostic means: E1xx reading, E2xx products, E3xx pricing, E4xx run
/// folders, E5xx capital and margin.
struct ErrorEntry {
    std::string_view code;         ///< "E104"; stable, never used for anything else
    std::string_view title;        ///< a few words
    std::string_view explanation;  ///< a paragraph, then a bad and a good example
};

/// All codes, increasing.
std::vector<ErrorEntry> error_catalog();

/// The entry of a code, in any case of letters; null for an unknown one.
const ErrorEntry* find_error(std::string_view code);

std::span<const ErrorEntry> reading_errors();
std::span<const ErrorEntry> product_errors();
std::span<const ErrorEntry> pricing_errors();
std::span<const ErrorEntry> run_folder_errors();
std::span<const ErrorEntry> trade_errors();
std::span<const ErrorEntry> capital_errors();

}  // namespace snell
