#include "models/erlang_quantile.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "core/lanes.h"

namespace snell {
namespace {

/// Probability that n unit exponentials sum to less than x, or to more, whichever is smaller, signed so.
struct Tails {
    long double below, above;
};
Tails tails(int n, long double x) {
    long double term = std::exp((n - 1) * std::log(x) - x - std::lgamma(static_cast<long double>(n)));
    long double above = 0.0L, below = 0.0L, each = term;
    for (int k = n - 1; k >= 0; --k, each *= (k + 1) / x) above += each;
    each = term * x / n;
    for (int k = 1; each > 1e-25L * below; ++k, each *= x / (n + k - 1)) below += each;
    return {below, above};
}

const std::vector<double> probabilities = [] {
    std::vector<double> all;
    for (int k = 1; k <= 53; ++k) {
        all.push_back(std::ldexp(1.0, -k));
        all.push_back(1.0 - std::ldexp(1.0, -k));
    }
    for (int k = 1; k < 100; ++k) all.push_back(0.01 * k);
    return all;
}();

TEST(ErlangQuantile, has_the_probability_that_was_asked_for) {
    for (int n : {1, 2, 3, 4, 5, 7, 10, 15, 25, 40, 80, 200, 1000})
        for (double p : probabilities) {
            const Tails found = tails(n, erlang_quantile(double(n), p));
            const double error = static_cast<double>(p < 0.5 ? std::fabs(found.below - p)
                                                             : std::fabs(found.above - (1.0 - p)));
            EXPECT_LE(error, n <= 10 ? 0x1p-47 : n * 0x1p-46) << n << " " << p;
        }
}

TEST(ErlangQuantile, of_one_is_the_exponential_s) {
    for (double p : probabilities)
        EXPECT_NEAR(erlang_quantile(1.0, p), -std::log1p(-p), 8 * 0x1p-53 * (1.0 - std::log1p(-p))) << p;
}

TEST(ErlangQuantile, has_the_same_bits_in_every_lane) {
    using Four = Lanes<4, 1>;
    const double numbers[4] = {1.0, 7.0, 2.0, 31.0};
    for (double p : {1e-9, 0.2, 0.77, 1.0 - 1e-9}) {
        double found[4];
        store(found, erlang_quantile(load<Four>(numbers), Four(p)));
        for (int i = 0; i < 4; ++i) EXPECT_EQ(found[i], erlang_quantile(numbers[i], p)) << numbers[i] << p;
    }
}

}  // namespace
}  // namespace snell
