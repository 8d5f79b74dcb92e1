#include <gtest/gtest.h>
#include <malloc.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "cli/xva/batch.h"

namespace snell {
namespace {

namespace fs = std::filesystem;

/// A folder that lives as long as the test.
struct TestFolder {
    fs::path path = fs::path(testing::TempDir()) / ("snell_endurance_" + std::to_string(getpid()));
    TestFolder() { fs::create_directories(path); }
    ~TestFolder() { fs::remove_all(path); }
};

void write_run(const fs::path& folder) {
    std::ofstream(folder / "run.toml") << R"(date = 2026-03-31
base = "EUR"
blotter = "trades.csv"
grid = "2,1Y"
quantiles = [0.95]
[quotes.discount]
EUR = 0.021
[quotes.hazard]
ACME = 0.02
[model.rate_volatility]
EUR = 0.008
)";
    std::ofstream(folder / "trades.csv")
        << "id,type,counterparty,netting_set,currency,notional,start,end,calendar,convention,leg1_kind,leg1_"
           "side,"
           "leg1_tenor,leg1_day_count,leg1_rate,leg2_kind,leg2_side,leg2_tenor,leg2_day_count,leg2_rate\n"
           "S1,Swap,ACME,ACME-1,EUR,1e7,2026-04-02,2031-04-02,TARGET,MF,fixed,receive,1Y,30/"
           "360,0.022,fixed,pay,"
           "6M,A360,0.021\n";
}

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
    const TestFolder folder;
    write_run(folder.path);
    BatchOptions options;
    options.run.path = (folder.path / "run.toml").string();
    options.run.paths = 16;
    options.run.replicates = 2;
    options.work.threads = 1;
    options.folder = (folder.path / "night").string();
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
