#include "core/commit.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

namespace snell {
namespace {

/// Which call of the table fails, counted over all commits, and with what.
struct Fault {
    int at = 0, seen = 0, reason = EIO;
    bool strikes() {
        if (++seen != at) return false;
        errno = reason;
        return true;
    }
};
Fault fault;  // the table holds plain functions

FileCalls failing(int at, int reason) {
    fault = {at, 0, reason};
    static const FileCalls real = system_calls();
    return {[](const char* p, int f, mode_t m) { return fault.strikes() ? -1 : real.open(p, f, m); },
            [](int f, const void* b, std::size_t n) { return fault.strikes() ? -1 : real.write(f, b, n); },
            [](int f) { return fault.strikes() ? -1 : real.fsync(f); },
            [](int f) {
                const int closed = real.close(f);
                return fault.strikes() ? -1 : closed;
            },
            [](const char* a, const char* b) { return fault.strikes() ? -1 : real.rename(a, b); },
            real.unlink};
}

class Commit : public testing::Test {
  protected:
    std::filesystem::path folder_ =
        std::filesystem::path(testing::TempDir()) / ("commit" + std::to_string(::getpid()));
    void SetUp() override { std::filesystem::create_directories(folder_); }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::string bytes(const std::string& name) const {
        std::string found;
        return read_bytes((folder_ / name).string(), found) ? found : "nothing";
    }
    std::size_t files() const {
        return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder_), {}));
    }
};

TEST_F(Commit, puts_a_whole_file_and_nothing_else) {
    const Committer committer(folder_.string());
    committer.commit("a", std::string(100000, 'x'));
    committer.commit("a", "newer");
    EXPECT_EQ(bytes("a"), "newer");
    EXPECT_EQ(files(), 1u);
}

TEST_F(Commit, reads_back_a_file_that_holds_nothing_but_no_folder) {
    Committer(folder_.string()).commit("empty", "");
    std::string found = "before";
    EXPECT_TRUE(read_bytes((folder_ / "empty").string(), found));
    EXPECT_EQ(found, "");
    EXPECT_FALSE(read_bytes(folder_.string(), found));
    EXPECT_FALSE(read_bytes((folder_ / "missing").string(), found));
}

TEST_F(Commit, that_fails_at_any_step_names_the_path_and_leaves_nothing_under_the_name) {
    constexpr int steps = 8;  // open, write, fsync, close, rename; open, fsync and close of the folder
    for (int at = 1; at < steps; ++at)
        for (int reason : {ENOSPC, EIO}) {
            const Committer committer(folder_.string(), failing(at, reason));
            try {
                committer.commit("a", "text");
                FAIL() << "step " << at;
            } catch (const CommitError& error) {
                EXPECT_NE(std::string(error.what()).find(folder_.string()), std::string::npos) << at;
            }
            EXPECT_EQ(files(), 0u) << at;
        }
}

TEST_F(Commit, that_fails_before_its_renaming_leaves_what_stood_there) {
    Committer(folder_.string()).commit("a", "old");
    for (int at = 1; at <= 5; ++at) {
        EXPECT_THROW(Committer(folder_.string(), failing(at, ENOSPC)).commit("a", "new"), CommitError);
        EXPECT_EQ(bytes("a"), "old") << at;
        EXPECT_EQ(files(), 1u) << at;
    }
}

TEST_F(Commit, goes_on_where_a_write_takes_less_than_all) {
    FileCalls calls = system_calls();
    calls.write = [](int f, const void* b, std::size_t n) {
        return ::write(f, b, std::min(n, std::size_t{7}));
    };
    Committer(folder_.string(), calls).commit("a", std::string(1000, 'y'));
    EXPECT_EQ(bytes("a"), std::string(1000, 'y'));
}

TEST_F(Commit, takes_a_name_of_its_own_beside_what_another_writer_has_begun) {
    const Committer committer(folder_.string());
    committer.commit("a.partial0", "of a writer that died");
    committer.commit("a", "text");
    EXPECT_EQ(bytes("a"), "text");
    EXPECT_EQ(files(), 2u);
    committer.remove_partial();
    EXPECT_EQ(files(), 1u);
}

}  // namespace
}  // namespace snell
