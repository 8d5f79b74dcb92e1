#pragma once
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/greeks.h"
#include "engine/price.h"
#include "engine/tbb_backend.h"

/// Small worlds for tests of products, and the one rule by which a simulated number passes.
namespace snell {

/// One asset of a Black-Scholes world with flat curves.
struct Underlying {
    double spot;
    double dividend;
    double volatility;
};

/// Assets named A, B, C ... with one correlation between any two.
inline BlackScholes<double> black_scholes(double rate, const std::vector<Underlying>& assets,
                                          double correlation = 0.0) {
    BlackScholes<double> model;
    model.market.rate = Curve<double>(rate);
    const int n = static_cast<int>(assets.size());
    model.market.correlation = Matrix<double>(n);
    for (int i = 0; i < n; ++i) {
        const Underlying& asset = assets[static_cast<std::size_t>(i)];
        model.market.assets.push_back(
            {std::string(1, static_cast<char>('A' + i)), asset.spot, Curve<double>(asset.dividend), {}});
        model.volatility.push_back(Curve<double>(asset.volatility));
        for (int j = 0; j < n; ++j)
            if (j != i) model.market.correlation(i, j) = correlation;
    }
    return model;
}

inline Settings paths(std::int64_t count) {
    Settings settings;
    settings.paths = count;
    return settings;
}

inline Estimate priced(const Model& model, const Product& product, std::int64_t count = 1 << 16) {
    return price(TbbBackend(), model, product, paths(count)).estimate;
}

inline Estimate greek(const std::vector<Greek>& all, const std::string& name) {
    for (const Greek& one : all)
        if (one.name == name) return one.estimate;
    ADD_FAILURE() << "no Greek is called " << name;
    return {};
}

/// Passes within four standard errors and whatever the expectation itself is off by.
inline testing::AssertionResult agrees(const Estimate& simulated, double expected, double tolerance = 0.0) {
    const double room = tolerance + 4.0 * simulated.std_error;
    if (simulated.std_error > 0.0 && abs(simulated.value - expected) <= room)
        return testing::AssertionSuccess();
    return testing::AssertionFailure() << print(simulated) << " is not " << expected << " to within " << room;
}

}  // namespace snell
