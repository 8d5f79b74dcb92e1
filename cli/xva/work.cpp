#include "cli/xva/work.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <numeric>
#include <thread>

#include "engine/parallel.h"

namespace snell {
namespace {

/// The units in rounds: with a deadline, as many replicates a round as there are threads.
std::map<int, std::vector<int>> rounds(const FrozenRun& run, const std::vector<int>& units,
                                       const StopSign& sign) {
    const int cores = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    const int threads = run.settings.threads > 0 ? run.settings.threads : cores;
    const bool is_one = !sign.has_deadline() || run.groups.size() == 1;
    std::map<int, std::vector<int>> found;
    for (int unit : units) found[is_one ? 0 : run.replicate_of(unit) / threads].push_back(unit);
    return found;
}

class Worker {
  public:
    Worker(const StoredPlan& plan, const RunFolder& folder, StopSign& sign)
        : plan_(plan),
          folder_(folder),
          sign_(sign),
          model_(plan.run.model),
          view_(plan.run.world, model_, plan.run.settings.curve_nodes) {}

    void group(int number, const std::vector<int>& units) const {
        const FrozenRun& run = plan_.run;
        if (sign_.raised()) return;
        const GroupWalk walk(run.book, view_, model_, run.settings,
                             run.groups[static_cast<std::size_t>(number)]);
        parallel_ranges(run.settings.threads, units.size(), 1, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end && !sign_.raised(); ++i) unit(walk, units[i]);
        });
    }

  private:
    const StoredPlan& plan_;
    const RunFolder& folder_;
    StopSign& sign_;
    CrossAsset model_;
    MarketView view_;

    void unit(const GroupWalk& walk, int number) const {
        const UnitResult found = walk.replicate(plan_.run.replicate_of(number), &sign_.raised());
        if (!sign_.raised()) folder_.commit_unit(plan_.hash, number, found);
    }
};

}  // namespace

void work(const StoredPlan& plan, const RunFolder& folder, const std::vector<int>& units, StopSign& sign) {
    if (units.empty()) return;
    const StopSign::Working working(sign);
    const Worker worker(plan, folder, sign);
    for (const auto& [round, members] : rounds(plan.run, units, sign)) {
        std::map<int, std::vector<int>> groups;
        for (int unit : members) groups[plan.run.group_of(unit)].push_back(unit);
        for (const auto& [group, its_units] : groups) worker.group(group, its_units);
    }
}

std::vector<int> all_units(const FrozenRun& run) {
    std::vector<int> units(static_cast<std::size_t>(run.units()));
    std::iota(units.begin(), units.end(), 0);
    return units;
}

std::vector<int> units_to_do(const StoredPlan& plan, const RunFolder& folder) {
    std::vector<int> units;
    for (int unit : all_units(plan.run)) {
        if (folder.has_unit(unit)) try {
                folder.read_unit(plan.hash, unit);
                continue;
            } catch (const IntegrityError& fault) {
                fmt::print(stderr, "snell: {}\n", fault.what());
            }
        units.push_back(unit);
    }
    return units;
}

}  // namespace snell
