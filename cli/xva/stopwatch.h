#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "cli/xva/run_input.h"

namespace snell {

/// Writes down how long each phase took, and names it on stderr as it starts where a person watches.
class Stopwatch {
  public:
    explicit Stopwatch(std::vector<Phase>& phases) : phases_(&phases) {}
    Stopwatch(const Stopwatch&) = delete;
    Stopwatch& operator=(const Stopwatch&) = delete;
    ~Stopwatch() { stop(); }
    /// Ends the phase before it.
    void start(std::string phase);
    /// Ends the last phase.
    void stop();

  private:
    std::vector<Phase>* phases_;
    std::string running_;
    bool told_ = false;
    std::chrono::steady_clock::time_point since_;

    void lap();
};

}  // namespace snell
