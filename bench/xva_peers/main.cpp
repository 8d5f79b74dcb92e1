/// snell_bench_xva_peers: a swap's value on one path and date by Snell's exposure engine and by QuantLib.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string_view>

#include "bench/xva_peers/swap_work.h"
#include "engine/meter/processor.h"

namespace {
using namespace snell::peers;

constexpr std::string_view usage =
    "usage: snell_bench_xva_peers [--quick]\n"
    "  --quick   a tenth of the work, for a first look\n"
    "exit status: 0 measured; 2 bad usage; 5 the exposures differ by more than 4 standard errors\n";

double microseconds(const Valued& valued) {
    return 1e6 * valued.seconds / static_cast<double>(valued.swap_values);
}

/// Snell and QuantLib in turn; the pair of median ratio.
struct Pair {
    Valued snell, peer;
    double ratio() const { return microseconds(peer) / microseconds(snell); }
    double distance() const {
        return std::abs(snell.epe - peer.epe) / std::hypot(snell.std_error, peer.std_error);
    }
};

Pair race(std::int64_t paths) {
    constexpr int pairs = 3;
    std::vector<Pair> all;
    for (int i = 0; i < pairs; ++i)
        all.push_back(
            {snell_swaps({.trades = 1, .paths = 32 * paths}), quantlib_swap({.trades = 1, .paths = paths})});
    std::sort(all.begin(), all.end(), [](const Pair& a, const Pair& b) { return a.ratio() < b.ratio(); });
    return all[pairs / 2];
}

void print_shares(std::int64_t paths) {
    const double peak = snell::meter::core_peak();
    fmt::print("one core reaches {:.1f} Gflop/s by fused multiply-adds ({})\n\n", 1e-9 * peak,
               snell::meter::peak_registers());
    fmt::print(
        "| swaps in the netting set | swap values/s | flop a swap value | Gflop/s | share of the peak |\n"
        "|---|---|---|---|---|\n");
    for (const int trades : {1, 10, 100, 1000}) {
        const SwapWork work{.trades = trades, .paths = paths};
        const Valued valued = snell_swaps(work);
        const double rate = static_cast<double>(valued.swap_values) / valued.seconds;
        const double flops = flops_per_value(work);
        fmt::print("| {} | {:.3g} | {:.3g} | {:.1f} | {:.0f} % |\n", trades, rate, flops, 1e-9 * rate * flops,
                   100.0 * rate * flops / peak);
    }
}

}  // namespace

int main(int count, char** words) {
    const bool quick = count == 2 && std::string_view(words[1]) == "--quick";
    if (count > 1 && !quick) {
        fmt::print(stderr, "{}", usage);
        return 2;
    }
    const std::int64_t paths = quick ? 256 : 2560;
    const Pair pair = race(paths);
    fmt::print("| microseconds a swap value | QuantLib | Snell | ratio |\n|---|---|---|---|\n");
    fmt::print("| one swap of 20 years | {:.2f} | {:.4f} | {:.0f} |\n\n", microseconds(pair.peer),
               microseconds(pair.snell), pair.ratio());
    fmt::print("mean EPE: QuantLib {:.6f} +- {:.6f}, Snell {:.6f} +- {:.6f}, {:.2f} errors apart\n",
               pair.peer.epe, pair.peer.std_error, pair.snell.epe, pair.snell.std_error, pair.distance());
    print_shares(16 * paths);
    return pair.distance() > 4.0 ? 5 : 0;
}
