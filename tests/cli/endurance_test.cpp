#include <gtest/gtest.h>
#include <malloc.h>

#include <cstdlib>
#include <filesystem>

#include "tests/cli/small_run.h"

namespace snell {
namespace {

namespace fs = std::filesystem;

std::size_t descriptors() {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator()));
}

std::size_t threads() {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator("/proc/self/task"), fs::directory_iterator()));
}

/// Bytes that are allocated, whatever the allocator keeps beside them.
std::size_t allocated() {
    const auto found = mallinfo2();
    return found.uordblks + found.hblkhd;
}

/// Runs that a night's worth of work is made of; SNELL_RUNS of them where it is set.
TEST(Endurance, many_runs_in_one_process_leave_no_memory_descriptors_or_threads_behind) {
    const char* const asked = std::getenv("SNELL_RUNS");
    const int runs = asked ? std::atoi(asked) : 20, first = 5;  // caches are filled by then
    const SmallRun folder;
    const BatchOptions options = folder.options();
    const WatchOptions watched{.events = (folder.path / "events").string(),
                               .metrics = (folder.path / "metrics").string(),
                               .registry = {(folder.path / "runs.sqlite").string(), false}};
    std::size_t bytes = 0, files = 0, tasks = 0;
    for (int i = 0; i < runs; ++i) {
        StopSign sign;
        const ExitCode code = keep_journal(watched, {"xva", options.folder}, [&](Journal& journal) {
            return run_batch(options, Attempt{}, sign, journal).code;
        });
        ASSERT_EQ(code, ExitCode::done);
        if (i + 1 == first) bytes = allocated(), files = descriptors(), tasks = threads();
    }
    // Caches of malloc go on filling for some 200 runs, by 60 kB in all, and then stand still.  So a leaked
    // file of a few kB shows in 20 runs, and 130 bytes a run in 500.
    EXPECT_LE(allocated(), bytes + (1 << 16));
    EXPECT_EQ(descriptors(), files);
    EXPECT_LE(threads(), tasks);
    if (asked)
        std::printf("%d runs: %zd bytes more than after %d, %zu descriptors\n", runs,
                    static_cast<ssize_t>(allocated()) - static_cast<ssize_t>(bytes), first, descriptors());
}

}  // namespace
}  // namespace snell
