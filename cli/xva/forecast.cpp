#include "cli/xva/forecast.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <exception>

#include "cli/progress_line.h"
#include "cli/xva/footprint.h"
#include "cli/xva/journal.h"
#include "cli/xva/stopwatch.h"
#include "engine/xva/set_sizes.h"
#include "engine/xva/units.h"

namespace snell {
namespace {

constexpr double seconds_of_row = 4e-6;  ///< of a table: made, written and drawn

/// What it took to build some netting sets, to walk a block of paths, and to audit a replicate.
struct Measured {
    double to_build = 0.0, to_walk = 0.0;          ///< loads
    double build = 0.0, block = 0.0, audit = 0.0;  ///< seconds of one thread
};

/// Seconds that grow as a power of the load: sets share rates and days, so that the next one costs less.
struct Cost {
    double load = 0.0, seconds = 0.0, power = 1.0;

    double of(double any) const { return seconds * std::pow(any / load, power); }
};

/// Powers that were seen in books of 20 to 200 netting sets; short measurements say which, and no more.
struct Powers {
    double least, most;
};
constexpr Powers of_building{0.6, 1.0}, of_walking_sets{0.4, 0.7}, of_walking_trades{0.6, 1.0};

/// Through the last measurement and the one up to two before it.
Cost cost(const std::vector<Measured>& found, double Measured::*load, double Measured::*seconds,
          const Powers& powers) {
    const Measured &first = found[found.size() - std::min<std::size_t>(found.size(), 3)],
                   &last = found.back();
    const double more = std::log(last.*load / (first.*load)),
                 longer = std::log(last.*seconds / (first.*seconds));
    const double power = std::clamp(longer / more, powers.least, powers.most);
    return {last.*load, last.*seconds, std::isfinite(power) ? power : powers.most};
}

/// Seconds of the processor that the calling thread takes: what else the machine does lengthens none.
template <class Work>
double seconds_of(const Work& work) {
    const auto now = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
    };
    const double start = now();
    work();
    return now() - start;
}

constexpr std::int64_t most_blocks = 3;  ///< of a sample's paths

double blocks_of(const XvaSettings& settings) {
    return std::ceil(static_cast<double>(paths_of_replicate(settings)) / static_cast<double>(xva_block));
}

class Sample {
  public:
    explicit Sample(const FrozenRun& run)
        : run_(run),
          settings_(run.settings),
          model_(run.model),
          view_(run.world, model_, settings_.curve_nodes),
          trades_(run.book.netting_sets.size(), 0.0) {
        settings_.paths = std::min<std::int64_t>(most_blocks * xva_block, paths_of_replicate(run.settings));
        settings_.audit.points = std::max<std::int64_t>(1, audited_paths(run.settings).nested);
        settings_.replicates = settings_.threads = 1;
        for (const Position& position : run.book.positions)
            if (position.netting_set >= 0) trades_[static_cast<std::size_t>(position.netting_set)] += 1.0;
    }

    /// Netting sets and their trades.
    double to_build(const std::vector<int>& sets) const {
        auto load = static_cast<double>(sets.size());
        for (const int set : sets) load += trades_[static_cast<std::size_t>(set)];
        return load;
    }
    /// Netting sets, and their trades where these are walked one by one.
    double to_walk(const std::vector<int>& sets) const {
        const bool by_trade = settings_.units == GroupOrder::Units::trades;
        return by_trade ? to_build(sets) : static_cast<double>(sets.size());
    }

    /// About so many sets of a group, evenly spread among those with an annex, whose calls have days of their
    /// own, and those without; at least one of each.
    std::vector<int> pick(const std::vector<int>& group, std::size_t most) const {
        std::vector<int> picked;
        for (const bool is_margined : {true, false}) {
            std::vector<int> alike;
            for (const int set : group)
                if (run_.book.netting_sets[static_cast<std::size_t>(set)].csa.active == is_margined)
                    alike.push_back(set);
            const double share = static_cast<double>(alike.size()) / static_cast<double>(group.size());
            const auto count = std::min(
                alike.size(), static_cast<std::size_t>(std::ceil(share * static_cast<double>(most))));
            for (std::size_t k = 0; k < count; ++k) picked.push_back(alike[k * alike.size() / count]);
        }
        return picked;
    }

