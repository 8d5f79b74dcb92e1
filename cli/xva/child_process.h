#pragma once
#include <sys/types.h>

#include <chrono>
#include <new>
#include <optional>
#include <string>
#include <vector>

#include "core/step_board.h"

/// Work in a process of its own, which may crash or hang without harm to the one that started it.
namespace snell {

/// A moment that stays the same in all processes of a run.
using Moment = std::chrono::steady_clock::time_point;

/// What a thread was at when its process ended.
struct StepFound {
    StepKind kind = StepKind::none;
    std::uint64_t number = 0;
};

/// How a child process ended.
struct Ending {
    enum class How {
        left,     ///< with a code of its own
        crashed,  ///< by a signal that a fault raises: SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT
        ended,    ///< by any other signal, from outside
        hung,     ///< a step stood still for too long, and the child was killed
        late      ///< the time was up, and the child was killed
    };
    How how = How::left;
    int code = 0;                  ///< what it left with, or the signal
    std::vector<StepFound> steps;  ///< that were at hand; where it hung, the one that stood still first
};

/// "does not end: no progress for 60 s", "ends the program: signal 11 (Segmentation fault)".
std::string print(const Ending& ending, double patience);

/// Memory, all zeros, for `Shared`.  Throws std::bad_alloc.
void* share(std::size_t bytes);
void unshare(void* at, std::size_t bytes);

/// A value in memory that child processes share with the one that started them.
template <class T>
class Shared {
  public:
    Shared() : value_(new (share(sizeof(T))) T) {}
    ~Shared() { unshare(value_, sizeof(T)); }
    Shared(const Shared&) = delete;
    Shared& operator=(const Shared&) = delete;
    T& operator*() const { return *value_; }
    T* operator->() const { return value_; }

  private:
    T* value_;
};
/// Wipes a board that a process left as it died.
void clear(StepBoard& board);

/// A child process.  Only for a process with one thread, which stays alive as long as the child is to.
class ChildProcess {
  public:
    /// Forks; `is_child` tells which of the two one is.  The child dies with its parent.
    ChildProcess();
    bool is_child() const { return child_ == 0; }

    /// Waits until the child ends, passes SIGINT and SIGTERM on to it, and kills it where one of its steps
    /// stands still for `patience` seconds (0: never) or at `last`.  Time in which the child is stopped does
    /// not count.
    Ending attend(const StepBoard& board, double patience, const std::optional<Moment>& last = {});

  private:
    pid_t child_ = 0;
};

/// Ends this process by the signal that ended a child.
[[noreturn]] void end_by(int signal);

}  // namespace snell
