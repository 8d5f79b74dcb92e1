#pragma once
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "cli/progress_line.h"
#include "cli/xva/event_file.h"
#include "cli/xva/registry.h"
#include "cli/xva/standing.h"

namespace CLI {
class App;
}

namespace snell {

struct Forecast;
struct RunOutput;
struct StoredPlan;

/// Where a command of the overnight job tells how it stands.
struct WatchOptions {
    std::string events;   ///< one JSON object a line, appended
    std::string metrics;  ///< text for Prometheus, renewed
    RegistryOptions registry{"", true};
};
void add_watch_options(CLI::App& command, WatchOptions& options);
/// The same, and the registry: of commands that write results.
void add_night_options(CLI::App& command, WatchOptions& options);

/// What a command tells as it goes: to those who watch by file, and on stderr to people.  None of it changes
/// a byte of a result; what cannot be written is said once, and the command goes on.  Its members may be
/// called from any thread.  docs/reference/events.md has the events.
class Journal {
  public:
    Journal();  ///< of a command that is watched on stderr alone
    /// Throws OutputError if a file cannot be opened.
    Journal(const WatchOptions& options, Job job);
    ~Journal();
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    /// A phase begins; ends the one before it.
    void begin(const std::string& phase);
    /// The phase ends.
    void end();
    /// Phases that are done.
    std::vector<Phase> phases() const;

    /// The run is frozen: what it is, which trades failed and what was noted.
    void planned(const StoredPlan& plan);
    /// What is still to be done will take that much, about.
    void expect(const Forecast& forecast);
    std::optional<double> expected_seconds() const { return expected_seconds_; }
    /// Whether a file takes what is told, or a person sees it.
    bool is_watched() const { return events_ || !options_.metrics.empty() || line_.is_watched(); }
    /// Text for people, on lines of its own.
    void say(const std::string& lines);
    /// Something that the run survives; said on stderr, too.
    void warn(const std::string& problem);
    /// What the results are, and trades that were left out of them.
    void found(const RunOutput& output, const std::string& currency);

    /// Units on their way, told of now and then for as long as it lives.
    class Work {
      public:
        Work(Journal& journal, std::size_t units, std::int64_t paths_of_unit);
        ~Work();
        Work(const Work&) = delete;
        Work& operator=(const Work&) = delete;
        /// Paths that are done are added to it.
        std::atomic<std::int64_t>& walked() { return walked_; }
        /// A unit is committed.
        void commit() { ++committed_; }

      private:
        Journal& journal_;
        std::int64_t paths_;  ///< of all units
        std::atomic<std::int64_t> walked_ = 0;
        std::atomic<int> committed_ = 0;
        double began_;  ///< seconds since the journal's start
        std::mutex mutex_;
        std::condition_variable ended_;
        bool is_over_ = false;
        std::thread ticker_;

        void tick();
        void tell();
        void tell_or_not();
    };

    /// The command has ended, with what it said on stderr.
    void close(ExitCode code, const std::vector<std::string>& lines);

  private:
    using Clock = std::chrono::steady_clock;
    WatchOptions options_;
    std::optional<EventFile> events_;
    ProgressLine line_;
    Clock::time_point start_ = Clock::now(), phase_start_ = start_;
    Standing now_;
    std::optional<double> expected_seconds_;
    std::string registry_;     ///< its file; empty: none
    std::int64_t number_ = 0;  ///< in the registry; 0: not there yet
    bool is_metrics_lost_ = false, is_event_lost_ = false;
    mutable std::mutex mutex_;

    double seconds() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }
    void lap();
    void tell(nlohmann::ordered_json event);
    void tell_failure(const FailureRow& row);
    void renew_metrics();
    void enrol(const std::vector<std::string>& lines);
    void lost(const std::string& path, bool& is_said);
};

/// Runs a command and has its journal closed, however it ends.
ExitCode keep_journal(const WatchOptions& options, Job job, const std::function<ExitCode(Journal&)>& run);

}  // namespace snell
