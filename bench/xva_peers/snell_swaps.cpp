#include "bench/xva_peers/swap_work.h"
#include "engine/meter/cost.h"
#include "engine/meter/timer.h"

namespace snell::peers {
namespace {

XvaSettings settings_of(const SwapWork& work) {
    XvaSettings settings;
    settings.dates = work.dates();
    settings.curve_nodes = work.tenors();
    settings.sampler = Philox{.seed = 1};
    settings.paths = work.paths;
    settings.threads = 1;
    return settings;
}

}  // namespace

Valued snell_swaps(const SwapWork& work) {
    const Book book = work.book();
    const World world = work.world();
    const CrossAsset dynamics = work.dynamics();
    const XvaSettings settings = settings_of(work);
    const std::vector<double> npvs(book.positions.size(), 0.0);
    const meter::Timer watch;
    const XvaResult result = run_xva(book, world, dynamics, settings, npvs);
    Valued valued;
    valued.seconds = watch.processor();
    const auto dates = static_cast<double>(settings.dates.size());
    for (const XvaRow& row : result.rows) {
        if (row.measure != "EPE" || row.date == work.today()) continue;
        valued.epe += row.estimate.value / dates;
        valued.std_error += row.estimate.std_error / dates;  // a bound: dates of one path move together
        valued.swap_values += row.estimate.paths * work.trades;
    }
    return valued;
}

double flops_per_value(const SwapWork& work) {
    const XvaSettings settings = settings_of(work);
    const meter::Cost cost = meter::cost_of_path(work.book(), work.world(), work.dynamics(), settings);
    return cost.operations / (work.trades * static_cast<double>(settings.dates.size()));
}

}  // namespace snell::peers
