#include "cli/bench/cold_run.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

#include "engine/meter/timer.h"

namespace snell::race {
namespace {

constexpr const char* program = "/proc/self/exe";

[[noreturn]] void fail(const char* call, int error) {
    throw std::runtime_error(fmt::format("a fresh process: {}: {}", call, std::strerror(error)));
}

/// What comes out of the pipe until it is closed.
std::string read_all(int pipe) {
    std::string text;
    char piece[256];
    for (;;) {
        const ssize_t count = read(pipe, piece, sizeof piece);
        if (count > 0) text.append(piece, static_cast<std::size_t>(count));
        if (count == 0 || (count < 0 && errno != EINTR)) return text;
    }
}

}  // namespace

ColdRun run_cold(const std::vector<std::string>& words) {
    std::vector<char*> arguments;
    std::string name = "snell";
    arguments.push_back(name.data());
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) fail("pipe", errno);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    const meter::Timer timer;
    pid_t child = 0;  // not by fork, which takes the longer the more memory this process has
    const int status_of_start = posix_spawn(&child, program, &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (status_of_start != 0) {
        close(ends[0]);
        fail("start", status_of_start);
    }
    ColdRun run{0.0, read_all(ends[0])};
    close(ends[0]);
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) fail("wait", errno);
    run.seconds = timer.wall();
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        throw std::runtime_error(fmt::format("a fresh process of 'snell {}' failed (wait status {})",
                                             fmt::join(words, " "), status));
    return run;
}

}  // namespace snell::race
