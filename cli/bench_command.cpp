#include "cli/bench_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/a2/a2_command.h"
#include "cli/bench_work.h"
#include "cli/command.h"
#include "cli/device.h"
#include "cli/table.h"
#include "core/estimate.h"
#include "engine/build.h"
#include "gpu/cuda.h"

namespace snell {
namespace {

struct BenchOptions {
    std::string device = "all";
    std::vector<std::string> suite;
    std::string sampler = "philox";
    std::int64_t paths = 1 << 20;
    int repeats = 20;
    int threads = 0;
    std::string json;
};

constexpr int replicates = 16;
constexpr double accuracy = 1e-4;  // of the value

/// What a device is called in the table, and how to get it.
struct Contender {
    std::string name;
    std::unique_ptr<Backend> backend;
};

/// One work on one device.
struct Timing {
    std::string work, device;
    int assets = 0;
    std::int64_t paths = 0;
    double first = 0.0, median = 0.0;  ///< [s]; the first run takes memory and wakes the device
    Estimate value;
    std::vector<double> sums;
    bool same_bits = true;  ///< as on the device that came first

    /// An asset's steps of paths a second, by the median.
    double rate() const { return static_cast<double>(paths) * bench_steps * assets / median; }
    /// Seconds to the accuracy by paths^-1/2, which Sobol' points beat.
    double seconds_to_accuracy() const {
        const double excess = value.std_error / (accuracy * abs(value.value));
        return median * excess * excess;
    }
};

std::vector<Contender> contenders(const BenchOptions& options) {
    std::vector<Contender> all;
    if (options.device != "cuda") {
        if (options.threads != 1) all.push_back({"cpu, 1 thread", backend_for("cpu", 1, "auto")});
        all.push_back({"cpu", backend_for("cpu", options.threads, "auto")});
    }
    if (options.device == "cuda" || (options.device == "all" && !find_cuda_devices().devices.empty()))
        all.push_back({"cuda", backend_for("cuda", options.threads, "auto")});
    return all;
}

Walk<double> walk_of(const BenchWork& work, const BenchOptions& options) {
    Settings settings;
    if (options.sampler == "philox") settings.sampler = Philox{.seed = 1};
    return build_walk(work.model, work.product, {}, settings,
                      grid_for(work.model, work.product, bench_steps));
}

double seconds_of(const Backend& backend, const Walk<double>& walk, std::int64_t paths, Sums& sums) {
    sums = {replicates, walk.outputs(), 0,
            std::vector<double>(static_cast<std::size_t>(replicates * walk.outputs()), 0.0)};
    const auto start = std::chrono::steady_clock::now();
    backend.average(walk, paths, sums);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

Timing measure(const Contender& contender, const BenchWork& work, const BenchOptions& options) {
    const Walk<double> walk = walk_of(work, options);
    const std::int64_t each = std::max<std::int64_t>(1, options.paths / replicates);
    Sums sums;
    Timing timing;
    timing.work = work.name;
    timing.device = contender.name;
    timing.assets = work.assets;
    timing.paths = each * replicates;
    timing.first = seconds_of(*contender.backend, walk, each, sums);
    std::vector<double> seconds;
    for (int i = 0; i < options.repeats; ++i)
        seconds.push_back(seconds_of(*contender.backend, walk, each, sums));
    const auto middle = seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2);
    std::nth_element(seconds.begin(), middle, seconds.end());
    timing.median = *middle;
    std::vector<double> means;
    for (int r = 0; r < replicates; ++r) means.push_back(sums.mean(r, 0));
    timing.value = estimate(means, timing.paths);
    timing.sums = sums.total;
    return timing;
}

std::vector<Timing> race(const BenchOptions& options) {
    const std::vector<Contender> devices = contenders(options);
    std::vector<Timing> timings;
    for (const BenchWork& work : bench_works()) {
        const auto& suite = options.suite;
        if (!suite.empty() && std::find(suite.begin(), suite.end(), work.name) == suite.end()) continue;
        const std::size_t first = timings.size();
        for (const Contender& device : devices) {
            timings.push_back(measure(device, work, options));
            timings.back().same_bits = timings.back().sums == timings[first].sums;
        }
    }
    return timings;
}

/// The same work on the processor with all threads, if it was in the race.
const Timing* on_processor(const std::vector<Timing>& timings, const std::string& work) {
    for (const Timing& t : timings)
        if (t.work == work && t.device == "cpu") return &t;
    return nullptr;
}

std::string print_table(const std::vector<Timing>& timings) {
    Table table(
        {"work", "device", "paths", "first s", "median s", "1e6 path-steps/s", "x cpu", "s to 1e-4", "bits"});
    for (const Timing& t : timings) {
        const Timing* const processor = on_processor(timings, t.work);
        table.add({t.work, t.device, fmt::format("{}", t.paths), fmt::format("{:.4f}", t.first),
                   fmt::format("{:.4f}", t.median), fmt::format("{:.0f}", t.rate() * 1e-6),
                   processor ? fmt::format("{:.2f}", processor->median / t.median) : "-",
                   fmt::format("{:.3g}", t.seconds_to_accuracy()), t.same_bits ? "same" : "DIFFERENT"});
    }
    return table.print({false, false, true, true, true, true, true, true, false});
}

std::string print_json(const std::vector<Timing>& timings, const BenchOptions& options) {
    nlohmann::ordered_json list = nlohmann::json::array();
    for (const Timing& t : timings)
        list.push_back({{"work", t.work},
                        {"device", t.device},
                        {"sampler", options.sampler},
                        {"paths", t.paths},
                        {"steps", bench_steps},
                        {"assets", t.assets},
                        {"repeats", options.repeats},
                        {"first_seconds", t.first},
                        {"median_seconds", t.median},
                        {"path_steps_per_second", t.rate()},
                        {"seconds_to_1e-4", t.seconds_to_accuracy()},
                        {"value", t.value.value},
                        {"std_error", t.value.std_error},
                        {"same_bits", t.same_bits}});
    return list.dump(2) + "\n";
}

void add_options(CLI::App& command, BenchOptions& o) {
    std::vector<std::string> names;
    std::string abouts;
    for (const BenchWork& work : bench_works()) {
        names.push_back(work.name);
        abouts += (abouts.empty() ? "" : "; ") + work.name + ": " + work.about;
    }
    command.add_option("--device", o.device, "all, cpu or cuda")
        ->capture_default_str()
        ->check(CLI::IsMember({"all", "cpu", "cuda"}));
    command.add_option("--suite", o.suite, "Works, by commas [all] (" + abouts + ")")
        ->delimiter(',')
        ->check(CLI::IsMember(names));
    command.add_option("--sampler", o.sampler, "philox or sobol")
        ->capture_default_str()
        ->check(CLI::IsMember({"philox", "sobol"}));
    command.add_option("--paths", o.paths, "Paths a run")->capture_default_str()->check(CLI::PositiveNumber);
    command.add_option("--repeats", o.repeats, "Runs after the first, of which the median counts")
        ->capture_default_str()
        ->check(CLI::Range(1, 1000));
    command.add_option("--threads", o.threads, "Threads of the processor [one per core]")
        ->check(CLI::Range(1, 1024));
    command.add_option("--json", o.json, "Write the measurements to a file, too");
}

}  // namespace

void add_bench(CLI::App& root, ExitCode& code) {
    auto options = std::make_shared<BenchOptions>();
    CLI::App* command = root.add_subcommand(
        "bench", "Time the path loop on this machine's devices, and compare the bits of their sums");
    add_options(*command, *options);
    command->footer("Example: snell bench --suite gbm,heston --paths 65536 --repeats 3");
    add_a2(*command, code);
    command->callback([options, command, &code] {
        if (!command->get_subcommands().empty()) return;
        const std::vector<Timing> timings = race(*options);
        if (!options->json.empty()) write_output(options->json, print_json(timings, *options));
        write_output("", print_table(timings));
        const bool same =
            std::all_of(timings.begin(), timings.end(), [](const Timing& t) { return t.same_bits; });
        if (!same) code = ExitCode::check_failed;
    });
}

}  // namespace snell
