#include "engine/nested/simulate.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "core/power_law.h"
#include "core/real.h"

namespace snell {
namespace {

constexpr int least_inner = 8, most_inner = 1 << 16;
/// Of a pilot, and of the first look at a level: outer states of each replicate.
constexpr std::int64_t pilot_outers = 32;
constexpr int pilot_inner = 32;
/// Inner samples of multilevel's coarsest level.
constexpr int coarsest_inner = 8;
constexpr std::size_t first_levels = 3;

double sum(const std::vector<double>& numbers) {
    return std::accumulate(numbers.begin(), numbers.end(), 0.0);
}

int power_of_two(double inner) {
    const double bounded = std::clamp(inner, double{least_inner}, double{most_inner});
    return static_cast<int>(std::bit_ceil(static_cast<unsigned>(std::ceil(bounded))));
}

class Simulation {
  public:
    Simulation(const InnerSimulation& inner, int outputs, const NestedSettings& settings)
        : inner_(inner), settings_(settings), samples_{settings.method, settings.replicates, outputs, {}} {}

    NestedRun single_level();
    NestedRun multilevel();

  private:
    const InnerSimulation& inner_;
    const NestedSettings& settings_;
    NestedSamples samples_;

    std::int64_t each(double outers) const {
        return std::max<std::int64_t>(
            1, static_cast<std::int64_t>(std::ceil(outers / static_cast<double>(settings_.replicates))));
    }
    void open_level(int inner) { samples_.levels.push_back({inner, 0, {}}); }
    void grow(std::size_t level, std::int64_t outers);
    double bias_over_error() const;
    int inner_by_pilot();
    double std_error() const;
    NestedRun finish();
    double cost(std::size_t level) const { return samples_.levels[level].inner + settings_.outer_cost; }
    std::vector<double> wanted(const std::vector<LevelStatistics>& levels) const;
    bool too_biased(const std::vector<LevelStatistics>& levels, double error) const;
    std::vector<LevelStatistics> all_statistics() const;
};

/// Goes on to `outers` states of each replicate.
void Simulation::grow(std::size_t at, std::int64_t outers) {
    NestedLevel& level = samples_.levels[at];
    if (outers <= level.outers) return;
    const InnerTask task{static_cast<int>(at), level.inner, settings_.replicates, level.outers,
                         outers - level.outers};
    const std::size_t row =
        static_cast<std::size_t>(settings_.replicates * samples_.outputs) * inner_quarters;
    level.quarters.resize(static_cast<std::size_t>(outers) * row);
    inner_(task, level.quarters.data() + static_cast<std::size_t>(level.outers) * row);
    level.outers = outers;
}

/// Standard error of E f of the output where it is largest.
double Simulation::std_error() const {
    double largest = 0.0;
    for (int k = 0; k < samples_.outputs; ++k) {
        std::vector<double> means;
        for (int r = 0; r < samples_.replicates; ++r)
            means.push_back(law_of(samples_, k, r).mean(settings_.f));
        largest = std::max(largest, estimate(means, 0).std_error);
    }
    return largest;
}

std::vector<LevelStatistics> Simulation::all_statistics() const {
    std::vector<LevelStatistics> all;
    for (std::size_t l = 0; l < samples_.levels.size(); ++l)
        all.push_back(statistics(samples_, l, settings_.f));
    return all;
}

NestedRun Simulation::finish() {
    NestedRun run{{}, all_statistics(), std_error(), true};
    run.target_met = !settings_.target_se || run.std_error <= *settings_.target_se;
    run.samples = std::move(samples_);
    return run;
}

/// How much larger than the standard error of the whole run the bias is with the inner samples of the only
/// level; both summed over the outputs, the worst of what is looked at.  A bias counts at least its own
/// error.
double Simulation::bias_over_error() const {
    const bool for_target = settings_.target_se.has_value();
    const double states = static_cast<double>(samples_.outers());
    const double shrinks = sqrt(states / static_cast<double>(std::max<std::int64_t>(settings_.outers, 1)));
    std::vector<double> biases, errors;
    for (int k = 0; k < samples_.outputs; ++k) {
        const auto found = measure(samples_, k, Functionals([&](const SignedLaw& law) {
                                       std::vector<double> all{law.mean(settings_.f)};
                                       if (!settings_.beside || for_target) return all;
                                       const std::vector<double> more = settings_.beside(law);
                                       all.insert(all.end(), more.begin(), more.end());
                                       return all;
                                   }));
        biases.resize(found.size(), 0.0);
        errors.resize(found.size(), 0.0);
        for (std::size_t i = 0; i < found.size(); ++i) {
            biases[i] += std::max(abs(found[i].bias.value), found[i].bias.std_error);
            errors[i] += for_target ? *settings_.target_se : shrinks * found[i].estimate.std_error;
        }
    }
    double worst = 0.0;
    for (std::size_t i = 0; i < biases.size(); ++i)
        if (errors[i] > 0.0) worst = std::max(worst, biases[i] / errors[i]);
    return worst;
}

/// Inner samples that make the bias about as large as the standard error: of plain nested simulation, whose
/// bias is c / m, m = c / error, and the error falls like the root of the outer states.  Pilots of four times
/// as many samples each, until one is large enough for what it asks for itself.
int Simulation::inner_by_pilot() {
    for (int inner = pilot_inner;; inner *= 4) {
        open_level(inner);
        grow(0, pilot_outers);
        const double ratio = bias_over_error();
        samples_.levels.clear();
        const int wanted =
            power_of_two(inner * (settings_.method == NestedMethod::jackknife ? sqrt(ratio) : ratio));
        if (wanted <= 2 * inner || 4 * inner > most_inner) return wanted;
    }
}

NestedRun Simulation::single_level() {
    const int inner = settings_.inner > 0 ? power_of_two(settings_.inner) : inner_by_pilot();
    open_level(inner);
    const double all = static_cast<double>(settings_.target_se ? settings_.most : settings_.outers);
    const std::int64_t last = each(all);
    const bool in_rounds = settings_.target_se || settings_.progress;
    std::int64_t next = in_rounds ? std::min(last, pilot_outers) : last;
    for (;;) {
        grow(0, next);
        if (next == last) break;
        const double error = std_error();
        if (settings_.progress)
            settings_.progress(static_cast<double>(next) / static_cast<double>(last), error);
        if (settings_.target_se && error <= *settings_.target_se) break;
        next = std::min(last, 2 * next);
    }
    return finish();
}

/// Outer states of each level, all replicates together.  For a target: those that bring the variance of every
/// output below its square; else in the same proportions, as many of the coarsest level as asked for.
std::vector<double> Simulation::wanted(const std::vector<LevelStatistics>& levels) const {
    std::vector<double> outers(levels.size(), 0.0);
    const auto share = [&](const std::vector<double>& variances, double scale) {
        for (std::size_t l = 0; l < levels.size(); ++l)
            outers[l] = std::max(outers[l], scale * sqrt(variances[l] / cost(l)));
    };
    std::vector<double> total;
    for (const LevelStatistics& level : levels) total.push_back(sum(level.variances));
    if (!settings_.target_se) {
        const double first = sqrt(total[0] / cost(0));
        share(total, first > 0.0 ? static_cast<double>(settings_.outers) / first : 0.0);
        return outers;
    }
    for (std::size_t k = 0; k < static_cast<std::size_t>(samples_.outputs); ++k) {
        std::vector<double> own;
        double work = 0.0;
        for (std::size_t l = 0; l < levels.size(); ++l) {
            own.push_back(levels[l].variances[k]);
            work += sqrt(own[l] * cost(l));
        }
        share(own, work / (*settings_.target_se * *settings_.target_se));
    }
    return outers;
}

/// Bias that is left is about the finest level's mean (rate 1), or half of the one before, whichever is
/// larger, so that a mean that is small by chance does not end it (Giles 2008, eq. (10)).
bool Simulation::too_biased(const std::vector<LevelStatistics>& levels, double error) const {
    const std::size_t last = levels.size() - 1;
    double worst = 0.0;
    for (std::size_t k = 0; k < static_cast<std::size_t>(samples_.outputs); ++k)
        worst = std::max({worst, abs(levels[last].means[k]), 0.5 * abs(levels[last - 1].means[k])});
    return worst > error;
}

NestedRun Simulation::multilevel() {
    for (std::size_t l = 0; l < first_levels; ++l) open_level(coarsest_inner << l);
    while (settings_.inner > 0 && samples_.levels.back().inner < power_of_two(settings_.inner))
        open_level(2 * samples_.levels.back().inner);
    if (settings_.inner > 0)
        while (samples_.levels.size() > 1 && samples_.levels.back().inner > power_of_two(settings_.inner))
            samples_.levels.pop_back();
    double more = 1.0;  // states than the variances ask for, where the spread of replicates says so
    for (;;) {
        for (std::size_t l = 0; l < samples_.levels.size(); ++l) grow(l, pilot_outers);
        const double error = std_error();
        const std::vector<LevelStatistics> levels = all_statistics();
        std::vector<double> states = wanted(levels);
        for (double& count : states) count *= more;
        const double all = std::accumulate(states.begin(), states.end(), 0.0);
        double done = 1.0;
        for (std::size_t l = 0; l < states.size(); ++l)
            if (states[l] > 0.0) done = std::min(done, static_cast<double>(levels[l].outers) / states[l]);
        if (settings_.progress) settings_.progress(done, error);
        const bool close = settings_.target_se && error <= *settings_.target_se;
        const bool full = static_cast<double>(samples_.outers()) >= static_cast<double>(settings_.most);
        if (settings_.target_se && !close && !full && done >= 1.0) {
            more *= 1.1 * error * error / (*settings_.target_se * *settings_.target_se);
            continue;
        }
        if (full || close || done >= 1.0) {
            const double limit = settings_.target_se ? *settings_.target_se : error;
            if (full || settings_.inner > 0 || samples_.levels.back().inner >= most_inner ||
                !too_biased(levels, limit))
                return finish();
            open_level(2 * samples_.levels.back().inner);
            continue;
        }
        const double fits = std::min(1.0, static_cast<double>(settings_.most) / all);
        bool grew = false;
        for (std::size_t l = 0; l < states.size(); ++l) {
            const std::int64_t before = samples_.levels[l].outers;
            grow(l, std::min(each(fits * states[l]), 4 * before));
            grew = grew || samples_.levels[l].outers > before;
        }
        if (!grew) return finish();
    }
}

}  // namespace

NestedRun simulate(const InnerSimulation& inner, int outputs, const NestedSettings& settings) {
    Simulation simulation(inner, outputs, settings);
    return settings.method == NestedMethod::multilevel ? simulation.multilevel() : simulation.single_level();
}

LevelRates rates(const std::vector<LevelStatistics>& levels) {
    std::vector<double> inner, means, variances;
    for (std::size_t l = 1; l < levels.size(); ++l) {
        inner.push_back(levels[l].inner);
        means.push_back(abs(sum(levels[l].means)));
        variances.push_back(sum(levels[l].variances));
    }
    return {-power_law(inner, means), -power_law(inner, variances)};
}

}  // namespace snell