    Measured measure(const std::vector<int>& sets) const {
        std::optional<GroupWalk> walk;
        Measured found{to_build(sets), to_walk(sets)};
        found.build = seconds_of([&] { walk.emplace(run_.book, view_, model_, settings_, sets); });
        const auto replicate = [&] { walk->replicate(0); };
        const double audit = seconds_of([&] { walk->audit(0); });
        // The lesser of two, as a machine that is shared lengthens one or the other.
        const double whole = std::min(seconds_of(replicate), seconds_of(replicate));
        found.block = std::max(whole - audit, 0.1 * whole) / blocks_of(settings_);
        found.audit = audit * audited(run_.settings) / std::max(1.0, audited(settings_));
        return found;
    }

  private:
    static double audited(const XvaSettings& settings) {
        const AuditedPaths paths = audited_paths(settings);
        return static_cast<double>(std::max(paths.twin, paths.nested));
    }

    const FrozenRun& run_;
    XvaSettings settings_;
    CrossAsset model_;
    MarketView view_;
    std::vector<double> trades_;  ///< [netting set]
};

/// What measurements make of the whole run.
double seconds_from(const std::vector<Measured>& found, const Sample& sample, const FrozenRun& run) {
    const Cost build = cost(found, &Measured::to_build, &Measured::build, of_building);
    const bool by_trade = run.settings.units == GroupOrder::Units::trades;
    const Cost block =
        cost(found, &Measured::to_walk, &Measured::block, by_trade ? of_walking_trades : of_walking_sets);
    const Cost audit = cost(found, &Measured::to_build, &Measured::audit, of_building);
    const double threads = threads_of(run.settings), rounds = std::ceil(run.settings.replicates / threads);
    double seconds = 0.0;
    for (const std::vector<int>& group : run.groups)
        seconds += build.of(sample.to_build(group)) / threads +
                   rounds * (blocks_of(run.settings) * block.of(sample.to_walk(group)) +
                             audit.of(sample.to_build(group)));
    return seconds;
}

/// From samples of twice as many sets each, as long as they take little of the whole.  Nothing where the run
/// simulates nothing, or a trade of a sample cannot be worked.
std::optional<double> expected_seconds(const FrozenRun& run) try {
    constexpr double little = 0.2, share = 0.02;  // seconds, of the whole
    if (run.groups.empty()) return {};
    const Sample sample(run);
    const std::vector<int>& group = run.groups.front();
    const Step step(run.settings.board, StepKind::group, 0);
    std::vector<Measured> found;
    double expected = 0.0, spent = 0.0;
    for (std::size_t most = 1, picked = 0; picked < group.size(); most *= 2) {
        const std::vector<int> sets = sample.pick(group, most);
        picked = sets.size();
        spent += seconds_of([&] { found.push_back(sample.measure(sets)); });
        expected = seconds_from(found, sample, run);
        if (spent > std::max(little, share * expected)) break;
    }
    return expected;
} catch (const std::exception&) {
    return {};  // who works it will meet the same, and says so
}

/// Sets on paths on dates; beyond this a run takes a minute or so.
constexpr double many_steps = 1e9;

double steps_of(const FrozenRun& run) {
    double count = static_cast<double>(run.book.netting_sets.size());
    if (run.settings.units == GroupOrder::Units::trades)
        count += static_cast<double>(run.book.positions.size());
    return count * static_cast<double>(run.settings.paths) * static_cast<double>(run.settings.dates.size());
}

}  // namespace

Forecast forecast(const FrozenRun& run, Journal& journal) {
    Stopwatch watch(journal);
    watch.start("forecast");
    const Footprint sizes = footprint(run);
    Forecast found{expected_seconds(run), threads_of(run.settings), sizes.memory(), sizes.disk};
    if (found.seconds) *found.seconds += seconds_of_row * sizes.rows;
    watch.stop();
    journal.expect(found);
    return found;
}

void foretell(const FrozenRun& run, Journal& journal) {
    constexpr double many_bytes = 4e9;
    const bool is_person = isatty(STDERR_FILENO) == 1;
    const Footprint sizes = footprint(run);
    const bool is_much = std::max(sizes.memory(), sizes.disk) >= many_bytes || steps_of(run) >= many_steps;
    if (!is_person && !is_much && !journal.is_watched()) return;
    const Forecast expected = forecast(run, journal);
    if (is_person || is_much)
        journal.say(fmt::format("snell: takes up to {} of memory and {} of disk; time: {}\n",
                                print_bytes(expected.memory), print_bytes(expected.disk),
                                print_time(expected)));
}

std::string print_time(const Forecast& forecast) {
    constexpr double few_seconds = 10.0;
    if (!forecast.seconds) return "not known";
    const std::string seconds = *forecast.seconds < few_seconds ? fmt::format("{:.1f} s", *forecast.seconds)
                                                                : print_about(*forecast.seconds);
    return fmt::format("about {} on {} threads", seconds, forecast.threads);
}

}  // namespace snell
