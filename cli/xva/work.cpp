#include "cli/xva/work.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <new>
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

/// Does a step of the work.  What a trade throws ends a process that is attended, while its board still says
/// what is at hand.
template <class Work>
void attended(StepBoard* board, const Work& work) {
    try {
        work();
    } catch (const CommitError&) {
        throw;
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception&) {
        if (!board) throw;
        std::_Exit(code_of_trouble);
    }
}

class Worker {
  public:
    Worker(const StoredPlan& plan, const RunFolder& folder, StopSign& sign, Journal::Work& told)
        : plan_(plan),
          folder_(folder),
          sign_(sign),
          told_(told),
          model_(plan.run.model),
          view_(plan.run.world, model_, plan.run.settings.curve_nodes) {}

    void group(int number, const std::vector<int>& units) const {
        const FrozenRun& run = plan_.run;
        if (sign_.raised()) return;
        const Step step(run.settings.board, StepKind::group, static_cast<std::uint64_t>(number));
        attended(run.settings.board, [&] {
            const GroupWalk walk(run.book, view_, model_, run.settings,
                                 run.groups[static_cast<std::size_t>(number)]);
            parallel_ranges(run.settings.threads, units.size(), 1, [&](std::size_t begin, std::size_t end) {
                for (std::size_t i = begin; i < end && !sign_.raised(); ++i) unit(walk, units[i]);
            });
        });
    }

  private:
    const StoredPlan& plan_;
    const RunFolder& folder_;
    StopSign& sign_;
    Journal::Work& told_;
    CrossAsset model_;
    MarketView view_;

    void unit(const GroupWalk& walk, int number) const {
        StepBoard* const board = plan_.run.settings.board;
        const Step step(board, StepKind::unit, static_cast<std::uint64_t>(number));
        attended(board, [&] {
            const UnitResult found =
                walk.replicate(plan_.run.replicate_of(number), &sign_.raised(), &told_.walked());
            if (sign_.raised()) return;
            demand_finite(found);
            folder_.commit_unit(plan_.label(number), found);
            told_.commit();
        });
    }
};

}  // namespace

void demand_finite(const UnitResult& found) {
    for (const double mean : found.profile.means)
        if (!(std::abs(mean) < beyond_sums)) throw std::runtime_error("its simulated values are not finite");
}

void work(const StoredPlan& plan, const RunFolder& folder, const std::vector<int>& units, StopSign& sign,
          Journal& journal) {
    if (units.empty()) return;
    const StopSign::Working working(sign);
    Journal::Work told(journal, units.size(), paths_of_replicate(plan.run.settings));
    const Worker worker(plan, folder, sign, told);
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

std::vector<int> to_do(const StoredPlan& plan, const RunFolder& folder, const std::vector<int>& units,
                       Journal& journal) {
    std::vector<int> left;
    for (int unit : units) {
        if (folder.has_unit(unit)) try {
                folder.read_unit(plan.label(unit));
                continue;
            } catch (const IntegrityError& fault) {
                journal.warn(fault.what());
            }
        left.push_back(unit);
    }
    return left;
}

}  // namespace snell
