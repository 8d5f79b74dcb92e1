#include "models/market/correlation.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

#include "core/faults.h"
#include "core/node_number.h"

namespace snell {
namespace {

/// What rounding of an honest matrix of a few digits leaves in an eigenvalue that should be 0.
constexpr double rounding = 1e-12;

constexpr Range correlation_range{.at_least = -1.0, .at_most = 1.0};

Matrix<double> equal(double correlation, int n) {
    Matrix<double> matrix(n);
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < n; ++j)
            if (i != j) matrix(i, j) = correlation;
    return matrix;
}

void require_semi_definite(const Matrix<double>& matrix, const Node& node) {
    const double least = eigenvalues(matrix).front();
    if (semi_definite(matrix)) return;
    if (node.number())
        throw NodeFault{
            "E117", node.place,
            fmt::format("correlation {} among {} assets is impossible: an eigenvalue of the matrix "
                        "is {:.4g}, none may be negative",
                        *node.number(), matrix.size(), least),
            fmt::format("It must be at least -1/{}", matrix.size() - 1)};
    // (1 - w) C + w I has the least eigenvalue (1 - w) least + w.
    const double factor = std::floor(1e4 / (1.0 - least)) / 1e4;
    throw NodeFault{"E117", node.place,
                    fmt::format("no assets can have this correlation: an eigenvalue of the matrix is {:.4g}, "
                                "none may be negative",
                                least),
                    fmt::format("Multiplying every entry off the diagonal by {} mends it", factor)};
}

}  // namespace

std::string Correlated::pair(int i, int j) const {
    return fmt::format("the correlation of {} and {}", names[static_cast<std::size_t>(i)],
                       names[static_cast<std::size_t>(j)]);
}

bool semi_definite(const Matrix<double>& matrix) {
    return eigenvalues(matrix).front() >= -rounding * matrix.size();
}

Matrix<double> correlation_rows_from(const Node& node, const Correlated& of) {
    const int n = static_cast<int>(of.names.size());
    const std::vector<const Node*> rows = elements(node);
    const auto shape_fault = [&](const Place& place, std::string problem) {
        return NodeFault{
            "E116", place, std::move(problem),
            fmt::format("Give {} rows of {} numbers, in the order of {}", n, n, fmt::join(of.names, ", "))};
    };
    if (static_cast<int>(rows.size()) != n)
        throw shape_fault(node.place,
                          fmt::format("{} has {} rows for {} {}", of.key, rows.size(), n, of.what));
    Matrix<double> matrix(n);
    for (int i = 0; i < n; ++i) {
        const Node& row = *rows[static_cast<std::size_t>(i)];
        const auto* cells = row.as<Node::Array>();
        if (!cells || static_cast<int>(cells->size()) != n)
            throw shape_fault(row.place,
                              cells ? fmt::format("row {} of {} has {} numbers for {} {}", i + 1, of.key,
                                                  cells->size(), n, of.what)
                                    : fmt::format("row {} of {} is {}", i + 1, of.key, describe(row)));
        for (int j = 0; j < n; ++j) {
            const Node& cell = (*cells)[static_cast<std::size_t>(j)];
            const double number = number_from(cell, of.pair(i, j), correlation_range);
            if (i == j && number != 1.0)
                throw NodeFault{
                    "E116", cell.place,
                    fmt::format("{} is {}, but any correlation with itself is 1", of.pair(i, j), number), ""};
            if (j < i && matrix(j, i) != number)
                throw NodeFault{"E116", cell.place,
                                fmt::format("{} is {} here, but {} above the diagonal", of.pair(i, j), number,
                                            matrix(j, i)),
                                "Write the same number in both places"};
            matrix(i, j) = number;
        }
    }
    return matrix;
}

Matrix<double> correlation_from(const Node& node, const std::vector<std::string>& assets) {
    const int n = static_cast<int>(assets.size());
    const Matrix<double> matrix = node.as<Node::Array>()
                                      ? correlation_rows_from(node, {"correlation", "assets", assets})
                                      : equal(number_from(node, "correlation", correlation_range), n);
    if (n > 0) require_semi_definite(matrix, node);
    return matrix;
}

}  // namespace snell
