#include "core/least_squares.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "core/polynomials.h"

namespace snell {
namespace {

using Function = std::function<double(double)>;

NormalEquations equations(const std::vector<Function>& functions, const std::vector<double>& x,
                          const std::vector<double>& y) {
    NormalEquations sums{static_cast<int>(functions.size()), {}, {}};
    for (std::size_t i = 0; i < functions.size(); ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = 0.0;
            for (double at : x) sum += functions[i](at) * functions[j](at);
            sums.products.push_back(sum);
        }
        double sum = 0.0;
        for (std::size_t k = 0; k < x.size(); ++k) sum += functions[i](x[k]) * y[k];
        sums.targets.push_back(sum);
    }
    return sums;
}

Function power(int n) {
    return [n](double x) { return std::pow(x, n); };
}

double fitted(const std::vector<Function>& functions, const std::vector<double>& coefficients, double x) {
    double sum = 0.0;
    for (std::size_t i = 0; i < functions.size(); ++i) sum += coefficients[i] * functions[i](x);
    return sum;
}

std::vector<double> spaced(int n) {
    std::vector<double> x;
    for (int i = 0; i < n; ++i) x.push_back(-1.0 + 2.0 * i / (n - 1));
    return x;
}

TEST(LeastSquares, find_the_polynomial_that_made_the_data) {
    const std::vector<Function> functions{power(0), power(1), power(2), power(3)};
    const std::vector<double> x = spaced(50), truth{0.5, -2.0, 3.0, 0.25};
    std::vector<double> y;
    for (double at : x) y.push_back(fitted(functions, truth, at));
    const std::vector<double> found = least_squares(equations(functions, x, y));
    // The condition of the products on [-1, 1] is below 100.
    for (std::size_t i = 0; i < truth.size(); ++i) EXPECT_NEAR(found[i], truth[i], 1e3 * 0x1p-52);
}

TEST(LeastSquares, leave_out_functions_that_others_explain) {
    const std::vector<Function> plain{power(0), power(1), power(2)};
    std::vector<Function> twice = plain;
    twice.push_back([](double x) { return 3.0 * x * x - 2.0 * x + 1.0; });
    twice.push_back([](double) { return 0.0; });
    const std::vector<double> x = spaced(40);
    std::vector<double> y;
    for (double at : x) y.push_back(std::exp(at));
    const std::vector<double> lean = least_squares(equations(plain, x, y));
    const std::vector<double> fat = least_squares(equations(twice, x, y));
    int used = 0;
    for (double c : fat) used += c != 0.0 ? 1 : 0;
    EXPECT_EQ(used, 3);
    for (double at : x) EXPECT_NEAR(fitted(twice, fat, at), fitted(plain, lean, at), 1e4 * 0x1p-52);
}

TEST(LeastSquares, of_nothing_are_nothing) {
    const NormalEquations empty{2, {0.0, 0.0, 0.0}, {0.0, 0.0}};
    EXPECT_EQ(least_squares(empty), (std::vector<double>{0.0, 0.0}));
}

/// The eight paths of Longstaff and Schwartz (2001), section 1: a put struck at 1.1 with three dates,
/// regressed on 1, S and S^2 in the money, is worth 0.1144, and 0.0564 if held to the end.
TEST(LeastSquares, price_the_worked_example_of_longstaff_and_schwartz) {
    const double paths[8][4] = {{1.00, 1.09, 1.08, 1.34}, {1.00, 1.16, 1.26, 1.54}, {1.00, 1.22, 1.07, 1.03},
                                {1.00, 0.93, 0.97, 0.92}, {1.00, 1.11, 1.56, 1.52}, {1.00, 0.76, 0.77, 0.90},
                                {1.00, 0.92, 0.84, 1.01}, {1.00, 0.88, 1.22, 1.34}};
    const std::vector<Function> functions{power(0), power(1), power(2)};
    const double discount = std::exp(-0.06);
    const auto pays = [](double spot) { return std::max(1.1 - spot, 0.0); };
    double paid[8];
    for (int i = 0; i < 8; ++i) paid[i] = pays(paths[i][3]);
    double european = 0.0;
    for (double each : paid) european += each / 8.0 * std::pow(discount, 3);
    EXPECT_NEAR(european, 0.0564, 5e-5);  // printed to four decimals
    for (int date = 2; date >= 1; --date) {
        std::vector<double> x, y;
        for (int i = 0; i < 8; ++i) {
            paid[i] *= discount;
            if (pays(paths[i][date]) > 0.0) x.push_back(paths[i][date]), y.push_back(paid[i]);
        }
        const std::vector<double> fit = least_squares(equations(functions, x, y));
        for (int i = 0; i < 8; ++i) {
            const double value = pays(paths[i][date]);
            if (value > 0.0 && value > fitted(functions, fit, paths[i][date])) paid[i] = value;
        }
    }
    double american = 0.0;
    for (double each : paid) american += each / 8.0 * discount;
    EXPECT_NEAR(american, 0.1144, 5e-5);  // printed to four decimals
}

TEST(Polynomials, are_those_of_their_names) {
    const double y = 0.7, x = std::exp(y), t = y / 4.0;
    double p[5];
    polynomials(Family::monomials, 4, y, p);
    EXPECT_NEAR(p[4], y * y * y * y, 4.0 * 0x1p-52);
    polynomials(Family::hermite, 4, y, p);
    EXPECT_NEAR(p[4], (std::pow(y, 4) - 6.0 * y * y + 3.0) / std::sqrt(24.0), 16.0 * 0x1p-52);
    polynomials(Family::chebyshev, 4, y, p);
    EXPECT_NEAR(p[4], std::cos(4.0 * std::acos(t)), 16.0 * 0x1p-52);
    polynomials(Family::laguerre, 4, y, p);
    const double l4 = (std::pow(x, 4) - 16.0 * std::pow(x, 3) + 72.0 * x * x - 96.0 * x + 24.0) / 24.0;
    EXPECT_NEAR(p[4], std::exp(-0.5 * x) * l4, 64.0 * 0x1p-52);
}

}  // namespace
}  // namespace snell
