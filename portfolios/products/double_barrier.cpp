#include "portfolios/products/double_barrier.h"

#include <fmt/format.h>

#include "core/error.h"
#include "portfolios/level_check.h"

namespace snell {

void DoubleBarrier::check(const Quotes& quotes) const {
    require(lower_barrier < upper_barrier,
            {"E203", "lower_barrier",
             fmt::format("lower barrier {:g} is not below upper barrier {:g}", lower_barrier, upper_barrier),
             "Swap them?"});
    check_monitoring(monitoring_times, 0.0, maturity);
    const double spot = quotes.spots[static_cast<std::size_t>(asset)];
    require(
        !monitoring_times.empty() || (lower_barrier < spot && spot < upper_barrier),
        {"E204", spot <= lower_barrier ? "lower_barrier" : "upper_barrier",
         fmt::format("spot {:g} is not between the barriers {:g} and {:g} (the option is already {})", spot,
                     lower_barrier, upper_barrier, knock == Knock::knock_out ? "dead" : "a plain one"),
         "Move the barriers apart, or correct the spot"});
}

}  // namespace snell
