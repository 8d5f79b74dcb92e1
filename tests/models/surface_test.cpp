#include "models/surface.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/error.h"

namespace snell {
namespace {

TEST(LocalSurface, passes_through_its_points_and_is_flat_outside) {
    const LocalSurface surface({0.5, 1.0}, {4.0, 4.5, 5.0}, {0.30, 0.25, 0.22, 0.28, 0.24, 0.21});
    EXPECT_DOUBLE_EQ(surface.value(0.5, 4.5), 0.25);
    EXPECT_DOUBLE_EQ(surface.value(1.0, 5.0), 0.21);
    EXPECT_DOUBLE_EQ(surface.value(0.75, 4.0), 0.29);
    EXPECT_DOUBLE_EQ(surface.value(9.0, 9.0), 0.21);
    EXPECT_DOUBLE_EQ(surface.value(0.0, 1.0), 0.30);
}

TEST(LocalSurface, equally_spaced_points_make_a_cell_of_each_space) {
    for (double first : {0.7, 1.3, 3.007, 5.1}) {
        std::vector<double> log_spots;
        for (int i = 0; i <= 8; ++i) log_spots.push_back(first + 0.25 * i / 3.0);
        const LocalSurface surface({1.0}, log_spots, std::vector<double>(9, 0.2));
        EXPECT_EQ(surface.cells(), 8) << first;
    }
}

TEST(LocalSurface, resamples_into_cells_without_a_jump) {
    const LocalSurface surface({1.0}, {4.0, 4.5, 5.0, 5.5}, {0.30, 0.25, 0.22, 0.23});
    const Spline spline = surface.at(1.0, 64);
    for (std::size_t c = 0; c + 1 < 64; ++c) {
        const double end = spline.coefficients[c] + spline.coefficients[64 + c] +
                           spline.coefficients[128 + c] + spline.coefficients[192 + c];
        EXPECT_NEAR(end, spline.coefficients[c + 1], 1e-14);
    }
}

TEST(Dupire, gives_a_flat_volatility_back) {
    const ImpliedSurface implied{{0.5, 1.0, 2.0}, {-0.5, 0.0, 0.5}, std::vector<double>(9, 0.2)};
    const LocalSurface local = dupire(implied, [](Years t) { return std::log(100.0) + 0.03 * t; });
    for (double t : {0.1, 0.7, 1.9})
        for (double x : {4.3, 4.6, 4.9}) EXPECT_NEAR(local.value(t, x), 0.2, 1e-12);
}

TEST(Dupire, gives_the_forward_volatility_of_a_term_structure_without_smile) {
    // w(1) = 0.04, w(2) = 0.1: the forward variance from 1 to 2 is 0.06.
    std::vector<double> volatilities(6, 0.2);
    for (std::size_t j = 3; j < 6; ++j) volatilities[j] = std::sqrt(0.05);
    const LocalSurface local =
        dupire({{1.0, 2.0}, {-0.5, 0.0, 0.5}, volatilities}, [](Years) { return std::log(100.0); });
    EXPECT_NEAR(local.value(0.5, 4.6), 0.2, 1e-12);
    EXPECT_NEAR(local.value(1.5, 4.6), std::sqrt(0.06), 1e-12);
}

TEST(Dupire, names_the_expiry_of_a_calendar_arbitrage) {
    std::vector<double> volatilities(6, 0.2);
    for (std::size_t j = 3; j < 6; ++j) volatilities[j] = 0.1;
    try {
        dupire({{1.0, 2.0}, {-0.5, 0.0, 0.5}, volatilities}, [](Years) { return std::log(100.0); });
        FAIL() << "no fault was found";
    } catch (const TermsFault& fault) {
        EXPECT_EQ(fault.code, "E303");
        EXPECT_NE(fault.problem.find("between expiries 1 and 2"), std::string::npos) << fault.problem;
    }
}

}  // namespace
}  // namespace snell
