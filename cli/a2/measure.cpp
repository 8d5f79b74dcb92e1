#include "cli/a2/measure.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <thread>

#include "cli/bench/cold_run.h"
#include "cli/bench/rapl.h"
#include "cli/device.h"
#include "engine/meter/median.h"
#include "engine/meter/processor.h"
#include "engine/meter/timer.h"

namespace snell::a2 {
namespace {

Effort effort_of(const Request& request, int threads) {
    Effort effort;
    effort.paths = request.size.paths;
    effort.seed = request.seed;
    effort.threads = threads;
    effort.isa = isa_named(request.lanes);
    return effort;
}
Method method_of(const Request& request, const Parameters& parameters) {
    Method method = request.method;
    method.steps = request.size.steps;
    method.bumps = parameters.bumps;
    return method;
}
ScenarioSet set_of(const Request& request) {
    const Parameters parameters = parameters_of(request.size.assets);
    return make_scenarios(parameters.option, method_of(request, parameters));
}
int threads_of(const Request& request) {
    return request.threads > 0 ? request.threads
                               : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

/// Runs after the first, until there are enough or the time box is full.
Warm run_warm(Valuation& valuation, int threads, int repeats, double box) {
    const meter::Timer whole;
    std::vector<double> seconds;
    while (static_cast<int>(seconds.size()) < repeats &&
           (seconds.empty() || whole.wall() + seconds.back() < box)) {
        const meter::Timer run;
        valuation.run();
        seconds.push_back(run.wall());
    }
    const auto [least, greatest] = std::minmax_element(seconds.begin(), seconds.end());
    return {threads, static_cast<int>(seconds.size()), meter::median(seconds), *least, *greatest};
}

/// 1, 2, 4 ... and all threads.
std::vector<int> thread_counts(int all) {
    std::vector<int> counts;
    for (int threads = 1; threads < all; threads *= 2) counts.push_back(threads);
    counts.push_back(all);
    return counts;
}

/// Most memory that this process has held so far [bytes].
double peak_bytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return 1024.0 * static_cast<double>(usage.ru_maxrss);
}

/// Few repeats do for fewer threads than all.
constexpr int few_repeats = 5;

void time_all(const Request& request, Measurement& m) {
    const int all = threads_of(request);
    const ScenarioSet set = set_of(request);
    m.scenarios = static_cast<int>(set.scenarios.size());
    m.asset_paths = set.asset_paths();
    m.variance_paths = set.variance_paths();
    const meter::Timer whole;
    Valuation valuation(set, effort_of(request, all));
    m.greeks = valuation.run();
    m.first = whole.wall();
    race::Rapl rapl;
    const Warm last = run_warm(valuation, all, request.repeats, request.time_box);
    if (const std::optional<double> joules = rapl.joules()) m.joules = *joules / last.repeats;
    m.peak_bytes = peak_bytes();
    for (int threads : thread_counts(all)) {
        if (threads == all) continue;
        if (request.repeats < few_repeats || last.median * all / threads > request.time_box) continue;
        Valuation slower(set, effort_of(request, threads));
        slower.run();
        m.warm.push_back(run_warm(slower, threads, few_repeats, request.time_box));
    }
    m.warm.push_back(last);
}

void price_by_other_scheme(const Request& request, Measurement& m) {
    Request other = request;
    other.method.martingale =
        request.method.martingale == Martingale::plain ? Martingale::corrected : Martingale::plain;
    m.other = value_once(other, m.other_seconds).front();
}

}  // namespace

std::string Size::name() const {
    const std::string many = paths % 1000 == 0 ? fmt::format("{}k", paths / 1000) : fmt::format("{}", paths);
    return fmt::format("{}-{}-{}", assets, many, steps);
}

double Measurement::path_steps_per_second() const {
    return static_cast<double>(request.size.paths) * request.size.steps * asset_paths / best().median;
}
double Measurement::price_of_million() const { return request.price_per_hour * 1e6 * best().median / 3600.0; }

std::string name_of(Martingale martingale) { return martingale == Martingale::plain ? "qe" : "qe-m"; }
std::string name_of(Difference difference) {
    return difference == Difference::central ? "central" : "one-sided";
}

std::vector<Named> value_once(const Request& request, double& seconds) {
    const meter::Timer timer;
    std::vector<Named> found = Valuation(set_of(request), effort_of(request, threads_of(request))).run();
    seconds = timer.wall();
    return found;
}

Measurement measure(const Request& request, const std::vector<std::string>& cold_words) {
    Measurement m;
    m.request = request;
    m.request.threads = threads_of(request);
    m.parameters = parameters_of(request.size.assets);
    m.processor = meter::processor_name();
    if (!cold_words.empty()) m.cold = race::run_cold(cold_words).seconds;
    time_all(request, m);
    price_by_other_scheme(request, m);
    if (request.quality) {
        Request large = request;
        large.size.paths *= quality_factor;
        large.seed += 1;  // independent of what it judges
        m.reference = value_once(large, m.reference_seconds);
    }
    return m;
}

}  // namespace snell::a2
