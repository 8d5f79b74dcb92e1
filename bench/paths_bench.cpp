/// The path loop through the public engine: models x products x draws, one thread; items are path-steps.
#include <benchmark/benchmark.h>

#include "engine/build.h"
#include "engine/greeks.h"
#include "engine/tbb_backend.h"

namespace snell {
namespace {

constexpr int steps = 252;
constexpr Years year = 1.0;

Market<double> market(int assets) {
    Market<double> market;
    market.rate = Curve<double>(0.03);
    market.correlation = Matrix<double>(assets);
    for (int i = 0; i < assets; ++i) {
        market.assets.push_back({"asset_" + std::to_string(i + 1), 100.0, Curve<double>(0.01), std::nullopt});
        for (int j = 0; j < i; ++j) market.correlation(i, j) = market.correlation(j, i) = 0.5;
    }
    return market;
}

Model black_scholes(int assets = 1) {
    BlackScholes<double> model;
    model.market = market(assets);
    model.volatility.assign(static_cast<std::size_t>(assets), Curve<double>(0.2));
    return model;
}

Model heston(const HestonTerms<double>& terms) {
    Heston<double> model;
    model.market = market(1);
    model.terms = {terms};
    return model;
}
const HestonTerms<double> calm{0.04, 1.5, 0.04, 0.3, -0.7}, hot{0.04, 0.5, 0.04, 1.0, -0.9};

Product european() { return European{.strike = 100.0, .maturity = year}; }

Product asian() {
    Asian asian;
    asian.strike = 100.0;
    for (int i = 1; i <= steps; ++i) asian.fixings.push_back(year * i / steps);
    return asian;
}

void average(benchmark::State& state, const Model& model, const Product& product, const Sampler& sampler) {
    Settings settings;
    settings.sampler = sampler;
    const TbbBackend backend(1);
    const Walk<double> walk = build_walk(model, product, {}, settings, grid_for(model, product, steps));
    for (auto _ : state) {
        Sums sums{settings.replicates, walk.outputs(), 0, {}};
        sums.total.resize(static_cast<std::size_t>(sums.replicates) * walk.outputs());
        backend.average(walk, block_paths, sums);
        benchmark::DoNotOptimize(sums.total.data());
    }
    state.SetItemsProcessed(state.iterations() * settings.replicates * block_paths * steps *
                            market_of(model).size());
}

void all_greeks(benchmark::State& state, const Model& model, const Product& product) {
    Settings settings;
    settings.sampler = Philox{.seed = 1};
    settings.paths = std::int64_t{block_paths} * settings.replicates;
    settings.steps = steps;
    const TbbBackend backend(1);
    for (auto _ : state) benchmark::DoNotOptimize(greeks(backend, model, product, settings));
    state.SetItemsProcessed(state.iterations() * settings.paths * steps);
}

const Sampler philox = Philox{.seed = 1}, sobol = Sobol{.seed = 1};
BENCHMARK_CAPTURE(average, black_scholes_european_philox, black_scholes(), european(), philox);
BENCHMARK_CAPTURE(average, black_scholes_european_sobol, black_scholes(), european(), sobol);
BENCHMARK_CAPTURE(average, black_scholes_asian_philox, black_scholes(), asian(), philox);
BENCHMARK_CAPTURE(average, black_scholes_asian_sobol, black_scholes(), asian(), sobol);
BENCHMARK_CAPTURE(average, heston_european_philox, heston(calm), european(), philox);
BENCHMARK_CAPTURE(average, heston_european_sobol, heston(calm), european(), sobol);
BENCHMARK_CAPTURE(average, heston_hot_european_philox, heston(hot), european(), philox);
BENCHMARK_CAPTURE(average, heston_asian_philox, heston(calm), asian(), philox);
BENCHMARK_CAPTURE(all_greeks, black_scholes_european, black_scholes(), european());
BENCHMARK_CAPTURE(all_greeks, black_scholes_asian, black_scholes(), asian());
BENCHMARK_CAPTURE(all_greeks, heston_european, heston(calm), european());

}  // namespace
}  // namespace snell
