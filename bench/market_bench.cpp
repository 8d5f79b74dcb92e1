/// Market paths of a cross-asset model: one thread; items are states of one factor at one date on one path.
#include <benchmark/benchmark.h>

#include "core/math/exp.h"
#include "engine/xva/market_paths.h"

namespace snell {
namespace {

const Date today(2016, 2, 5);

DailyCurve curve(double rate) {
    DailyCurve curve{today, {}};
    for (int day = 0; day <= 41 * 366; ++day) curve.values.push_back(exp(-rate * day / 365.0));
    return curve;
}

CrossAsset model(int currencies) {
    CrossAssetParts parts;
    for (int c = 0; c < currencies; ++c)
        parts.currencies.push_back(
            Lgm(curve(0.01 + 0.005 * c),
                {Lgm::Volatility::hagan, StepFunction({1.0, 5.0}, {0.01, 0.008, 0.009}), 0.03}));
    parts.exchanges.assign(static_cast<std::size_t>(currencies) - 1, {1.0, StepFunction(0.1)});
    parts.correlation = Matrix<double>(2 * currencies - 1);
    for (int i = 0; i < 2 * currencies - 1; ++i)
        for (int j = 0; j < i; ++j) parts.correlation(i, j) = parts.correlation(j, i) = 0.3;
    return CrossAsset(parts);
}

/// 120 quarters; `between` days in equal distances.
MarketDates dates(int between) {
    MarketDates dates;
    for (int quarter = 1; quarter <= 120; ++quarter) dates.grid.push_back(today + quarter * 91);
    for (int i = 1; i <= between; ++i) dates.between.push_back(today + i * 120 * 91 / (between + 1));
    return dates;
}

void walk(benchmark::State& state, int currencies, int between, const Sampler& sampler) {
    const MarketPaths paths(model(currencies), dates(between), sampler);
    std::int64_t block = 0;
    for (auto _ : state) {
        double sum = 0.0;
        paths.walk(0, block++ & 0xff, [&](int, const double* states) { sum += states[0]; });
        benchmark::DoNotOptimize(sum);
    }
    state.SetItemsProcessed(state.iterations() * market_block * paths.factors() *
                            static_cast<std::int64_t>(paths.dates().size()));
}

void prepare(benchmark::State& state, int currencies, int between) {
    const CrossAsset prepared = model(currencies);
    const MarketDates on = dates(between);
    for (auto _ : state) benchmark::DoNotOptimize(MarketPaths(prepared, on, Philox{.seed = 1}));
}

const Sampler philox = Philox{.seed = 1}, sobol = Sobol{.seed = 1};
BENCHMARK_CAPTURE(walk, one_currency_sobol, 1, 0, sobol);
BENCHMARK_CAPTURE(walk, three_currencies_sobol, 3, 0, sobol);
BENCHMARK_CAPTURE(walk, three_currencies_philox, 3, 0, philox);
BENCHMARK_CAPTURE(walk, three_currencies_2000_days_between_sobol, 3, 2000, sobol);
BENCHMARK_CAPTURE(walk, six_currencies_sobol, 6, 0, sobol);
BENCHMARK_CAPTURE(prepare, three_currencies, 3, 0)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(prepare, three_currencies_2000_days_between, 3, 2000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace snell
