#include "portfolios/level_check.h"

#include <fmt/format.h>

#include "core/error.h"
#include "core/plan.h"

namespace snell {

void LevelCheck::against(double spot) const {
    if ((level - spot) * side > 0.0) return;
    throw TermsFault{"E201", "barrier",
                     fmt::format("{} {:g} is not {} spot {:g} ({})", what, level,
                                 side > 0.0 ? "above" : "below", spot, consequence),
                     "Swap 'up' and 'down'?"};
}

void check_monitoring(std::span<const Years> times, Years first, Years last) {
    for (Years t : times) {
        require(t <= last + same_time,
                {"E202", "monitoring_times",
                 fmt::format("monitoring time {:g} lies after the maturity {:g}", t, last),
                 "Leave it out, or move the maturity"});
        require(t >= first - same_time,
                {"E202", "monitoring_times",
                 fmt::format("monitoring time {:g} lies before the lookback starts at {:g}", t, first),
                 "Leave it out, or start the lookback earlier"});
    }
}

}  // namespace snell
