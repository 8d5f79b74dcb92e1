#pragma once
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "cli/xva/run_input.h"

namespace snell {

/// Writes down how long each phase took.
class Stopwatch {
  public:
    explicit Stopwatch(std::vector<Phase>& phases) : phases_(&phases) {}
    /// The time since the last lap belongs to the phase.
    void lap(std::string name) {
        const auto now = std::chrono::steady_clock::now();
        phases_->push_back({std::move(name), std::chrono::duration<double>(now - last_).count()});
        last_ = now;
    }

  private:
    std::vector<Phase>* phases_;
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

}  // namespace snell
