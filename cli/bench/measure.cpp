#include "cli/bench/measure.h"

#include <algorithm>
#include <cmath>

#include "engine/meter/median.h"
#include "engine/meter/timer.h"

namespace snell::race {
namespace {

Found run(const Place& place) { return place.job.run(place.contender, place.paths); }

/// Paths and the relative standard error that they gave, in logarithms.
struct Rung {
    double paths, error;
};

Rung rung_of(const Found& found) {
    return {std::log(static_cast<double>(found.value.paths)),
            std::log(found.value.std_error / std::abs(found.value.value))};
}

/// error ~ paths^-rate through the middle of the rungs: the least-squares slope, kept within what random
/// draws give (1/2) and what scrambled points can (3/2; Owen 1997).
Accuracy fitted(const std::vector<Rung>& rungs, double random_rate) {
    const auto count = static_cast<double>(rungs.size());
    Rung middle{0.0, 0.0};
    for (const Rung& rung : rungs) {
        middle.paths += rung.paths / count;
        middle.error += rung.error / count;
    }
    double slope = 0.0, spread = 0.0;
    for (const Rung& rung : rungs) {
        slope += (rung.paths - middle.paths) * (rung.error - middle.error);
        spread += (rung.paths - middle.paths) * (rung.paths - middle.paths);
    }
    Accuracy accuracy;
    accuracy.is_rate_measured = rungs.size() > 2;
    accuracy.rate = accuracy.is_rate_measured ? std::clamp(-slope / spread, random_rate, 1.5) : random_rate;
    const double wanted = middle.paths + (middle.error - std::log(wanted_error)) / accuracy.rate;
    accuracy.paths = std::exp(wanted);
    accuracy.is_extrapolated = wanted > rungs.back().paths;
    return accuracy;
}

}  // namespace

WarmRuns run_warm(const Place& place, int repeats) {
    WarmRuns runs;
    runs.found = run(place);
    std::vector<double> seconds;
    for (int i = 0; i < repeats; ++i) {
        const meter::Timer timer;
        const Found again = run(place);
        seconds.push_back(timer.wall());
        runs.same_bits = runs.same_bits && again.hash == runs.found.hash;
    }
    runs.median = meter::median(seconds);
    runs.least = *std::min_element(seconds.begin(), seconds.end());
    runs.greatest = *std::max_element(seconds.begin(), seconds.end());
    return runs;
}

Energy measure_energy(const Place& place, Meters& meters) {
    constexpr double enough = 1.0;  // [s]; counters move every 1 to 100 ms
    const bool is_on_gpu = place.contender.kind == Contender::Kind::gpu;
    const auto rapl_before = meters.rapl.joules();
    const auto nvml_before = is_on_gpu ? meters.nvml.joules() : std::nullopt;
    if (!rapl_before && !nvml_before) return {};
    double path_steps = 0.0;
    const meter::Timer timer;
    while (timer.wall() < enough) {
        run(place);
        path_steps += place.job.path_steps(place.paths);
    }
    Energy energy;
    if (const auto now = meters.rapl.joules(); now && rapl_before)
        energy.processor = (*now - *rapl_before) / path_steps;
    if (const auto now = meters.nvml.joules(); now && nvml_before)
        energy.gpu = (*now - *nvml_before) / path_steps;
    return energy;
}

Accuracy measure_accuracy(const Place& place) {
    constexpr double random_rate = 0.5;
    if (place.job.draws != "sobol") return fitted({rung_of(run(place))}, random_rate);
    std::vector<Rung> rungs;
    const std::int64_t unit = replicates;
    std::int64_t paths = std::max(unit, place.paths / place.job.reach / unit * unit);
    for (; paths <= place.job.reach * place.paths; paths *= 2) {
        rungs.push_back(rung_of(run({place.job, place.contender, paths})));
        if (rungs.size() > 3 && rungs.back().error < std::log(0.5 * wanted_error)) break;
    }
    return fitted(rungs, random_rate);
}

}  // namespace snell::race
