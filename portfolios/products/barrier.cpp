#include "portfolios/products/barrier.h"

#include "portfolios/level_check.h"
#include "portfolios/products/binary_barrier.h"

namespace snell {
namespace {

void check_barrier(BarrierType type, double barrier, double spot) {
    constexpr std::string_view names[] = {"down-and-out barrier", "down-and-in barrier", "up-and-out barrier",
                                          "up-and-in barrier"};
    const LevelCheck check{names[static_cast<std::size_t>(type)],
                           is_out(type) ? "the option is already dead" : "the option is already a plain one",
                           is_up(type) ? 1.0 : -1.0, barrier};
    check.against(spot);
}

}  // namespace

void Barrier::check(const Quotes& quotes) const {
    check_monitoring(monitoring_times, 0.0, maturity);
    if (monitoring_times.empty())
        check_barrier(barrier_type, barrier, quotes.spots[static_cast<std::size_t>(asset)]);
}

void BinaryBarrier::check(const Quotes& quotes) const {
    check_monitoring(monitoring_times, 0.0, maturity);
    if (monitoring_times.empty())
        check_barrier(barrier_type, barrier, quotes.spots[static_cast<std::size_t>(asset)]);
}

}  // namespace snell
