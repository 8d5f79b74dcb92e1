#pragma once
#include <string>
#include <vector>

#include "core/matrix.h"
#include "core/node.h"

namespace snell {

/// A correlation matrix of the assets, in their order: one number for every pair, or all rows.  Throws
/// NodeFault: E116 where its shape, diagonal or symmetry is wrong, E117 where it is not positive
/// semi-definite, with what would mend it.
Matrix<double> correlation_from(const Node& node, const std::vector<std::string>& assets);

}  // namespace snell
