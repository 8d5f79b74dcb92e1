#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/matrix.h"
#include "core/node.h"

namespace snell {

/// What a matrix correlates, in its order, in the words of messages.
struct Correlated {
    std::string_view key;            ///< of the matrix
    std::string_view what;           ///< "assets"
    std::vector<std::string> names;  ///< "SPX", "the variance of SPX"

    /// "the correlation of A and B".
    std::string pair(int i, int j) const;
};

/// All rows of a correlation matrix.  Throws NodeFault, E116, where its shape, diagonal or symmetry is wrong.
Matrix<double> correlation_rows_from(const Node& node, const Correlated& of);

/// True if no eigenvalue of a correlation matrix is negative, but for rounding.
bool semi_definite(const Matrix<double>& matrix);

/// A correlation matrix of the assets, in their order: one number for every pair, or all rows.  Throws
/// NodeFault: E116 where its shape, diagonal or symmetry is wrong, E117 where it is not positive
/// semi-definite, with what would mend it.
Matrix<double> correlation_from(const Node& node, const std::vector<std::string>& assets);

}  // namespace snell
