#include "cli/a2/fresh_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <stdexcept>

namespace snell::a2 {

double seconds_of_fresh_process(const std::vector<std::string>& words) {
    std::string name = "snell";
    std::vector<char*> arguments{name.data()};
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    const auto start = std::chrono::steady_clock::now();
    pid_t child = 0;  // not by fork, which takes the longer the more memory this process has
    const int fault = posix_spawn(&child, "/proc/self/exe", &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (fault != 0)
        throw std::runtime_error(fmt::format("a fresh process cannot start: {}", std::strerror(fault)));
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            throw std::runtime_error(fmt::format("a fresh process is lost: {}", std::strerror(errno)));
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        throw std::runtime_error(fmt::format("'snell {}' failed in a fresh process (wait status {})",
                                             fmt::join(words, " "), status));
    return seconds;
}

double peak_bytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return 1024.0 * static_cast<double>(usage.ru_maxrss);
}

double package_joules() {
    double sum = -1.0;
    for (int zone = 0; zone < 16; ++zone) {
        std::ifstream file(fmt::format("/sys/class/powercap/intel-rapl:{}/energy_uj", zone));
        double microjoules = 0.0;
        if (file >> microjoules) sum = (sum < 0.0 ? 0.0 : sum) + 1e-6 * microjoules;
    }
    return sum;
}

}  // namespace snell::a2
