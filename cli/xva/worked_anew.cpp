#include "cli/xva/worked_anew.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/xva/run_folder.h"
#include "core/error.h"
#include "engine/parallel.h"
#include "engine/xva/reduce.h"

namespace snell {
namespace {

int set_named(const FrozenRun& run, const std::string& folder, const std::string& id) {
    const auto& sets = run.book.netting_sets;
    const auto found =
        std::find_if(sets.begin(), sets.end(), [&](const NettingSet& set) { return set.id == id; });
    if (found == sets.end() || run.groups.empty())
        throw InputError({"E423", folder, fmt::format("no netting set '{}' was simulated", id),
                          "Name one of npv.csv with --netting-set."});
    return static_cast<int>(found - sets.begin());
}

std::vector<UnitResult> work(const FrozenRun& run, const std::vector<int>& sets) {
    const CrossAsset model(run.model);
    const MarketView view(run.world, model, run.settings.curve_nodes);
    const GroupWalk walk(run.book, view, model, run.settings, sets);
    std::vector<UnitResult> found(static_cast<std::size_t>(run.settings.replicates));
    parallel_ranges(run.settings.threads, found.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t r = begin; r < end; ++r) found[r] = walk.replicate(static_cast<int>(r));
    });
    return found;
}

/// Nothing where the first replicates have no such number.
std::optional<Estimate> after(const FrozenRun& run, int set, std::vector<UnitResult> first,
                              const NumberName& number) {
    XvaReduction reduction(run.book, run.world, run.model.hazards, run.settings, run.start);
    reduction.add({set}, std::move(first));
    for (const XvaRow& row : reduction.take().rows) {
        const std::string trade =
            row.position < 0 ? "" : run.book.positions[static_cast<std::size_t>(row.position)].id;
        if (trade == number.trade && row.measure == number.measure && row.date == number.date)
            return row.estimate;
    }
    return {};
}

}  // namespace

std::vector<Estimate> convergence_of(const std::string& folder, const NumberName& number) {
    FrozenRun run = load_plan(RunFolder(folder)).run;
    run.settings.audit.kind = AuditSettings::Kind::none;
    run.settings.future.clear();
    if (!number.trade.empty()) run.settings.units = GroupOrder::Units::trades;
    const int set = set_named(run, folder, number.netting_set);
    const std::vector<UnitResult> all = work(run, {set});
    std::vector<Estimate> found;
    for (std::size_t few = 2;; few = std::min(2 * few, all.size())) {
        const auto estimate =
            after(run, set, {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(few)}, number);
        if (!estimate)
            throw InputError({"E424", folder,
                              fmt::format("there is no '{}'{}", number.measure,
                                          number.date ? " on " + print(*number.date) : ""),
                              "xva.csv and exposure.csv list measures and dates."});
        found.push_back(*estimate);
        if (few == all.size()) return found;
    }
}

}  // namespace snell
