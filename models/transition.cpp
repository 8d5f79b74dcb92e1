#include "models/transition.h"

namespace snell {
namespace {

using Square = Matrix<double>;

Square product(const Square& a, const Square& b) {
    Square c(a.size(), 0.0);
    for (int i = 0; i < a.size(); ++i)
        for (int k = 0; k < a.size(); ++k)
            for (int j = 0; j < a.size() && a(i, k) != 0.0; ++j) c(i, j) += a(i, k) * b(k, j);
    return c;
}

Square transposed(const Square& a) {
    Square b(a.size());
    for (int i = 0; i < a.size(); ++i)
        for (int j = 0; j < a.size(); ++j) b(j, i) = a(i, j);
    return b;
}

Square sum(Square a, const Square& b, double factor) {
    for (int i = 0; i < a.size(); ++i)
        for (int j = 0; j < a.size(); ++j) a(i, j) += factor * b(i, j);
    return a;
}

/// a c a' for a symmetric c, exactly symmetric.
Square congruent(const Square& a, const Square& c) {
    Square result = product(product(a, c), transposed(a));
    for (int i = 0; i < a.size(); ++i)
        for (int j = 0; j < i; ++j) result(i, j) = result(j, i) = 0.5 * (result(i, j) + result(j, i));
    return result;
}

std::vector<double> image(const Square& a, const std::vector<double>& x, const std::vector<double>& plus) {
    std::vector<double> y = plus;
    for (int i = 0; i < a.size(); ++i)
        for (int j = 0; j < a.size(); ++j)
            y[static_cast<std::size_t>(i)] += a(i, j) * x[static_cast<std::size_t>(j)];
    return y;
}

/// Some k with k s = g, for a positive semi-definite s whose null space g does not see.
Square divided(const Square& g, const Square& s) {
    const int n = s.size();
    const Square l = cholesky(s);
    Square k = g;
    const auto by_pivot = [&](double x, int i) { return l(i, i) > 0.0 ? x / l(i, i) : 0.0; };
    for (int row = 0; row < n; ++row) {
        for (int i = 0; i < n; ++i) {
            for (int m = 0; m < i; ++m) k(row, i) -= l(i, m) * k(row, m);
            k(row, i) = by_pivot(k(row, i), i);
        }
        for (int i = n - 1; i >= 0; --i) {
            for (int m = i + 1; m < n; ++m) k(row, i) -= l(m, i) * k(row, m);
            k(row, i) = by_pivot(k(row, i), i);
        }
    }
    return k;
}

}  // namespace

GivenOthers given_others(const Matrix<double>& covariance, int others) {
    const Square l = cholesky(covariance);
    GivenOthers result;
    for (int row = others; row < l.size(); ++row) {
        std::vector<double>& k = result.regression.emplace_back(static_cast<std::size_t>(others), 0.0);
        for (int i = others - 1; i >= 0; --i) {
            double rest = l(row, i);
            for (int m = i + 1; m < others; ++m) rest -= k[static_cast<std::size_t>(m)] * l(m, i);
            k[static_cast<std::size_t>(i)] = l(i, i) > 0.0 ? rest / l(i, i) : 0.0;
        }
        std::vector<double>& noise = result.noise.emplace_back();
        for (int i = others; i <= row; ++i) noise.push_back(l(row, i));
    }
    return result;
}

Transition operator*(const Transition& second, const Transition& first) {
    return {product(second.map, first.map), image(second.map, first.offset, second.offset),
            sum(congruent(second.map, first.covariance), second.covariance, 1.0)};
}

BridgeTransition bridge(const Transition& first, const Transition& second) {
    const int n = first.map.size();
    const Transition whole = second * first;
    const Square after = divided(product(first.covariance, transposed(second.map)), whole.covariance);
    // Joseph's form of the remaining covariance keeps it positive semi-definite in rounded arithmetic.
    const Square rest = sum(Square(n), product(after, second.map), -1.0);
    std::vector<double> back = image(after, whole.offset, std::vector<double>(first.offset.size(), 0.0));
    for (std::size_t i = 0; i < back.size(); ++i) back[i] = first.offset[i] - back[i];
    return {product(rest, first.map), after, std::move(back),
            sum(congruent(rest, first.covariance), congruent(after, second.covariance), 1.0)};
}

}  // namespace snell
