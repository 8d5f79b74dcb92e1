#include "engine/price.h"

#include <algorithm>
#include <bit>
#include <chrono>

#include "engine/controls.h"

namespace snell {
namespace {

class Clock {
  public:
    double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    }

  private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

Sums empty_sums(int replicates, int outputs) {
    return {replicates, outputs, 0, std::vector<double>(static_cast<std::size_t>(replicates) * outputs, 0.0)};
}

Estimate estimate_of(const Sums& sums, const std::vector<Control>& controls) {
    const std::vector<double> means = controlled_means(sums, controls);
    return estimate(means, sums.paths * sums.replicates);
}

bool met(const Settings& settings, const Estimate& now) {
    if (!settings.target_se) return false;
    const double limit =
        settings.target_is_relative ? *settings.target_se * abs(now.value) : *settings.target_se;
    return now.std_error <= limit;
}

/// Two grids, one with about half the steps of the other: the run's own and a coarser one; where its dates
/// leave none, a finer one and its own.
struct TwoLevels {
    std::vector<Years> fine, coarse;
};

TwoLevels two_levels(const Model& model, const Product& product, const std::vector<Years>& grid) {
    const int steps = static_cast<int>(grid.size());
    std::vector<Years> coarse = grid_for(model, product, std::max(1, steps / 2));
    if (coarse.size() < grid.size()) return {grid, coarse};
    return {grid_for(model, product, 2 * steps), grid};
}

/// Value of the fine grid minus value of the coarse one, on the first paths of the same draws, each with its
/// own control variates, as their means know their grid.
Estimate step_bias(const Backend& backend, const Model& model, const Product& product,
                   const Settings& settings, const std::vector<Years>& grid, std::int64_t paths) {
    const auto means = [&](const std::vector<Years>& on) {
        const std::vector<Control> controls =
            settings.controls ? controls_for(model, product, on) : std::vector<Control>{};
        const Product ready = trained(backend, model, product, settings, on);
        const Walk<double> walk = build_walk(model, ready, controls, settings, on);
        Sums sums = empty_sums(settings.replicates, walk.outputs());
        backend.average(walk, paths, sums);
        return controlled_means(sums, controls);
    };
    const TwoLevels levels = two_levels(model, product, grid);
    std::vector<double> difference = means(levels.fine);
    const std::vector<double> coarse = means(levels.coarse);
    for (std::size_t r = 0; r < difference.size(); ++r) difference[r] -= coarse[r];
    return estimate(difference, paths * settings.replicates);
}

}  // namespace

std::int64_t paths_per_replicate(const Settings& settings) {
    const auto each =
        static_cast<std::uint64_t>((settings.paths + settings.replicates - 1) / settings.replicates);
    return static_cast<std::int64_t>(std::bit_ceil(std::max<std::uint64_t>(each, 1)));
}

std::vector<double> controlled_means(const Sums& sums, const std::vector<Control>& controls) {
    const int n = static_cast<int>(controls.size()) + 1;
    std::vector<double> means(static_cast<std::size_t>(sums.replicates));
    for (int r = 0; r < sums.replicates; ++r) means[static_cast<std::size_t>(r)] = sums.mean(r, 0);
    if (controls.empty()) return means;
    // Covariances from the averages of payoff_i * payoff_j that the walk keeps.
    std::vector<double> average(static_cast<std::size_t>(sums.outputs), 0.0);
    for (int k = 0; k < sums.outputs; ++k)
        for (int r = 0; r < sums.replicates; ++r)
            average[static_cast<std::size_t>(k)] += sums.mean(r, k) / sums.replicates;
    Matrix<double> covariance(n, 0.0);
    int product = n;
    for (int i = 0; i < n; ++i)
        for (int j = i; j < n; ++j, ++product)
            covariance(i, j) = covariance(j, i) =
                average[static_cast<std::size_t>(product)] -
                average[static_cast<std::size_t>(i)] * average[static_cast<std::size_t>(j)];
    Matrix<double> among(n - 1, 0.0);
    for (int i = 1; i < n; ++i) {
        if (!(covariance(i, i) > 0.0)) return means;
        for (int j = 1; j < n; ++j) among(i - 1, j - 1) = covariance(i, j);
        among(i - 1, i - 1) *= 1.0 + 1e-12;
    }
    const Matrix<double> solve = inverse(among);
    for (int i = 1; i < n; ++i) {
        double weight = 0.0;
        for (int j = 1; j < n; ++j) weight += solve(i - 1, j - 1) * covariance(0, j);
        for (int r = 0; r < sums.replicates; ++r)
            means[static_cast<std::size_t>(r)] -=
                weight * (sums.mean(r, i) - controls[static_cast<std::size_t>(i) - 1].expectation);
    }
    return means;
}

namespace {

Price price_once(const Backend& backend, const Model& model, const Product& product, const Settings& settings,
                 const Progress& progress) {
    const Clock clock;
    const std::vector<Years> grid = grid_for(model, product, settings.steps);
    const std::vector<Control> controls =
        settings.controls ? controls_for(model, product, grid) : std::vector<Control>{};
    const Product ready = trained(backend, model, product, settings, grid);
    const Walk<double> walk = build_walk(model, ready, controls, settings, grid);
    Sums sums = empty_sums(settings.replicates, walk.outputs());
    const std::int64_t most = paths_per_replicate(settings);
    // The bounds of early exercise take about as long as the lower one.
    const double share = exercise_of(product) ? 0.4 : 1.0;
    const bool in_rounds = settings.target_se || settings.deadline || progress;

    Price result;
    std::int64_t next = in_rounds ? std::min<std::int64_t>(most, block_paths) : most;
    for (;;) {
        const double before = clock.seconds();
        backend.average(walk, next, sums);
        const double round = clock.seconds() - before;
        result.estimate = estimate_of(sums, controls);
        if (progress)
            progress(static_cast<double>(sums.paths) / static_cast<double>(most), result.estimate.std_error);
        const bool reached = met(settings, result.estimate);
        // The next round doubles the paths, so it takes about as long as all rounds so far.
        const bool late = settings.deadline && clock.seconds() + 2.0 * round > share * *settings.deadline;
        if (reached || late || sums.paths >= most) break;
        next = sums.paths;
    }
    result.target_met = !settings.target_se || met(settings, result.estimate);
    result.steps = walk.steps;
    for (const Control& control : controls)
        result.controls.push_back(
            std::string(std::visit([](const auto& p) { return p.kind; }, control.product)) +
            (control.reads == Control::Reads::legs ? " on the lognormal twin" : ""));
    if (!exact_for(model, product)) {
        const auto some =
            std::max<std::int64_t>(std::min<std::int64_t>(sums.paths, block_paths), sums.paths / 8);
        result.time_step_bias = step_bias(backend, model, product, settings, grid, some);
    }
    if (exercise_of(product))
        result.bounds =
            bounds_of(backend, model, ready, settings, grid, result.estimate,
                      exercised_between(product) ? result.time_step_bias : std::optional<Estimate>{});
    result.seconds = clock.seconds();
    return result;
}

}  // namespace

Price price(const Backend& backend, const Model& model, const Product& product, const Settings& settings,
            const Progress& progress) {
    const Clock clock;
    Settings now = settings;
    Price result = price_once(backend, model, product, now, progress);
    if (!result.bounds || !settings.exercise.target_gap) return result;
    for (;;) {
        const double limit = settings.exercise.gap_is_relative
                                 ? *settings.exercise.target_gap * abs(result.estimate.value)
                                 : *settings.exercise.target_gap;
        const double reached = width(*result.bounds, result.estimate);
        if (reached <= limit) return result;
        const auto next = refined(now, *result.bounds, result.estimate);
        // Refining takes up to four times as long as what it improves.
        const bool late = settings.deadline && clock.seconds() + 4.0 * result.seconds > *settings.deadline;
        if (!next || late) {
            result.target_met = false;
            result.bounds->missing = what_is_missing(*result.bounds, result.estimate, limit, late);
            return result;
        }
        now = *next;
        result = price_once(backend, model, product, now, progress);
        result.seconds = clock.seconds();
    }
}

}  // namespace snell
