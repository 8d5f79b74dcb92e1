#include "cli/xva/stop_sign.h"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <ctime>

#include "cli/command.h"

namespace snell {
namespace {

sigset_t stop_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

/// Seconds from now to the next time that clocks here show this.
std::chrono::duration<double> until_time(int hour, int minute) {
    const std::time_t now = std::time(nullptr);
    std::tm then{};
    localtime_r(&now, &then);
    then.tm_hour = hour;
    then.tm_min = minute;
    then.tm_sec = 0;
    then.tm_isdst = -1;
    std::time_t at = std::mktime(&then);
    if (at <= now) {
        ++then.tm_mday;
        then.tm_isdst = -1;
        at = std::mktime(&then);
    }
    return std::chrono::seconds(at - now);
}

/// Seconds to go.
std::chrono::duration<double> until(const std::string& deadline) {
    int hour = 0, minute = 0, used = 0;
    if (std::sscanf(deadline.c_str(), "%2d:%2d%n", &hour, &minute, &used) == 2 &&
        used == static_cast<int>(deadline.size()) && hour >= 0 && hour < 24 && minute >= 0 && minute < 60)
        return until_time(hour, minute);
    double seconds = 0.0;
    used = 0;
    if (std::sscanf(deadline.c_str(), "%lf%n", &seconds, &used) == 1 &&
        used == static_cast<int>(deadline.size()) && seconds >= 0.0 && seconds < 1e9)
        return std::chrono::duration<double>(seconds);
    throw UsageError(fmt::format(
        "--deadline: '{}' is neither a time nor a number of seconds. Write 06:00 or 90", deadline));
}

}  // namespace

Deadline deadline_of(const std::string& text) {
    using Clock = std::chrono::steady_clock;
    if (text.empty()) return {};
    return Clock::now() + std::chrono::duration_cast<Clock::duration>(until(text));
}

StopSign::StopSign(const Deadline& deadline) : deadline_(deadline) {
    raised_ = deadline_ && Clock::now() >= *deadline_;
    const sigset_t set = stop_signals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    watch_ = std::thread([this] { watch(); });
}

StopSign::~StopSign() {
    ended_ = true;
    watch_.join();
    const sigset_t set = stop_signals();
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

void StopSign::watch() {
    constexpr timespec pause{0, 20'000'000};
    const sigset_t set = stop_signals();
    while (!ended_) {
        if (const int found = sigtimedwait(&set, nullptr, &pause); found > 0) return obey(found);
        if (deadline_ && Clock::now() >= *deadline_) raised_ = true;
    }
}

void StopSign::obey(int signal) {
    constexpr std::chrono::seconds patience(4);
    signal_ = signal;
    raised_ = true;
    const bool was_working = working_;
    const Clock::time_point last = Clock::now() + patience;
    while (working_ && Clock::now() < last) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    if (!was_working || working_) ::_exit(128 + signal);
}

}  // namespace snell
