#pragma once
#include <new>
#include <string>

#include "cli/xva/journal.h"

namespace snell {

/// Tells a journal of phases, one after the other, and of the end of the last one.
class Stopwatch {
  public:
    explicit Stopwatch(Journal& journal) : journal_(journal) {}
    Stopwatch(const Stopwatch&) = delete;
    Stopwatch& operator=(const Stopwatch&) = delete;
    ~Stopwatch() {
        try {
            stop();
        } catch (const std::bad_alloc&) {  // the phase is left out
        }
    }
    /// Ends the phase before it.
    void start(const std::string& phase) { journal_.begin(phase); }
    void stop() { journal_.end(); }

  private:
    Journal& journal_;
};

}  // namespace snell
