#include "cli/xva/work.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <mutex>
#include <new>
#include <numeric>
#include <set>
#include <thread>

#include "cli/device.h"
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

/// Tells of devices: which worked and which failed to the folder, for the manifest; failures to the journal.
class DeviceNews {
  public:
    DeviceNews(const StoredPlan& plan, const RunFolder& folder, Journal& journal)
        : plan_(plan), folder_(folder), journal_(journal) {}

    DeviceWatch watch() {
        const XvaSettings& settings = plan_.run.settings;
        return {settings.threads, settings.board, [this](const std::string& device) { worked(device); },
                [this](const std::string& device, const std::string& fault) { lost(device, fault); }};
    }
    void worked(const std::string& device) {
        const std::lock_guard lock(mutex_);
        if (told_.insert(device).second) folder_.commit_device(plan_.hash, {device, ""});
    }

  private:
    const StoredPlan& plan_;
    const RunFolder& folder_;
    Journal& journal_;
    std::set<std::string> told_;
    std::mutex mutex_;

    void lost(const std::string& device, const std::string& fault) {
        journal_.warn(lost_device(device, fault));
        folder_.commit_device(plan_.hash, {device, fault});
    }
};

class Worker {
  public:
    Worker(const StoredPlan& plan, const RunFolder& folder, StopSign& sign, Journal& journal,
           Journal::Work& told)
        : plan_(plan),
          folder_(folder),
          sign_(sign),
          told_(told),
          model_(plan.run.model),
          view_(plan.run.world, model_, plan.run.settings.curve_nodes),
          news_(plan, folder, journal),
          exposures_(exposures_for(plan.device, news_.watch())),
          settings_(plan.run.settings) {
        settings_.backend = exposures_.get();
    }

    void group(int number, const std::vector<int>& units) const {
        const FrozenRun& run = plan_.run;
        if (sign_.raised()) return;
        const Step step(run.settings.board, StepKind::group, static_cast<std::uint64_t>(number));
        attended(run.settings.board, [&] {
            const GroupWalk walk(run.book, view_, model_, settings_,
                                 run.groups[static_cast<std::size_t>(number)]);
            std::vector<int> replicates;
            for (const int unit : units) replicates.push_back(run.replicate_of(unit));
            const std::vector<std::vector<int>> batches = walk.batches(replicates);
            parallel_ranges(run.settings.threads, batches.size(), 1, [&](std::size_t begin, std::size_t end) {
                for (std::size_t b = begin; b < end && !sign_.raised(); ++b)
                    batch(walk, number * run.settings.replicates, batches[b]);
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
    mutable DeviceNews news_;
    std::unique_ptr<ExposureBackend> exposures_;  ///< null: the processor's
    XvaSettings settings_;                        ///< the plan's, with them

    /// Some replicates of a group, whose units are numbered from `first` on.
    void batch(const GroupWalk& walk, int first, const std::vector<int>& replicates) const {
        StepBoard* const board = plan_.run.settings.board;
        const Step step(board, StepKind::unit, static_cast<std::uint64_t>(first + replicates.front()));
        attended(board, [&] {
            const std::vector<UnitResult> found =
                walk.replicates(replicates, &sign_.raised(), &told_.walked());
            if (sign_.raised()) return;
            for (std::size_t k = 0; k < found.size(); ++k) keep(first + replicates[k], found[k]);
            if (!exposures_) news_.worked("cpu");
        });
    }

    void keep(int unit, const UnitResult& found) const {
        const Step step(plan_.run.settings.board, StepKind::unit, static_cast<std::uint64_t>(unit));
        demand_finite(found);
        folder_.commit_unit(plan_.label(unit), found);
        told_.commit();
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
    const Worker worker(plan, folder, sign, journal, told);
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
