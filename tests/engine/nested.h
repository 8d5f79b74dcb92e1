#pragma once
#include <cmath>

#include "engine/nested/exposure.h"
#include "tests/engine/underlyings.h"
#include "tests/engine/worlds.h"

/// One world, and what its exposures are held against.
namespace snell::nested {

inline constexpr double spot = 100.0, rate = 0.04, dividend = 0.01, volatility = 0.25;
inline const Model world = worlds::black_scholes(spot, rate, dividend, volatility);

inline Heston<double> heston_world() {
    Heston<double> model;
    model.market = worlds::market(spot, rate, dividend);
    model.terms = {{0.06, 1.5, 0.04, 0.5, -0.6}};
    model.drivers = HestonDrivers<double>();
    return model;
}

inline ExposureTask task_of(const Model& model, std::vector<Product> products, std::vector<Years> dates) {
    std::vector<double> quantities(products.size(), 1.0);
    return {model, std::move(products), std::move(quantities), std::move(dates), std::nullopt, 0.95};
}

inline ExposureSettings settings_of(NestedMethod method, int inner, std::int64_t outers) {
    ExposureSettings settings;
    settings.draws = {Sobol{.seed = 3}, Sobol{.seed = 3}, 0, false};
    settings.nested.method = method;
    settings.nested.inner = inner;
    settings.nested.outers = outers;
    return settings;
}

inline Exposures found(const ExposureTask& task, const ExposureSettings& settings) {
    return exposures(TbbBackend(), task, settings);
}

/// Within four errors, of estimate and of bias together, of the expectation.
inline testing::AssertionResult meets(const NestedEstimate& e, double expected, double room = 0.0) {
    const double gap = e.estimate.value - e.bias.value - expected;
    const double limit = 4.0 * std::hypot(e.estimate.std_error, e.bias.std_error) + room;
    if (std::fabs(gap) <= limit) return testing::AssertionSuccess();
    return testing::AssertionFailure() << e.estimate.value << " +- " << e.estimate.std_error << ", bias "
                                       << e.bias.value << " +- " << e.bias.std_error << ", not " << expected;
}

}  // namespace snell::nested
