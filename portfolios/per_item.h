#pragma once
#include <string>
#include <vector>

#include "core/error.h"

namespace snell {

/// A term with one number for each of `count` items (assets, observations), from a list or from one number
/// that stands for all.  Throws E220 where the count does not match.
inline std::vector<double> per_item(const char* field, const char* items, const std::vector<double>& numbers,
                                    std::size_t count) {
    if (numbers.size() == 1) return std::vector<double>(count, numbers.front());
    require(numbers.size() == count,
            {"E220", field,
             std::to_string(numbers.size()) + " numbers for " + std::to_string(count) + " " + items,
             "give one number for each, or a single one for all"});
    return numbers;
}

}  // namespace snell
