#include "core/least_squares.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "core/matrix.h"

namespace snell {
namespace {

/// Products of the functions scaled to length 1; a function that is 0 everywhere has an empty row.
Matrix<double> scaled(const NormalEquations& equations, std::vector<double>& lengths) {
    const int n = equations.functions;
    const auto product = [&](int i, int j) {
        return equations.products[static_cast<std::size_t>(i) * (i + 1) / 2 + j];
    };
    for (int i = 0; i < n; ++i) lengths.push_back(sqrt(product(i, i)));
    Matrix<double> a(n, 0.0);
    for (int i = 0; i < n; ++i)
        for (int j = 0; j <= i; ++j) {
            const double length = lengths[static_cast<std::size_t>(i)] * lengths[static_cast<std::size_t>(j)];
            a(i, j) = a(j, i) = length > 0.0 ? product(i, j) / length : 0.0;
        }
    return a;
}

void swap_rows(Matrix<double>& a, int i, int j) {
    for (int k = 0; k < a.size(); ++k) std::swap(a(i, k), a(j, k));
}
void swap_columns(Matrix<double>& a, int i, int j) {
    for (int k = 0; k < a.size(); ++k) std::swap(a(k, i), a(k, j));
}

/// Factors in place, the lower triangle of the first `rank` columns, and permutes `order` along.
int factor(Matrix<double>& a, std::vector<int>& order) {
    const int n = a.size();
    for (int k = 0; k < n; ++k) {
        int best = k;
        for (int i = k + 1; i < n; ++i)
            if (a(i, i) > a(best, best)) best = i;
        if (a(best, best) <= least_independence * least_independence) return k;
        if (best != k) {
            swap_rows(a, k, best);
            swap_columns(a, k, best);
            std::swap(order[static_cast<std::size_t>(k)], order[static_cast<std::size_t>(best)]);
        }
        a(k, k) = sqrt(a(k, k));
        for (int i = k + 1; i < n; ++i) a(i, k) = a(i, k) / a(k, k);
        for (int j = k + 1; j < n; ++j)
            for (int i = j; i < n; ++i) a(i, j) = a(j, i) = a(i, j) - a(i, k) * a(j, k);
    }
    return n;
}

}  // namespace

std::vector<double> least_squares(const NormalEquations& equations) {
    const int n = equations.functions;
    std::vector<double> lengths;
    Matrix<double> a = scaled(equations, lengths);
    std::vector<int> order(static_cast<std::size_t>(n));
    std::iota(order.begin(), order.end(), 0);
    const int rank = factor(a, order);
    std::vector<double> x(static_cast<std::size_t>(rank));
    for (int i = 0; i < rank; ++i) {
        const auto from = static_cast<std::size_t>(order[static_cast<std::size_t>(i)]);
        double sum = equations.targets[from] / lengths[from];
        for (int k = 0; k < i; ++k) sum -= a(i, k) * x[static_cast<std::size_t>(k)];
        x[static_cast<std::size_t>(i)] = sum / a(i, i);
    }
    for (int i = rank - 1; i >= 0; --i) {
        for (int k = i + 1; k < rank; ++k)
            x[static_cast<std::size_t>(i)] -= a(k, i) * x[static_cast<std::size_t>(k)];
        x[static_cast<std::size_t>(i)] /= a(i, i);
    }
    std::vector<double> coefficients(static_cast<std::size_t>(n), 0.0);
    for (int i = 0; i < rank; ++i) {
        const auto to = static_cast<std::size_t>(order[static_cast<std::size_t>(i)]);
        coefficients[to] = x[static_cast<std::size_t>(i)] / lengths[to];
    }
    return coefficients;
}

}  // namespace snell
