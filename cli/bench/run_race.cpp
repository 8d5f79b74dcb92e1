#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include "cli/bench/cold_run.h"
#include "cli/bench/made_up_book.h"
#include "cli/bench/measure.h"
#include "cli/bench/scaling.h"
#include "cli/build.h"
#include "cli/progress_line.h"
#include "engine/meter/median.h"
#include "gpu/cuda.h"
#include "gpu/limits.h"

namespace snell::race {
namespace {

constexpr int made_up_trades = 100, made_up_sets = 5;
constexpr int cold_runs = 3;

std::string print_hash(std::uint64_t hash) { return fmt::format("{:016x}\n", hash); }

Job job_of(const std::string& work, const std::string& draws, const std::string& book) {
    if (work == book_work) return book_job(read_book(book), draws);
    for (const meter::PathWork& each : meter::path_works)
        if (each.name == work) return path_job(each, draws);
    throw std::logic_error("no work " + work);
}

meter::Limits limits_of(const Contender& contender) {
    if (contender.kind == Contender::Kind::gpu) return cuda_limits().value();
    return meter::processor_limits(contender.threads);
}

class Bench {
  public:
    explicit Bench(const Options& options) {
        race_.options = options;
        const std::string version = version_text();
        race_.build = version.substr(0, version.find('\n'));
        race_.processor = meter::processor_name();
        race_.date = fmt::format("{:%Y-%m-%d}", fmt::gmtime(std::time(nullptr)));
        const CudaDevices found = find_cuda_devices();
        for (const CudaProperties& each : found.devices) race_.gpus.push_back(each.name);
        race_.no_gpu = found.reason;
        race_.no_rapl = meters_.rapl.reason();
        race_.no_nvml = meters_.nvml.reason();
    }

    Race run() {
        const std::string& asked = race_.options.book;
        // A fault of the book is to show before minutes of measuring.
        if (!asked.empty() && is_wanted(book_work)) read_book(asked);
        tell("what the devices reach at most");
        for (const Contender& each : contenders(race_.options.device, race_.options.threads))
            race_.entrants.push_back({each, limits_of(each)});
        for (const NamedWork& work : works()) {
            if (!is_wanted(work.name)) continue;
            for (const std::string& draws : race_.options.draws) time(work, draws);
        }
        if (race_.options.scaling)
            race_.scalings = measure_scaling(race_, [this](const std::string& what) { tell(what); });
        line_.clear();
        return std::move(race_);
    }

  private:
    Race race_;
    Meters meters_;
    ProgressLine line_;
    std::optional<MadeUpBook> made_up_;

    void tell(const std::string& what) { line_.show(what); }

    bool is_wanted(const std::string& work) const {
        const std::vector<std::string>& suite = race_.options.suite;
        return suite.empty() || std::find(suite.begin(), suite.end(), work) != suite.end();
    }

    const std::string& book() {
        if (race_.options.book.empty() && !made_up_) made_up_.emplace(made_up_trades, made_up_sets);
        return made_up_ ? made_up_->run() : race_.options.book;
    }

    void time(const NamedWork& work, const std::string& draws) {
        tell(fmt::format("{}, {}", work.name, draws));
        const Job job = job_of(work.name, draws, work.name == book_work ? book() : "");
        WorkTimings found{job.work,     work.about, draws, job.steps, job.width,
                          job.width_of, job.cost(), {},    {}};
        const double steps_of_path = job.path_steps(1);
        found.cost.operations /= steps_of_path;
        found.cost.bytes /= steps_of_path;
        const std::int64_t common = job.paths(race_.options.paths);
        std::optional<std::uint64_t> hash;  // of the device that came first
        for (std::size_t i = 0; i < race_.entrants.size(); ++i) {
            const Contender& contender = race_.entrants[i].contender;
            if (!job.runs_on(contender)) continue;
            tell(fmt::format("{}, {}, {}", work.name, draws, contender.name));
            const bool is_gpu = contender.kind == Contender::Kind::gpu;
            const Place place{job, contender, is_gpu ? job.paths(race_.options.gpu_paths) : common};
            Timing timing = measure(place);
            timing.entrant = i;
            const std::uint64_t own = job.run(contender, common).hash;
            timing.same_bits = timing.same_bits && own == hash.value_or(own);
            hash = hash.value_or(own);
            found.timings.push_back(timing);
            if (is_last(job, i)) found.accuracy = measure_accuracy(place);
        }
        if (!found.timings.empty()) race_.works.push_back(std::move(found));
    }

    /// Nobody after this entrant runs the job.
    bool is_last(const Job& job, std::size_t entrant) const {
        for (std::size_t i = entrant + 1; i < race_.entrants.size(); ++i)
            if (job.runs_on(race_.entrants[i].contender)) return false;
        return true;
    }

    Timing measure(const Place& place) {
        const WarmRuns warm = run_warm(place, race_.options.repeats);
        Timing timing;
        timing.paths = place.paths;
        timing.path_steps = place.job.path_steps(place.paths);
        timing.warm = warm.median;
        timing.least = warm.least;
        timing.greatest = warm.greatest;
        timing.value = warm.found.value;
        timing.same_bits = warm.same_bits;
        timing.energy = measure_energy(place, meters_);
        std::vector<double> cold;
        for (int k = 0; k < std::min(cold_runs, race_.options.repeats); ++k) {
            const ColdRun run = run_cold(words_for(place));
            cold.push_back(run.seconds);
            timing.same_bits = timing.same_bits && run.output == print_hash(warm.found.hash);
        }
        timing.cold = meter::median(cold);
        return timing;
    }

    std::vector<std::string> words_for(const Place& place) {
        std::vector<std::string> words{"bench",
                                       "--once",
                                       place.job.work,
                                       "--draws",
                                       place.job.draws,
                                       "--device",
                                       place.contender.device,
                                       "--threads",
                                       std::to_string(place.contender.threads),
                                       "--paths",
                                       std::to_string(place.paths)};
        if (place.job.work == book_work) words.insert(words.end(), {"--book", book()});
        return words;
    }
};

}  // namespace

Race run_race(const Options& options) { return Bench(options).run(); }

std::string run_once(const Options& options, const std::string& work) {
    const Job job = job_of(work, options.draws.front(), options.book);
    return print_hash(job.run(contender(options.device, options.threads), options.paths).hash);
}

}  // namespace snell::race
