#include "engine/parallel.h"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

// Debian's oneTBB is not built for the thread sanitizer, which therefore cannot see that a task starts after
// its spawning and ends before the join.  Under that sanitizer this file, the only one with oneTBB's
// templates, is left out, and tells it so.
#if defined(SNELL_THREAD_SANITIZER)
extern "C" void __tsan_acquire(void*);
extern "C" void __tsan_release(void*);
#endif

namespace snell {
namespace {

#if defined(SNELL_THREAD_SANITIZER)
void acquire(char& event) { __tsan_acquire(&event); }
void release(char& event) { __tsan_release(&event); }
#else
void acquire(char&) {}
void release(char&) {}
#endif

}  // namespace

void parallel_ranges(int threads, std::size_t count, std::size_t grain,
                     const std::function<void(std::size_t begin, std::size_t end)>& task) {
    char spawned = 0, finished = 0;
    tbb::task_arena arena(threads > 0 ? threads : tbb::task_arena::automatic);
    release(spawned);
    arena.execute([&] {
        tbb::parallel_for(tbb::blocked_range<std::size_t>(0, count, grain),
                          [&](const tbb::blocked_range<std::size_t>& range) {
                              acquire(spawned);
                              task(range.begin(), range.end());
                              release(finished);
                          });
    });
    acquire(finished);
}

}  // namespace snell
