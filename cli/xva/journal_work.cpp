#include <fmt/format.h>

#include <algorithm>
#include <new>
#include <nlohmann/json.hpp>

#include "cli/xva/journal.h"

namespace snell {

Journal::Work::Work(Journal& journal, std::size_t units, std::int64_t paths_of_unit)
    : journal_(journal),
      paths_(std::max<std::int64_t>(static_cast<std::int64_t>(units) * paths_of_unit, 1)),
      began_(journal.seconds()) {
    {
        const std::lock_guard lock(journal_.mutex_);
        journal_.now_.units = static_cast<int>(units);
        journal_.now_.units_done = 0;
        journal_.now_.share = 0.0;
    }
    if (journal_.is_watched()) ticker_ = std::thread([this] { tick(); });
}

Journal::Work::~Work() {
    if (ticker_.joinable()) {
        {
            const std::lock_guard lock(mutex_);
            is_over_ = true;
        }
        ended_.notify_one();
        ticker_.join();
    }
    tell_or_not();
}

/// A second is short for who watches a night, and long for a file.
void Journal::Work::tick() {
    constexpr std::chrono::seconds pause(1);
    std::unique_lock lock(mutex_);
    while (!ended_.wait_for(lock, pause, [this] { return is_over_; })) tell_or_not();
}

/// What memory is too short to say is left out.
void Journal::Work::tell_or_not() {
    try {
        tell();
    } catch (const std::bad_alloc&) {
    }
}

void Journal::Work::tell() {
    const std::lock_guard lock(journal_.mutex_);
    Standing& now = journal_.now_;
    now.units_done = committed_;
    now.share = std::min(static_cast<double>(walked_) / static_cast<double>(paths_), 1.0);
    now.seconds_left.reset();
    if (now.share > 0.0) now.seconds_left = (journal_.seconds() - began_) * (1.0 / now.share - 1.0);
    nlohmann::ordered_json event = {
        {"event", "progress"}, {"units", now.units}, {"units_done", now.units_done}, {"share", now.share}};
    if (now.seconds_left) event["seconds_left"] = *now.seconds_left;
    journal_.tell(std::move(event));
    journal_.line_.show(now.phase, now.share,
                        now.seconds_left ? print_about(*now.seconds_left) + " left" : "");
    journal_.renew_metrics();
}

}  // namespace snell
