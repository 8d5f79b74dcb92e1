#include "cli/bench/scaling.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/bench/made_up_book.h"
#include "cli/bench/measure.h"

namespace snell::race {
namespace {

constexpr int repeats_of_point = 5;
constexpr int trades_of_set = 5;

/// An axis: the works of its points, each with the paths that it is given.
struct Sized {
    std::int64_t size;
    std::function<Job()> job;
    std::int64_t paths;
};

class Axes {
  public:
    Axes(const Race& race, const std::function<void(const std::string&)>& tell) : race_(race), tell_(tell) {}

    Scaling paths() const {
        std::vector<Sized> points;
        const std::int64_t most = race_.has(Contender::Kind::gpu)
                                      ? std::max(race_.options.paths, race_.options.gpu_paths)
                                      : race_.options.paths;
        for (std::int64_t paths = 1024; paths <= most; paths *= 4)
            points.push_back({paths, [] { return path_job(meter::gbm, "philox"); }, paths});
        return measure("paths", "European call, Black-Scholes, 252 steps", points);
    }
    Scaling steps() const {
        std::vector<Sized> points;
        for (const int steps : {12, 52, 252, 1008})
            points.push_back({steps, [=] { return sized(meter::heston, &meter::PathWork::steps, steps); },
                              race_.options.paths / 4});
        return measure("steps", fmt::format("European call, Heston, {} paths", race_.options.paths / 4),
                       points);
    }
    Scaling assets() const {
        std::vector<Sized> points;
        for (const int assets : {1, 2, 5, 10, 20, 32})
            points.push_back({assets, [=] { return sized(meter::basket5, &meter::PathWork::assets, assets); },
                              race_.options.paths / 8});
        return measure(
            "assets",
            fmt::format("call on a basket, Black-Scholes, 252 steps, {} paths", race_.options.paths / 8),
            points);
    }
    Scaling netting_sets() const {
        std::vector<Sized> points;
        for (const int sets : {1, 2, 4, 8, 16})
            points.push_back({sets,
                              [=] {
                                  const MadeUpBook book(trades_of_set * sets, sets);
                                  return book_job(read_book(book.run()), "philox");
                              },
                              race_.options.paths / 128});
        return measure(
            "netting sets",
            fmt::format("exposures of 5 trades a netting set, {} paths", race_.options.paths / 128), points);
    }

  private:
    const Race& race_;
    const std::function<void(const std::string&)>& tell_;

    static Job sized(meter::PathWork work, int meter::PathWork::*size, int number) {
        work.*size = number;
        return path_job(work, "philox");
    }

    Scaling measure(const std::string& axis, const std::string& about,
                    const std::vector<Sized>& sizes) const {
        Scaling scaling{axis, about, {}};
        for (const Sized& sized : sizes) {
            tell_(fmt::format("scaling: {} {}", sized.size, axis));
            const Job job = sized.job();
            const std::int64_t paths = std::max<std::int64_t>(1, sized.paths / replicates) * replicates;
            Scaling::Point point{sized.size, {}};
            for (const Entrant& entrant : race_.entrants) {
                point.rates.emplace_back();
                if (!job.runs_on(entrant.contender)) continue;
                const WarmRuns runs = run_warm({job, entrant.contender, paths},
                                               std::min(repeats_of_point, race_.options.repeats));
                point.rates.back() = job.path_steps(paths) / runs.median;
            }
            scaling.points.push_back(std::move(point));
        }
        return scaling;
    }
};

}  // namespace

std::vector<Scaling> measure_scaling(const Race& race, const std::function<void(const std::string&)>& tell) {
    const auto has = [&](std::string_view work) {
        return std::any_of(race.works.begin(), race.works.end(),
                           [=](const WorkTimings& timings) { return timings.work == work; });
    };
    const Axes axes(race, tell);
    std::vector<Scaling> all;
    if (has(meter::gbm.name)) all.push_back(axes.paths());
    if (has(meter::heston.name)) all.push_back(axes.steps());
    if (has(meter::basket5.name)) all.push_back(axes.assets());
    if (has(book_work)) all.push_back(axes.netting_sets());
    return all;
}

}  // namespace snell::race
