#pragma once
#include <chrono>
#include <ctime>

namespace snell::meter {

/// Elapsed and charged seconds since construction.  One-thread rates use the charged time, which other
/// processes of a shared machine do not stretch; rates of several threads use the elapsed time.
class Timer {
  public:
    double wall() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }
    double processor() const { return charged() - charged_; }

  private:
    using Clock = std::chrono::steady_clock;
    static double charged() {
        std::timespec now;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
        return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
    }
    Clock::time_point start_ = Clock::now();
    double charged_ = charged();
};

}  // namespace snell::meter
