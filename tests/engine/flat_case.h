#pragma once
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/greeks.h"
#include "tests/engine/worlds.h"

namespace snell::worlds {

/// One asset with flat rate, dividend yield and volatility, and prices in it.
struct Flat {
    double spot = 100.0, rate = 0.05, dividend = 0.02, volatility = 0.2;

    BlackScholes<double> model() const { return black_scholes(spot, rate, dividend, volatility); }
    double deflator(Years t) const { return std::exp(-rate * t); }
    double forward(Years t) const { return spot * std::exp((rate - dividend) * t); }
    BlackScholesFormula formula(OptionType type, double strike, Years maturity) const {
        return {sign_of(type), spot, strike, rate, dividend, volatility, maturity};
    }
    Estimate price(const Product& product, std::int64_t paths = 1 << 16, int steps = 0) const {
        Settings wanted = settings(paths);
        wanted.steps = steps;
        return snell::price(TbbBackend(1), model(), product, wanted).estimate;
    }
    /// Without control variates: identities then hold path by path.
    Estimate plain_price(const Product& product, std::int64_t paths = 1 << 12, int steps = 0) const {
        Settings wanted = settings(paths);
        wanted.steps = steps;
        wanted.controls = false;
        return snell::price(TbbBackend(1), model(), product, wanted).estimate;
    }
    Greek greek(const Product& product, const std::string& name, std::int64_t paths = 1 << 16,
                int steps = 0) const {
        Settings wanted = settings(paths);
        wanted.steps = steps;
        for (const Greek& found : greeks(TbbBackend(1), model(), product, wanted))
            if (found.name == name) return found;
        throw std::logic_error("there is no " + name);
    }
};

/// 1/n, 2/n ... of the maturity.
inline std::vector<Years> equal_times(Years maturity, int n) {
    std::vector<Years> times;
    for (int i = 1; i <= n; ++i) times.push_back(maturity * i / n);
    return times;
}

/// Within four standard errors, beside a tolerance for the digits of the reference; the error must be small
/// enough to mean something.
inline void expect_near(const Estimate& estimate, double truth, double digits, double largest_error) {
    EXPECT_NEAR(estimate.value, truth, digits + 4.0 * estimate.std_error);
    EXPECT_LT(estimate.std_error, largest_error);
}

/// Rounding of two sums of the same few thousand terms in another order.
inline double rounding(double value) { return 1e-12 * (1.0 + std::fabs(value)); }

}  // namespace snell::worlds
