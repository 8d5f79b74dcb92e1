#pragma once
#include <string>
#include <vector>

#include "cli/a2/option_file.h"
#include "engine/a2/run.h"

/// Measures workload a2 on this machine.
namespace snell::a2 {

/// What every output says.
inline constexpr const char* disclaimer =
    "Modelled on public descriptions; not audited; not comparable with audited results.";

/// How much of the workload.
struct Size {
    int assets = 5;
    std::int64_t paths = 25000;
    int steps = 252;
    std::string name() const;  ///< "5-25k-252"
};

struct Request {
    Size size;
    Method method;    ///< its steps are those of the size
    int threads = 0;  ///< 0: one per core
    std::string lanes = "auto";
    std::uint64_t seed = 1;  ///< of the paths
    int repeats = 20;
    double time_box = 600.0;    ///< [s] that runs of one kind may take together
    double price_per_hour = 0;  ///< of the machine, in any currency; 0: not told
    bool quality = false;
};

/// Seconds of a run again and again, its memory kept.
struct Warm {
    int threads = 0, repeats = 0;
    double median = 0.0, least = 0.0, greatest = 0.0;
};

/// A valuation with its timings.
struct Measurement {
    Request request;
    Parameters parameters;
    std::string processor;
    int scenarios = 0, asset_paths = 0, variance_paths = 0;
    std::vector<Warm> warm;        ///< by threads, the request's last
    double first = 0.0;            ///< the first run in this process [s]
    double cold = 0.0;             ///< a fresh process, everything included [s]; 0: not measured
    double peak_bytes = 0.0;       ///< that this process has held
    double joules = -1.0;          ///< of a run; below 0: the machine does not tell
    std::vector<Named> greeks;     ///< the price first
    std::vector<Named> reference;  ///< with 100 times the paths
    double reference_seconds = 0.0;
    Named other;  ///< the price by the other variant of the scheme
    double other_seconds = 0.0;

    const Warm& best() const { return warm.back(); }
    double options_per_second() const { return 1.0 / best().median; }
    /// Steps of single assets that are simulated, a second.
    double path_steps_per_second() const;
    /// Of a million options.
    double price_of_million() const;
};

/// The plain or the corrected scheme, as --scheme has it.
std::string name_of(Martingale martingale);
std::string name_of(Difference difference);

/// Paths of the quality run, in multiples of the size's.
inline constexpr int quality_factor = 100;

/// Values a size once; seconds in `seconds`.
std::vector<Named> value_once(const Request& request, double& seconds);

/// Everything.  `cold_words`: what a fresh process is told for one run; empty: none.
Measurement measure(const Request& request, const std::vector<std::string>& cold_words);

}  // namespace snell::a2
