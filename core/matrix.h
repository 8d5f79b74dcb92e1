#pragma once
#include <cstddef>
#include <vector>

#include "core/dual.h"

namespace snell {

/// A dense square matrix of a parameter type, by rows.
template <class P>
class Matrix {
  public:
    Matrix() = default;
    explicit Matrix(int size, P diagonal = P(1.0))
        : size_(size), cells_(static_cast<std::size_t>(size) * size, P(0.0)) {
        for (int i = 0; i < size; ++i) (*this)(i, i) = diagonal;
    }
    template <class Q>
    explicit Matrix(const Matrix<Q>& other)
        : size_(other.size()), cells_(other.cells().begin(), other.cells().end()) {}

    int size() const { return size_; }
    P& operator()(int i, int j) { return cells_[static_cast<std::size_t>(i) * size_ + j]; }
    const P& operator()(int i, int j) const { return cells_[static_cast<std::size_t>(i) * size_ + j]; }
    const std::vector<P>& cells() const { return cells_; }

  private:
    int size_ = 0;
    std::vector<P> cells_;
};

/// Lower triangular L with L L' = a, for a positive semi-definite; a pivot below 1e-14 of its diagonal entry
/// counts as zero and its column is left empty, so that perfectly correlated factors work.
template <class P>
Matrix<P> cholesky(const Matrix<P>& a) {
    Matrix<P> l(a.size(), P(0.0));
    for (int j = 0; j < a.size(); ++j) {
        P pivot = a(j, j);
        for (int k = 0; k < j; ++k) pivot = pivot - l(j, k) * l(j, k);
        const bool empty = value_of(pivot) <= 1e-14 * value_of(a(j, j));
        l(j, j) = empty ? P(0.0) : sqrt(pivot);
        for (int i = j + 1; i < a.size(); ++i) {
            P sum = a(i, j);
            for (int k = 0; k < j; ++k) sum = sum - l(i, k) * l(j, k);
            l(i, j) = empty ? P(0.0) : sum / l(j, j);
        }
    }
    return l;
}

/// Inverse of a positive definite matrix.
template <class P>
Matrix<P> inverse(const Matrix<P>& a) {
    const Matrix<P> l = cholesky(a);
    const int n = a.size();
    Matrix<P> x(n, P(1.0));
    for (int c = 0; c < n; ++c) {
        for (int i = 0; i < n; ++i) {
            for (int k = 0; k < i; ++k) x(i, c) = x(i, c) - l(i, k) * x(k, c);
            x(i, c) = x(i, c) / l(i, i);
        }
        for (int i = n - 1; i >= 0; --i) {
            for (int k = i + 1; k < n; ++k) x(i, c) = x(i, c) - l(k, i) * x(k, c);
            x(i, c) = x(i, c) / l(i, i);
        }
    }
    return x;
}

/// Eigenvalues of a symmetric matrix, increasing, by cyclic Jacobi rotations (Golub and Van Loan, sec. 8.5).
std::vector<double> eigenvalues(Matrix<double> a);

}  // namespace snell
