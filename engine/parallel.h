#pragma once
#include <cstddef>
#include <functional>

namespace snell {

/// Calls task(begin, end) for ranges that together cover [0, count) once, in any order and at the same time,
/// on `threads` threads (0: one per core), each range at least `grain` long where there is that much left.
void parallel_ranges(int threads, std::size_t count, std::size_t grain,
                     const std::function<void(std::size_t begin, std::size_t end)>& task);

}  // namespace snell
