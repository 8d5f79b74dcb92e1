#include "bench/peers/counted.h"
#include "bench/peers/stopwatch.h"
#include "bench/xva_peers/swap_work.h"
#include "engine/xva/block.h"
#include "engine/xva/credit_terms.h"

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
    const XvaKernels counting{happen<Counted>, prepare<Counted>,  value<Counted>, call<Counted>,
                              expose<Counted>, allocate<Counted>, nullptr};  // no hazard moves
    const Book book = work.book();
    const World world = work.world();
    const CrossAsset dynamics = work.dynamics();
    const XvaSettings settings = settings_of(work);
    const MarketView view(world, dynamics, settings.curve_nodes);
    GroupOrder order;
    order.netting_sets = {0};
    for (const Date date : settings.dates) order.dates.push_back(date - work.today());
    const ExposureGroup group = build_group(book, view, order);
    MarketDates dates{settings.dates, {}};
    for (const ExposureGroup::Day& day : group.days)
        if (day.day > 0 && day.date < 0) dates.between.push_back(work.today() + day.day);
    const MarketPaths market(dynamics, dates, settings.sampler, Isa::automatic);
    const GroupCredit credit = CreditTerms(book, world, {}, settings).group(order.netting_sets, dynamics);
    const ProfileLayout layout(group, credit.sets, settings.dates.size());
    operations = 0;
    walk_exposure({group, credit, layout, market, counting}, {0, paths, {}, nullptr});
    return static_cast<double>(operations) /
           static_cast<double>(paths * work.trades * static_cast<std::int64_t>(order.dates.size()));
}

}  // namespace snell::peers
