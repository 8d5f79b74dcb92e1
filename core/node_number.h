#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/fields.h"
#include "core/node.h"

/// Numbers as a user wrote them.  Each throws NodeFault, naming the value and what would be valid.
namespace snell {

/// The valid region in words, "above 0 and below 10"; empty where every number is valid.
std::string region(const Range& range);

/// A finite number in its region.
double number_from(const Node& node, std::string_view name, const Range& range);

/// A whole number in its region; 1e6 is one, too.
std::int64_t integer_from(const Node& node, std::string_view name, const Range& range);

/// A list of numbers, each in the region; a number that stands alone is a list of one.
std::vector<double> numbers_from(const Node& node, std::string_view name, const Range& range);

/// The elements of a list; the node itself where it is no array.
std::vector<const Node*> elements(const Node& node);

/// A size, or a share of what it is a tolerance of: 0.01 or "0.01%".
struct Tolerance {
    double size;
    bool relative;
};
Tolerance tolerance_from(const Node& node, std::string_view name);

}  // namespace snell
