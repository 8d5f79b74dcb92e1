#pragma once
#include <vector>

namespace snell {

/// Sums over observations of the products of p functions with each other and with a target.
struct NormalEquations {
    int functions = 0;
    std::vector<double> products;  ///< [i][j <= i] sums of f_i f_j, by rows of the lower triangle
    std::vector<double> targets;   ///< [i] sums of f_i y
};

/// Where a function's part that earlier ones do not explain is shorter than this, relative to the function,
/// it is left out: its coefficient would be rounding error.  The root of the 1e-10 that products of doubles,
/// which square the condition, still resolve.
inline constexpr double least_independence = 1e-5;

/// Coefficients of the best fit of y by the functions in the sense of least squares, by Cholesky's
/// factorisation of the scaled products with diagonal pivots, which takes the functions in the order of
/// QR with column pivots (Golub and Van Loan, sec. 5.4.2).  0 for functions that are left out.
std::vector<double> least_squares(const NormalEquations& equations);

}  // namespace snell
