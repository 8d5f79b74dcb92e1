/// Exposures of books of swaps through the public engine, one thread.  Items are values of one swap on one
/// path and date.
#include <benchmark/benchmark.h>

#include "core/math/exp.h"
#include "engine/xva/xva.h"

namespace snell {
namespace {

const Date today(2026, 1, 5);
constexpr int currencies = 3;
constexpr double rates[currencies] = {0.02, 0.035, 0.01};

DailyCurve curve(double rate) {
    DailyCurve curve{today, {}};
    for (int day = 0; day <= 22 * 366; ++day) curve.values.push_back(exp(-rate * day / 365.0));
    return curve;
}

World world() {
    World world;
    world.today = today;
    for (double rate : rates) {
        CurrencyMarket currency;
        currency.discount = curve(rate);
        IndexMarket index;
        index.currency = static_cast<int>(world.currencies.size());
        index.forwarding = curve(rate + 0.002);
        world.currencies.push_back(currency);
        world.indices.push_back(index);
    }
    world.credits.push_back({"CPTY", curve(0.02), 0.4, ""});
    return world;
}

CrossAsset model() {
    CrossAssetParts parts;
    for (double rate : rates)
        parts.currencies.emplace_back(curve(rate),
                                      Lgm::Terms{Lgm::Volatility::hagan, StepFunction(0.009), 0.03});
    parts.exchanges.assign(currencies - 1, {1.0, StepFunction(0.1)});
    constexpr int factors = 2 * currencies - 1;
    parts.correlation = Matrix<double>(factors);
    for (int i = 0; i < factors; ++i)
        for (int j = 0; j < i; ++j) parts.correlation(i, j) = parts.correlation(j, i) = 0.2;
    return CrossAsset(std::move(parts));
}

/// Receives what a swap of that currency pays, or the other way round.
LinearTrade swap(int currency, int start, int years, double nominal) {
    Leg fixed{currency, {}}, floating{currency, {}};
    for (int period = 0; period < 2 * years; ++period) {
        const Date from = today + (start + 182 * period), to = from + 182;
        if (period % 2 == 1) fixed.coupons.push_back({to, nominal * 0.025, 0.0, {}});
        floating.coupons.push_back(
            {to, nominal, -nominal, {currency, today + (start + 182 * period - 2), from, to, false}});
    }
    return {{fixed, floating}, {}};
}

/// Swaps of random currency, start, side and length up to 20 years.
Book swaps(int netting_sets, int trades) {
    Book book;
    book.today = today;
    book.needs.credit("CPTY");
    for (int set = 0; set < netting_sets; ++set)
        book.netting_sets.push_back({"NS" + std::to_string(set), "CPTY", {}});
    std::uint64_t seed = 1;
    const auto below = [&](int end) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        return static_cast<int>((seed >> 33) % static_cast<std::uint64_t>(end));
    };
    for (int trade = 0; trade < trades; ++trade) {
        const int currency = below(currencies), start = 1 + below(364), years = 2 + below(19);
        Position position;
        position.id = std::to_string(trade);
        position.netting_set = trade % netting_sets;
        position.instrument = swap(currency, start, years, below(2) == 0 ? 1e6 : -1e6);
        book.positions.push_back(position);
    }
    return book;
}

void exposures(benchmark::State& state) {
    const auto trades = static_cast<int>(state.range(1)), dates = static_cast<int>(state.range(2));
    const Book book = swaps(static_cast<int>(state.range(0)), trades);
    const World market = world();
    const CrossAsset dynamics = model();
    XvaSettings settings;
    for (int i = 1; i <= dates; ++i) settings.dates.push_back(today + i * (20 * 365 / dates));
    settings.paths = state.range(3);
    settings.replicates = 8;
    settings.threads = 1;
    const std::vector<double> npvs(book.positions.size(), 0.0);
    for (auto _ : state) benchmark::DoNotOptimize(run_xva(book, market, dynamics, settings, npvs));
    state.SetItemsProcessed(state.iterations() * trades * dates * state.range(3));
}

BENCHMARK(exposures)
    ->Unit(benchmark::kMillisecond)
    ->ArgNames({"netting_sets", "trades", "dates", "paths"})
    ->Args({1, 1, 81, 65536})
    ->Args({100, 100, 120, 10240})
    ->Args({100, 1000, 120, 10240})
    ->Args({100, 10000, 120, 10240})
    ->Args({100, 10000, 60, 10240})
    ->Args({100, 10000, 120, 20480})
    ->Args({200, 10000, 120, 10240})
    ->Args({1000, 100000, 120, 10240});

}  // namespace
}  // namespace snell
