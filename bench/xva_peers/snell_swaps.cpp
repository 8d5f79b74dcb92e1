#include "bench/peers/counted.h"
#include "bench/peers/stopwatch.h"
#include "bench/xva_peers/swap_work.h"
#include "engine/xva/block.h"

namespace snell::peers {

Valued snell_swaps(const SwapWork& work) {
    const Book book = work.book();
    const World world = work.world();
    const CrossAsset dynamics = work.dynamics();
    XvaSettings settings;
    settings.dates = work.dates();
    settings.curve_nodes = work.tenors();
    settings.sampler = Philox{.seed = 1};
    settings.paths = work.paths;
    settings.threads = 1;
    const std::vector<double> npvs(book.positions.size(), 0.0);
    const Stopwatch watch;
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
    constexpr std::int64_t paths = xva_block;
    const XvaKernels counting{happen<Counted>, prepare<Counted>, value<Counted>,
                              call<Counted>,   expose<Counted>,  allocate<Counted>};
    const Book book = work.book();
    const World world = work.world();
    const CrossAsset dynamics = work.dynamics();
    const MarketView view(world, dynamics, work.tenors());
    GroupOrder order;
    order.netting_sets = {0};
    for (const Date date : work.dates()) order.dates.push_back(date - work.today());
    const ExposureGroup group = build_group(book, view, order);
    MarketDates dates{work.dates(), {}};
    for (const ExposureGroup::Day& day : group.days)
        if (day.day > 0 && day.date < 0) dates.between.push_back(work.today() + day.day);
    const MarketPaths market(dynamics, dates, Philox{.seed = 1}, Isa::automatic);
    operations = 0;
    walk_exposure(group, market, {0, paths}, counting);
    return static_cast<double>(operations) /
           static_cast<double>(paths * work.trades * static_cast<std::int64_t>(order.dates.size()));
}

}  // namespace snell::peers
