#pragma once
#include <string>
#include <vector>

#include "models/heston_step.h"
#include "models/market.h"

namespace snell {

/// Correlation of the drivers of prices (S) and variances (V) under Heston.  Where nothing is told each
/// variance moves with its own price, W_V = rho W_S + (independent of everything): corr(V_i, V_j) = rho_i
/// rho_j rho_ij and corr(S_i, V_j) = rho_j rho_ij, which is positive semi-definite whenever the correlation
/// of the prices is.
template <class P>
struct HestonDrivers {
    Matrix<P> told;  ///< of (S_1 ... S_n, V_1 ... V_n), or empty; only its entries (V_i, V_j), i > j, and
                     ///< (S_i, V_j), i != j, are read: market.correlation and rho stand for the others

    HestonDrivers() = default;
    template <class Q>
    explicit HestonDrivers(const HestonDrivers<Q>& other) : told(other.told) {}

    template <class Visitor>
    void parameters(Visitor& v, const std::vector<Asset<P>>& assets) {
        const int n = told.size() / 2;
        const auto pair = [&](int i, int j) {
            return assets[static_cast<std::size_t>(i)].name + "," + assets[static_cast<std::size_t>(j)].name;
        };
        for (int i = 0; i < n; ++i)
            for (int j = 0; j < i; ++j) v.number("variance_correlation", pair(i, j), "-", told(n + i, n + j));
        for (int i = 0; i < n; ++i)
            for (int j = 0; j < n; ++j)
                if (i != j) v.number("cross_correlation", pair(i, j), "-", told(i, n + j));
    }

    /// Of all drivers, ordered V_1 ... V_n, S_1 ... S_n, as a step draws them.
    Matrix<P> complete(const Matrix<P>& prices, const std::vector<HestonTerms<P>>& terms) const {
        const int n = prices.size();
        const auto rho = [&](int i) { return terms[static_cast<std::size_t>(i)].rho; };
        Matrix<P> all(2 * n);
        for (int i = 0; i < n; ++i) {
            all(i, n + i) = all(n + i, i) = rho(i);
            for (int j = 0; j < n; ++j) {
                if (j == i) continue;
                const P& price = prices(i, j);
                all(n + i, n + j) = price;
                all(j, n + i) = all(n + i, j) = told.size() > 0 ? told(i, n + j) : rho(j) * price;
                if (j > i) continue;
                all(i, j) = all(j, i) = told.size() > 0 ? told(n + i, n + j) : rho(i) * rho(j) * price;
            }
        }
        return all;
    }
};

}  // namespace snell
