#include "cli/bench/job.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>

#include "cli/command.h"
#include "cli/xva/frozen_run.h"
#include "cli/xva/journal.h"

namespace snell::race {
namespace {

std::uint64_t hash_of(const std::vector<double>& numbers) {
    return XXH64(numbers.data(), numbers.size() * sizeof(double), 0);
}

Found run_paths(const Backend& backend, const Walk<double>& walk, std::int64_t paths) {
    const std::int64_t each = paths / replicates;
    Sums sums{replicates, walk.outputs(), 0, {}};
    sums.total.resize(static_cast<std::size_t>(replicates) * walk.outputs());
    backend.average(walk, each, sums);
    std::vector<double> means;
    for (int r = 0; r < replicates; ++r) means.push_back(sums.mean(r, 0));
    return {estimate(means, each * replicates), hash_of(sums.total)};
}

XvaSettings settings_of(const FrozenRun& run, const std::string& draws) {
    XvaSettings settings = run.settings;
    settings.sampler = sampler_of(draws);
    settings.replicates = book_replicates;
    settings.quantiles.clear();
    settings.units = GroupOrder::Units::netting_sets;
    settings.board = nullptr;
    return settings;
}

Found run_book(const FrozenRun& run, const CrossAsset& model, const XvaSettings& settings) {
    const XvaResult result = run_xva(run.book, run.world, model, settings, run.start);
    std::vector<double> numbers;
    for (const XvaRow& row : result.rows) {
        numbers.push_back(row.estimate.value);
        numbers.push_back(row.estimate.std_error);
    }
    const auto cva = result.totals.find("CVA");
    if (cva == result.totals.end())
        throw UsageError("the book of xva-book has no CVA: no netting set has a credit curve");
    return {cva->second, hash_of(numbers)};
}

}  // namespace

std::int64_t Job::paths(std::int64_t asked) const {
    const std::int64_t wanted = asked * paths_of_a_thousand / 1000;
    return std::max<std::int64_t>(1, wanted / replicates) * replicates;
}

Sampler sampler_of(const std::string& draws) {
    if (draws == "sobol") return Sobol{.seed = 1};
    return Philox{.seed = 1};
}

Job path_job(const meter::PathWork& work, const std::string& draws) {
    const auto walk = std::make_shared<const Walk<double>>(walk_of(work, sampler_of(draws)));
    Job job;
    job.work = std::string(work.name);
    job.draws = draws;
    job.steps = work.steps;
    job.width = work.assets;
    job.width_of = "assets";
    job.paths_of_a_thousand = 1000;
    job.run = [walk](const Contender& contender, std::int64_t paths) {
        return run_paths(*contender.backend, *walk, paths);
    };
    job.cost = [walk] { return meter::cost_of_path(*walk); };
    return job;
}

Job book_job(std::shared_ptr<const FrozenRun> run, const std::string& draws) {
    const XvaSettings asked = settings_of(*run, draws);
    const auto model = std::make_shared<const CrossAsset>(run->model);
    Job job;
    job.work = book_work;
    job.draws = draws;
    job.steps = static_cast<int>(asked.dates.size());
    job.width = static_cast<int>(run->book.netting_sets.size());
    job.width_of = "netting sets";
    job.paths_of_a_thousand = 16;
    job.reach = 2;
    job.run = [=](const Contender& contender, std::int64_t paths) {
        XvaSettings settings = asked;
        settings.paths = paths;
        settings.threads = contender.threads;
        return run_book(*run, *model, settings);
    };
    job.cost = [=] { return meter::cost_of_path(run->book, run->world, *model, asked); };
    return job;
}

std::shared_ptr<const FrozenRun> read_book(const std::string& path) {
    Journal journal;
    RunInput input = load_run(path, journal);
    const auto run = std::make_shared<const FrozenRun>(freeze(input, path, journal));
    if (run->groups.empty())
        throw UsageError("--book " + path + ": the run simulates no exposures. Give it a grid of dates");
    return run;
}

std::vector<NamedWork> works() {
    std::vector<NamedWork> all;
    for (const meter::PathWork& work : meter::path_works)
        all.push_back({std::string(work.name), std::string(work.about)});
    all.push_back({book_work, "exposures and CVA of a book"});
    return all;
}

}  // namespace snell::race
