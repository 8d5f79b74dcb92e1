#include "cli/xva/child_process.h"

#include <fmt/format.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>

namespace snell {
namespace {

/// Signals that one who attends a child waits for.
sigset_t attended() {
    sigset_t set;
    sigemptyset(&set);
    for (const int each : {SIGINT, SIGTERM, SIGCHLD}) sigaddset(&set, each);
    return set;
}

bool is_fault(int signal) {
    return signal == SIGSEGV || signal == SIGBUS || signal == SIGFPE || signal == SIGILL || signal == SIGABRT;
}

/// Steps that are short; the others are made of them.
bool is_short(StepKind kind) {
    switch (kind) {
        case StepKind::none:
        case StepKind::group:
        case StepKind::unit:
        case StepKind::device:
            return false;
        default:
            return true;
    }
}

StepFound found_at(const StepBoard::Place& place) {
    return {place.kind.load(std::memory_order_acquire), place.number.load(std::memory_order_relaxed)};
}

std::vector<StepFound> at_hand(const StepBoard& board) {
    std::vector<StepFound> found;
    for (const StepBoard::Place& place : board.all)
        if (const StepFound step = found_at(place); step.kind != StepKind::none) found.push_back(step);
    return found;
}

/// Tells how long each step of a board has stood still, by how often one looked and not by the clock: a
/// machine that slept did not hang.
class Patience {
  public:
    explicit Patience(const StepBoard& board) : board_(board) {}

    /// A step that has stood still for that long.  `seconds` went by since one looked last.
    std::optional<StepFound> lost(double patience, double seconds) {
        for (std::size_t k = 0; k < StepBoard::places; ++k) {
            const std::uint32_t moves = board_.all[k].moves.load(std::memory_order_relaxed);
            if (!is_short(board_.all[k].kind.load(std::memory_order_relaxed)) || moves != seen_[k].moves) {
                seen_[k] = {moves, 0.0};
                continue;
            }
            seen_[k].seconds += seconds;
            if (seen_[k].seconds >= patience) return found_at(board_.all[k]);
        }
        return {};
    }

  private:
    struct Seen {
        std::uint32_t moves = 0;
        double seconds = 0.0;
    };
    const StepBoard& board_;
    std::array<Seen, StepBoard::places> seen_ = {};
};

Ending ended_with(int status, const StepBoard& board) {
    if (WIFEXITED(status)) return {Ending::How::left, WEXITSTATUS(status), at_hand(board)};
    const int signal = WTERMSIG(status);
    return {is_fault(signal) ? Ending::How::crashed : Ending::How::ended, signal, at_hand(board)};
}

}  // namespace

std::string print(const Ending& ending, double patience) {
    if (ending.how == Ending::How::hung)
        return fmt::format("it does not end: no progress for {} s", patience);
    return fmt::format("it ends the program: signal {} ({})", ending.code, strsignal(ending.code));
}

void* share(std::size_t bytes) {
    void* const at = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (at == MAP_FAILED) throw std::bad_alloc();
    return at;
}

void unshare(void* at, std::size_t bytes) { munmap(at, bytes); }

void clear(StepBoard& board) {
    for (StepBoard::Place& place : board.all) place.kind = StepKind::none;
}

ChildProcess::ChildProcess() {
    std::fflush(nullptr);  // or both would write what is still to be written
    signal(SIGCHLD, SIG_DFL);
    const sigset_t set = attended();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    const pid_t parent = getpid();
    child_ = fork();
    if (child_ < 0) throw std::system_error(errno, std::generic_category(), "cannot start a process");
    if (child_ > 0) return;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(128 + SIGKILL);
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

Ending ChildProcess::attend(const StepBoard& board, double patience, const std::optional<Moment>& last) {
    constexpr timespec tick{0, 100'000'000};
    constexpr double most = 0.2;  // seconds that a look may stand for
    const sigset_t set = attended();
    Patience watch(board);
    Ending::How reason = Ending::How::ended;
    std::optional<StepFound> lost;
    for (bool is_stopped = false;;) {
        int status = 0;
        const pid_t found = waitpid(child_, &status, WNOHANG | WUNTRACED | WCONTINUED);
        if (found == child_ && (WIFSTOPPED(status) || WIFCONTINUED(status))) {
            is_stopped = WIFSTOPPED(status);
            continue;
        }
        if (found != 0) {
            pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
            Ending ending = ended_with(status, board);
            if (reason != Ending::How::ended && ending.how == Ending::How::ended) ending.how = reason;
            if (lost) ending.steps.insert(ending.steps.begin(), *lost);
            return ending;
        }
        siginfo_t told;
        const auto before = std::chrono::steady_clock::now();
        const int signal = sigtimedwait(&set, &told, &tick);
        const bool is_ours = signal == SIGINT || signal == SIGTERM;
        if (is_ours && told.si_code != SI_KERNEL) kill(child_, signal);  // a terminal tells both of us
        const auto now = std::chrono::steady_clock::now();
        const double seconds = std::chrono::duration<double>(now - before).count();
        if (reason != Ending::How::ended) continue;  // it is dying
        if (patience > 0.0 && !is_stopped) lost = watch.lost(patience, std::min(seconds, most));
        if (lost) reason = Ending::How::hung;
        if (last && now >= *last) reason = Ending::How::late;
        if (reason != Ending::How::ended) kill(child_, SIGKILL);
    }
}

void end_by(int number) {
    signal(number, SIG_DFL);
    raise(number);
    _exit(128 + number);
}

}  // namespace snell
