/// Exposures of a book of swaps through the public engine, one thread.  Items are values of a swap on a path
/// and date.
#include <benchmark/benchmark.h>

#include "engine/xva/xva.h"

namespace snell {
namespace {

using namespace xva_worlds;

/// Swaps of random start, rate and length up to 20 years in netting sets of equal size, in three currencies.
Book swaps(int netting_sets, int trades) {
    Book book = xva_worlds::book({});
    book.netting_sets.clear();
    std::uint64_t seed = 1;
    const auto below = [&](std::uint64_t end) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        return static_cast<int>((seed >> 33) % end);
    };
    const Index indices[] = {euribor, libor, swiss};
    for (int set = 0; set < netting_sets; ++set)
        book.netting_sets.push_back({"NS" + std::to_string(set), "CPTY", {}});
    for (int trade = 0; trade < trades; ++trade) {
        const int currency = below(3), years = 2 + below(19), start = 1 + below(364);
        const double nominal = below(2) == 0 ? 1e6 : -1e6, rate = 0.01 + 1e-4 * below(300);
        Position position;
        position.id = std::to_string(trade);
        position.netting_set = trade % netting_sets;
        position.instrument =
            LinearTrade{{fixed_leg(currency, -nominal, rate, days(start, 364, years)),
                         floating_leg(indices[currency], currency, nominal, days(start, 182, 2 * years))},
                        {}};
        book.positions.push_back(position);
    }
    return book;
}

void exposures(benchmark::State& state) {
    const Book book = swaps(static_cast<int>(state.range(0)), static_cast<int>(state.range(1)));
    XvaSettings chosen = settings(dates(static_cast<int>(state.range(2)), 61));
    chosen.paths = state.range(3);
    chosen.replicates = 8;
    chosen.threads = 1;
    for (auto _ : state) benchmark::DoNotOptimize(run(book, chosen));
    state.SetItemsProcessed(state.iterations() * state.range(1) * state.range(2) * state.range(3));
}

// netting sets, trades, dates, paths
BENCHMARK(exposures)
    ->Unit(benchmark::kMillisecond)
    ->Args({1, 1, 81, 65536})
    ->Args({100, 100, 120, 10240})
    ->Args({100, 1000, 120, 10240})
    ->Args({100, 10000, 120, 10240})
    ->Args({100, 1000, 60, 10240})
    ->Args({100, 1000, 120, 20480})
    ->Args({200, 1000, 120, 10240});

}  // namespace
}  // namespace snell
