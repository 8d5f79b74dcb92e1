#pragma once
#include <algorithm>

#include "engine/meter/processor.h"
#include "engine/meter/timer.h"
#include "engine/path_loop.h"
#include "gpu/limit_tasks.h"
#include "gpu/pool.h"

namespace snell {

/// How long a device is measured.
struct LimitEffort {
    int rounds = 1 << 14;  ///< of multiply-adds
    int launches = 8;      ///< before the host waits
    int repetitions = 5;   ///< of which the best counts
};

/// What a device reaches at most: chains of fused multiply-adds in as many threads as fill it, and the triad
/// over all of its pool.  For a Device as DeviceWalk has it.
template <class Device>
meter::Limits measure_limits(Device& device, const LimitEffort& effort = {}) {
    Pool pool = device.pool();
    const std::size_t length = (pool.left() - 3 * Pool::line) / (3 * sizeof(double));
    double* const a = pool.take<double>(length);
    double* const b = pool.take<double>(length);
    double* const c = pool.take<double>(length);
    device.launch(Fill{1.0, b}, static_cast<long>(length));
    device.launch(Fill{2.0, c}, static_cast<long>(length));
    /// Greatest amount a second of a task, after one launch that does not count.
    const auto best_rate = [&](const auto& task, long threads, double amount) {
        double best = 0.0, seen = 0.0;
        for (int k = -1; k < effort.repetitions; ++k) {
            const meter::Timer timer;
            for (int launch = 0; launch < effort.launches; ++launch) device.launch(task, threads);
            device.download(&seen, a, sizeof seen);
            if (k >= 0) best = std::max(best, amount * effort.launches / timer.wall());
        }
        return best;
    };
    const long threads =
        std::min(static_cast<long>(device.blocks_at_a_time()) * block_paths, static_cast<long>(length));
    const double operations = 2.0 * FusedChains::chains * effort.rounds * static_cast<double>(threads);
    const double bytes = 3.0 * sizeof(double) * static_cast<double>(length);
    return {best_rate(FusedChains{effort.rounds, 2.0, a}, threads, operations),
            best_rate(Triad{3.0, b, c, a}, static_cast<long>(length), bytes)};
}

}  // namespace snell
