#include "cli/xva/stopwatch.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <utility>

namespace snell {

void Stopwatch::start(std::string phase) {
    lap();
    running_ = std::move(phase);
    if (isatty(STDERR_FILENO) == 1) {
        fmt::print(stderr, "{} ... ", running_);
        std::fflush(stderr);
        told_ = true;
    }
}

void Stopwatch::stop() {
    lap();
    if (std::exchange(told_, false)) fmt::print(stderr, "\n");
}

void Stopwatch::lap() {
    const auto now = std::chrono::steady_clock::now();
    if (!running_.empty())
        phases_->push_back(
            {std::exchange(running_, {}), std::chrono::duration<double>(now - since_).count()});
    since_ = now;
}

}  // namespace snell
