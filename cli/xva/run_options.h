#pragma once
#include <CLI/App.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/xva/run_input.h"

namespace snell {

/// What flags ask of a run; what they leave out stays as the run says.
struct RunOptions {
    std::string path;
    std::int64_t paths = 0;
    int replicates = 0;
    std::optional<std::uint64_t> seed;
    std::string sampler, fixings = "true", options, curves = "model", audit, regression, future;
    std::vector<double> quantiles;
    bool by_trade = false, no_trades = false;
};
void add_run_options(CLI::App& command, RunOptions& options);

/// How a run is worked: changes no digit.
struct WorkOptions {
    int threads = 0;
    double trade_timeout = 60.0;  ///< seconds; 0: nobody attends
    std::string lanes = "auto", device = "auto", memory, deadline;
};
/// Threads, lanes and device.
void add_work_options(CLI::App& command, WorkOptions& options);
void add_deadline(CLI::App& command, WorkOptions& options);
void add_trade_timeout(CLI::App& command, WorkOptions& options);
/// Memory bounds the groups, which a plan fixes.
void add_memory(CLI::App& command, WorkOptions& options);

/// Puts what the flags say over what the run says, and lists what holds.
void apply(const RunOptions& options, RunInput& input);
/// Throws UsageError if the memory is no size, DeviceError if the processor lacks the instruction set.
void apply(const WorkOptions& options, XvaSettings& settings);

}  // namespace snell
