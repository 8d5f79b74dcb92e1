#include "portfolios/products/one_touch.h"

#include "portfolios/level_check.h"

namespace snell {

void OneTouch::check(const Quotes& quotes) const {
    check_monitoring(monitoring_times, 0.0, maturity);
    if (!monitoring_times.empty()) return;
    const bool up = direction == Direction::up;
    const LevelCheck check{up ? "up barrier" : "down barrier", "it is already touched", up ? 1.0 : -1.0,
                           barrier};
    check.against(quotes.spots[static_cast<std::size_t>(asset)]);
}

}  // namespace snell
