#include "engine/conformance.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "engine/build.h"

namespace snell {
namespace {

struct Case {
    std::string name;
    std::uint64_t expected;
    Model model;
    Product product;
    Settings settings;
    bool with_slopes = false;
};

Market<double> market_of_size(int n) {
    Market<double> market;
    market.rate = Curve<double>({1.0, 5.0}, {0.03, 0.035});
    for (int i = 0; i < n; ++i)
        market.assets.push_back(
            {"asset" + std::to_string(i), 100.0 - 5.0 * i, Curve<double>(0.01 * i), std::nullopt});
    market.correlation = Matrix<double>(n);
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < n; ++j)
            if (i != j) market.correlation(i, j) = 0.4;
    return market;
}

BlackScholes<double> lognormal(int n) {
    BlackScholes<double> model;
    model.market = market_of_size(n);
    for (int i = 0; i < n; ++i) model.volatility.push_back(Curve<double>({0.5, 2.0}, {0.25, 0.2 + 0.02 * i}));
    return model;
}

const Jumps<double> lognormal_jumps{0.4, -0.1, 0.15};

BlackScholes<double> merton() {
    BlackScholes<double> model = lognormal(1);
    model.jumps = {lognormal_jumps};
    return model;
}

/// Often enough that several jumps come in one step.
BlackScholes<double> kou() {
    BlackScholes<double> model = lognormal(1);
    model.jumps = {DoubleExponentialJumps<double>{30.0, 0.4, 20.0, 15.0}};
    return model;
}

LocalVolatility<double> local_volatility(int n) {
    LocalVolatility<double> model;
    model.market = market_of_size(n);
    const std::vector<double> log_spots{3.9, 4.2, 4.5, 4.7, 5.0, 5.3};
    std::vector<double> values;
    for (double t : {0.0, 1.0})
        for (double x : log_spots)
            values.push_back(0.2 + 0.05 * t + 0.1 * (x - 4.6) * (x - 4.6) - 0.08 * (x - 4.6));
    model.surface.assign(static_cast<std::size_t>(n), LocalSurface({0.0, 1.0}, log_spots, values));
    model.shift.assign(static_cast<std::size_t>(n), 0.0);
    return model;
}

/// Hard enough that both branches of the variance scheme are taken.
Heston<double> heston(int n) {
    Heston<double> model;
    model.market = market_of_size(n);
    for (int i = 0; i < n; ++i)
        model.terms.push_back({0.04, 1.5, 0.05 + 0.01 * i, 0.8, i < 3 ? -0.7 + 0.5 * i : -0.5});
    return model;
}

Heston<double> bates() {
    Heston<double> model = heston(1);
    model.jumps = {lognormal_jumps};
    return model;
}

Settings settings_of(Sampler sampler) {
    Settings settings;
    settings.sampler = sampler;
    settings.replicates = 3;
    settings.paths = 3 * 1500;  // not a multiple of a block: the last one is partial
    return settings;
}

std::vector<Case> suite() {
    const Settings sobol = settings_of(Sobol{.seed = 42});
    Settings philox = settings_of(Philox{.seed = 42});
    philox.antithetic = true;
    const Asian asian{0,     OptionType::call,      Asian::Average::arithmetic, Asian::Strike::fixed,
                      100.0, {0.25, 0.5, 0.75, 1.0}};
    Asian last_asian = asian;
    last_asian.asset = 4;
    const European european{0, OptionType::put, 105.0, 1.0};
    return {
        {"black_scholes asian sobol", 0x53e5b002f4aaf75d, lognormal(1), asian, sobol},
        {"black_scholes asian philox antithetic", 0x3bcd4a46aa275dfd, lognormal(1), asian, philox},
        {"black_scholes 3 assets european slopes", 0x68ca1493410df4c1, lognormal(3), european, sobol, true},
        {"merton european slopes", 0x7792c267f1524cd4, merton(), european, sobol, true},
        {"kou european slopes", 0x3a92699cef497700, kou(), european, sobol, true},
        {"local_volatility asian", 0x785368243e333c03, local_volatility(1), asian, sobol},
        {"heston asian sobol", 0xe8568c10e6cd3c2e, heston(1), asian, sobol},
        {"heston 3 assets asian philox antithetic", 0x96923ebce8e12f5a, heston(3), asian, philox},
        {"bates european slopes", 0x64c70e672e740607, bates(), european, sobol, true},
        {"black_scholes 5 assets asian philox antithetic", 0x1866f39c90a0c024, lognormal(5), last_asian,
         philox},
        {"local_volatility 5 assets asian sobol", 0xff6a6ad41a7f4c94, local_volatility(5), last_asian, sobol},
        {"heston 5 assets asian sobol", 0xdcc902b4625f6a00, heston(5), last_asian, sobol},
    };
}

template <class P>
std::uint64_t hash_of(const Backend& backend, const Walk<P>& walk, const Settings& settings) {
    Sums sums{settings.replicates, walk.outputs(), 0,
              std::vector<double>(static_cast<std::size_t>(settings.replicates) * walk.outputs(), 0.0)};
    backend.average(walk, settings.paths / settings.replicates, sums);
    return XXH64(sums.total.data(), sums.total.size() * sizeof(double), 0);
}

/// The model with a slope in its first parameters: enough to walk every operation of Dual.
ModelOf<Slope> with_first_slopes(const Model& model) {
    ModelOf<Slope> moved = std::visit(
        []<template <class> class M>(const M<double>& m) { return ModelOf<Slope>(M<Slope>(m)); }, model);
    std::visit(
        [](auto& m) {
            m.market.assets.front().spot.slope[0] = 1.0;
            for (Slope& quote : m.market.rate.quotes) quote.slope[1] = 1.0;
            m.market.today.slope[2] = 1.0;
        },
        moved);
    return moved;
}

}  // namespace

std::vector<Conformance> check_conformance(const Backend& backend) {
    std::vector<Conformance> results;
    for (const Case& each : suite()) {
        const std::vector<Years> grid = grid_for(each.model, each.product, 24);
        const std::uint64_t found =
            each.with_slopes ? hash_of(backend,
                                       build_walk(with_first_slopes(each.model), each.product, each.settings,
                                                  grid, SlopeMethod::pathwise),
                                       each.settings)
                             : hash_of(backend, build_walk(each.model, each.product, {}, each.settings, grid),
                                       each.settings);
        results.push_back({each.name, each.expected, found});
    }
    return results;
}

}  // namespace snell
