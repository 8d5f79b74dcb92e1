#include "cli/progress_line.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace snell {
namespace {

constexpr int width = 24;  ///< of the bar; with what stands beside it a line of 80 characters

bool is_terminal() {
    const char* const kind = std::getenv("TERM");
    return isatty(STDERR_FILENO) == 1 && kind && std::string_view(kind) != "dumb";
}

}  // namespace

ProgressLine::ProgressLine() : watched_(is_terminal()) {}

void ProgressLine::show(const std::string& work) {
    if (!watched_) return;
    fmt::print(stderr, "\r\033[K{} ...", work);
    std::fflush(stderr);
    shown_ = true;
}

void ProgressLine::show(const std::string& work, double share, const std::string& beside) {
    if (!watched_) return;
    const double done = std::clamp(share, 0.0, 1.0);
    const int full = static_cast<int>(done * width);
    fmt::print(stderr, "\r\033[K{} [{:#<{}}{:.<{}}] {:3.0f} %{}{}", work, "", full, "", width - full,
               100.0 * done, beside.empty() ? "" : ", ", beside);
    std::fflush(stderr);
    shown_ = true;
}

void ProgressLine::clear() {
    if (!shown_) return;
    fmt::print(stderr, "\r\033[K");
    std::fflush(stderr);
    shown_ = false;
}

std::string print_about(double seconds) {
    constexpr double minute = 60.0, hour = 3600.0;
    if (seconds < 1.5 * minute) return fmt::format("{:.0f} s", seconds);
    if (seconds < 1.5 * hour) return fmt::format("{:.0f} min", seconds / minute);
    const int minutes = static_cast<int>(std::min(seconds / minute, 1e8));
    return fmt::format("{} h {:02} min", minutes / 60, minutes % 60);
}

}  // namespace snell
