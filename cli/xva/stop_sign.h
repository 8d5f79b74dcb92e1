#pragma once
#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <thread>

namespace snell {

/// When work is to stop; nothing: when it is done.
using Deadline = std::optional<std::chrono::steady_clock::time_point>;

/// "06:00" as the moment when clocks here show that next, "90" as seconds from now; nothing for "".  Throws
/// UsageError.
Deadline deadline_of(const std::string& text);

/// Waits in a thread of its own for SIGINT, SIGTERM and a deadline.  While units are worked it asks them to
/// stop, and waits for that no longer than 4 s; at any other time a signal ends the process at once, which
/// every commit survives.  Made before other threads are, so that they leave the signals to it.
class StopSign {
  public:
    explicit StopSign(const Deadline& deadline = {});
    ~StopSign();
    StopSign(const StopSign&) = delete;
    StopSign& operator=(const StopSign&) = delete;

    /// True once work is to stop.
    const std::atomic<bool>& raised() const { return raised_; }
    bool has_deadline() const { return deadline_.has_value(); }
    /// The signal that came, 0 for none.
    int signal() const { return signal_; }

    /// Units are worked as long as it lives.
    class Working {
      public:
        explicit Working(StopSign& sign) : sign_(sign) { sign_.working_ = true; }
        ~Working() { sign_.working_ = false; }
        Working(const Working&) = delete;
        Working& operator=(const Working&) = delete;

      private:
        StopSign& sign_;
    };

  private:
    using Clock = std::chrono::steady_clock;
    Deadline deadline_;
    std::atomic<bool> raised_ = false, working_ = false, ended_ = false;
    std::atomic<int> signal_ = 0;
    std::thread watch_;

    void watch();
    void obey(int signal);
};

}  // namespace snell
