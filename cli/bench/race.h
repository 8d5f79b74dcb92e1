#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "cli/bench/job.h"
#include "cli/bench/prices.h"
#include "engine/meter/processor.h"

namespace snell::race {

/// What the user asks for.
struct Options {
    std::string device = "all";
    std::vector<std::string> suite;  ///< empty: all works
    std::vector<std::string> draws = {"philox", "sobol"};
    std::int64_t paths = 1 << 17, gpu_paths = 1 << 22;
    int repeats = 20;
    int threads = 0;
    std::string book;  ///< of xva-book; empty: made up
    Prices prices;
    bool scaling = true;
};

/// The relative standard error that works are taken to.
inline constexpr double wanted_error = 1e-4;

/// How a work's error falls with its paths; the same on every device, as the bits are.
struct Accuracy {
    double rate = 0.5;        ///< error ~ paths^-rate
    bool is_rate_measured{};  ///< false: random draws, 1/2
    double paths = 0.0;       ///< that take the error to the wanted one
    bool is_extrapolated{};   ///< more than were run
};

/// Joules of a path-step; nothing where the counter cannot be read.
struct Energy {
    std::optional<double> processor, gpu;
};

/// A work on a device.
struct Timing {
    std::size_t entrant = 0;  ///< number in Race::entrants
    std::int64_t paths = 0;
    double path_steps = 0.0;                         ///< of a run
    double cold = 0.0;                               ///< median of fresh processes [s]
    double warm = 0.0, least = 0.0, greatest = 0.0;  ///< median and extremes of runs after the first [s]
    Estimate value;
    bool same_bits = true;  ///< in every run, fresh processes included, and as on the device that came first
    Energy energy;

    double rate() const { return path_steps / warm; }  ///< path-steps a second
};

/// A work with one kind of draws, on all devices.
struct WorkTimings {
    std::string work, about, draws;
    int steps = 0, width = 1;
    std::string width_of;
    meter::Cost cost;  ///< of a path-step
    Accuracy accuracy;
    std::vector<Timing> timings;

    double seconds_to_accuracy(const Timing& timing) const {
        return accuracy.paths * steps * width / timing.rate();
    }
};

/// Who takes part, and what it reaches at most.
struct Entrant {
    Contender contender;
    meter::Limits limits;
};

/// Rates of one work as one of its sizes grows.
struct Scaling {
    struct Point {
        std::int64_t size = 0;
        std::vector<std::optional<double>> rates;  ///< [entrant] path-steps a second
    };
    std::string axis;  ///< "paths", "steps", "assets" or "netting sets"
    std::string about;
    std::vector<Point> points;
};

/// All that a bench measured.
struct Race {
    Options options;
    std::string processor, build, date;
    std::vector<std::string> gpus;
    std::string no_gpu;  ///< why there is none
    std::vector<Entrant> entrants;
    std::vector<WorkTimings> works;
    std::vector<Scaling> scalings;
    std::string no_rapl, no_nvml;  ///< why energy cannot be read; empty where it can

    bool has_same_bits() const;
    bool has(Contender::Kind kind) const;
    /// Rate of a timing over that of an entrant of this kind in the same work.
    std::optional<double> ratio(const WorkTimings& work, const Timing& timing, Contender::Kind to) const;
    /// Price of 1e12 path-steps; of all threads or all GPUs.
    std::optional<double> price(const Timing& timing) const;
    double share_of_peak(const WorkTimings& work, const Timing& timing) const;
    double share_of_memory(const WorkTimings& work, const Timing& timing) const;
};

/// Times everything.  Throws DeviceError, UsageError, InputError.
Race run_race(const Options& options);

/// What a fresh process does: one run on so many paths; returns a line with its hash.
std::string run_once(const Options& options, const std::string& work);

}  // namespace snell::race
