#include "portfolios/products/lookback.h"

#include <fmt/format.h>

#include "core/error.h"
#include "portfolios/level_check.h"

namespace snell {

void Lookback::check(const Quotes& quotes) const {
    const double spot = quotes.spots[static_cast<std::size_t>(asset)];
    const bool maximum = side() > 0.0;
    require(strike_kind == Strike::floating || strike > 0.0,
            {"E207", "strike", "a lookback with fixed strike needs a strike > 0",
             "Set strike, or strike_kind = "
             "\"floating\""});
    require(
        lookback_start < maturity,
        {"E206", "lookback_start",
         fmt::format("the lookback starts at {:g}, not before the maturity {:g}", lookback_start, maturity),
         "Move lookback_start, or leave it out to start today"});
    require(extreme <= 0.0 || lookback_start <= same_time,
            {"E208", "extreme",
             fmt::format("an extreme so far ({:g}) is given, but the lookback starts only at {:g}", extreme,
                         lookback_start),
             "Leave out extreme or lookback_start"});
    require(
        extreme <= 0.0 || (maximum ? extreme >= spot : extreme <= spot),
        {"E205", "extreme",
         fmt::format("the {} so far, {:g}, is {} spot {:g}", maximum ? "maximum" : "minimum", extreme,
                     maximum ? "below" : "above", spot),
         fmt::format("This {}-strike {} looks at the {}", strike_kind == Strike::fixed ? "fixed" : "floating",
                     type == OptionType::call ? "call" : "put", maximum ? "maximum" : "minimum")});
    check_monitoring(monitoring_times, lookback_start, maturity);
}

}  // namespace snell
