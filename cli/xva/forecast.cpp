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

constexpr std::size_t most_sets = 16;  ///< of a sample
constexpr double most_trades = 200.0;

/// A line through two measurements, level where the greater load took no longer.
struct Cost {
    double load = 0.0, seconds = 0.0;  ///< the greater of the two measurements
    double slope = 0.0;                ///< [seconds per unit of load]

    double of(double any) const { return std::max(0.0, seconds + slope * (any - load)); }
};

Cost through(double less, double its_seconds, double more, double seconds) {
    if (!(more > less)) return {more, seconds, seconds / more};
    return {more, seconds, std::clamp((seconds - its_seconds) / (more - less), 0.0, seconds / more)};
}

/// What it took to build netting sets, to begin a replicate, and to walk a block of its paths.
struct Measured {
    double to_build = 0.0, to_walk = 0.0;          ///< loads
    double build = 0.0, begin = 0.0, block = 0.0;  ///< seconds of one thread
};

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

class Sample {
  public:
    explicit Sample(const FrozenRun& run)
        : run_(run),
          settings_(run.settings),
          model_(run.model),
          view_(run.world, model_, settings_.curve_nodes),
          trades_(run.book.netting_sets.size(), 0.0) {
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
            double trades = 0.0;
            for (std::size_t k = 0; k < count && trades <= share * most_trades; ++k) {
                picked.push_back(alike[k * alike.size() / count]);
                trades += trades_[static_cast<std::size_t>(picked.back())];
            }
        }
        return picked;
    }

    Measured measure(const std::vector<int>& sets) {
        std::optional<GroupWalk> walk;
        Measured found{to_build(sets), to_walk(sets), 0.0, 0.0, 0.0};
        found.build = seconds_of([&] { walk.emplace(run_.book, view_, model_, settings_, sets); });
        const double one = replicate(*walk, 1), three = replicate(*walk, 3);
        found.block = std::max(0.0, 0.5 * (three - one));
        found.begin = std::max(0.0, one - found.block);
        return found;
    }

  private:
    const FrozenRun& run_;
    XvaSettings settings_;
    CrossAsset model_;
    MarketView view_;
    std::vector<double> trades_;  ///< [netting set]

    /// Seconds of so many blocks; the walk reads the settings.
    double replicate(const GroupWalk& walk, int blocks) {
        settings_.paths = blocks * xva_block;
        return seconds_of([&] { walk.replicate(0); });
    }
};

/// Nothing where the run simulates nothing, or a trade of the sample cannot be worked.
std::optional<double> expected_seconds(const FrozenRun& run) try {
    if (run.groups.empty()) return {};
    Sample sample(run);
    const std::vector<int>& first = run.groups.front();
    const Step step(run.settings.board, StepKind::group, 0);
    const std::vector<int> some = sample.pick(first, most_sets), few = sample.pick(some, some.size() / 2);
    const Measured more = sample.measure(some), less = few.empty() ? Measured{} : sample.measure(few);
    const Cost build = through(less.to_build, less.build, more.to_build, more.build);
    const Cost begin = through(less.to_walk, less.begin, more.to_walk, more.begin);
    const Cost block = through(less.to_walk, less.block, more.to_walk, more.block);
    const double replicates = run.settings.replicates, threads = threads_of(run.settings);
    const double rounds = std::ceil(replicates / threads);
    const double blocks =
        std::ceil(static_cast<double>(paths_of_replicate(run.settings)) / static_cast<double>(xva_block));
    double seconds = 0.0;
    for (const std::vector<int>& group : run.groups) {
        const double sets = sample.to_walk(group);
        seconds +=
            build.of(sample.to_build(group)) / threads + rounds * (begin.of(sets) + blocks * block.of(sets));
    }
    return seconds;
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
