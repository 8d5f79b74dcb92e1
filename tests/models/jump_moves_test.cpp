#include "models/jump_moves.h"

#include <gtest/gtest.h>

namespace snell {
namespace {

/// Midpoints of equal cells, so that sums over them are integrals over the uniform.
template <class Visit>
void over_uniforms(int cells, const Visit& visit) {
    for (int i = 0; i < cells; ++i) visit((i + 0.5) / cells);
}

TEST(PoissonTable, has_the_mean_and_the_variance_however_large) {
    for (double mean : {1e-6, 0.03, 1.0, 40.0, 3000.0}) {
        std::vector<double> table;
        const PoissonTable numbers = PoissonTable::tabulate(mean, table);
        EXPECT_EQ(table[static_cast<std::size_t>(numbers.first)], mean);
        // E N = sum of P(N > k), E N (N - 1) = 2 sum of k P(N > k).
        double first = 0.0, second = 0.0;
        for (int k = 0; k < numbers.count; ++k) {
            const double above = 1.0 - table[static_cast<std::size_t>(numbers.first + 1 + k)];
            first += above;
            second += 2.0 * k * above;
        }
        const double rounding = numbers.count * 0x1p-52 * (1.0 + mean);  // of a sum of as many terms
        EXPECT_NEAR(first, mean, rounding);
        EXPECT_NEAR(second, mean * mean, rounding * numbers.count);
    }
}

TEST(PoissonTable, is_that_of_the_exponential_series) {
    std::vector<double> table;
    const PoissonTable numbers = PoissonTable::tabulate(2.5, table);
    double term = exp(-2.5), sum = term;
    for (int k = 0; k < numbers.count; ++k) {
        EXPECT_NEAR(table[static_cast<std::size_t>(numbers.first + 1 + k)], sum, 8 * 0x1p-53) << k;
        term *= 2.5 / (k + 1);
        sum += term;
    }
    EXPECT_GE(table.back(), 1.0 - 0x1p-52);
}

TEST(PoissonTable, leaves_a_uniform_place_within_each_number) {
    std::vector<double> table;
    const PoissonTable numbers = PoissonTable::tabulate(1.2, table);
    double count[4] = {}, sum[4] = {};
    constexpr int cells = 1 << 18;
    over_uniforms(cells, [&](double u) {
        const auto [number, place] = numbers.placed_number(table.data(), u);
        EXPECT_EQ(number, numbers.number(table.data(), u));
        EXPECT_GT(place, 0.0);
        EXPECT_LT(place, 1.0);
        if (number > 3.0) return;
        count[static_cast<int>(number)] += 1.0;
        sum[static_cast<int>(number)] += place;
    });
    for (int k = 0; k < 4; ++k) EXPECT_NEAR(sum[k] / count[k], 0.5, 1.0 / count[k]) << k;
}

/// Jump of one step of half a year from given uniforms.
double jump_of(const DoubleExponentialJumps<double>& jumps, double up, double down) {
    struct Nothing {
        double weight = 0.0;
    } state;
    std::vector<double> table;
    const std::vector<std::optional<DoubleExponentialJumps<double>>> all{jumps};
    const JumpMoves moves = JumpMoves::tabulate(all, {0.5}, 0.0, table);
    const double uniforms[2] = {up, down};
    return moves.draw<double>(table.data(), 1, 0, 0, uniforms, state);
}

TEST(DoubleExponentialJumps, rise_with_the_one_uniform_and_fall_with_the_other_within_each_number) {
    const DoubleExponentialJumps<double> jumps{8.0, 0.4, 12.0, 7.0};
    EXPECT_EQ(jump_of(jumps, 0x1p-53, 0x1p-53), 0.0);
    std::vector<double> table;
    const PoissonTable ups = PoissonTable::tabulate(8.0 * 0.5 * 0.4, table);
    double before = 0.0, number = 0.0;
    over_uniforms(512, [&](double u) {
        const double found = ups.number(table.data(), u), jump = jump_of(jumps, u, 0x1p-53);
        if (found == 0.0) {
            EXPECT_EQ(jump, 0.0) << u;
        } else if (found == number) {
            EXPECT_GT(jump, before) << u;
        }
        number = found;
        before = jump;
        // Down is up, mirrored, where probabilities and rates are.
        const DoubleExponentialJumps<double> mirrored{8.0, 1.0 - 0.4, 7.0, 12.0};
        EXPECT_EQ(jump_of(mirrored, 0x1p-53, u), -jump) << u;
    });
}

TEST(DoubleExponentialJumps, have_the_mean_and_the_variance_of_their_law) {
    const DoubleExponentialJumps<double> jumps{8.0, 0.4, 12.0, 7.0};
    double first = 0.0, second = 0.0, other_first = 0.0, other_second = 0.0;
    constexpr int cells = 1 << 14;
    over_uniforms(cells, [&](double u) {
        const double up = jump_of(jumps, u, 0x1p-53), down = jump_of(jumps, 0x1p-53, u);
        first += up / cells;
        second += up * up / cells;
        other_first += down / cells;
        other_second += down * down / cells;
    });
    // Compound Poisson sums: mean m / eta, variance 2 m / eta^2.  The midpoint rule loses the last half cell
    // of an exponential tail and a cell at each jump of the number: a few cells times a few jumps.
    const double up = 1.6 / 12.0, down = 2.4 / 7.0, error = 16.0 / cells;
    EXPECT_NEAR(first, up, error);
    EXPECT_NEAR(second - first * first, 2.0 * up / 12.0, error);
    EXPECT_NEAR(other_first, -down, error);
    EXPECT_NEAR(other_second - other_first * other_first, 2.0 * down / 7.0, error);
}

}  // namespace
}  // namespace snell
