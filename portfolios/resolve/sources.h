#pragma once
#include <optional>
#include <string>

#include "core/date.h"
#include "core/fixings.h"
#include "core/market_needs.h"
#include "portfolios/resolve/periods.h"

namespace snell {

/// Whether a fixing of today is taken from the history where it has one, or seen on today's curves.
enum class TodaysFixings { from_history, implied };

/// What the resolution of trades reads, and where it notes what the market must supply.
struct Sources {
    Date today;
    const Fixings& fixings;
    TodaysFixings todays_fixings;
    MarketNeeds& needs;
    PeriodBook& periods;
};

/// The fixing of a day; nothing where it is still to come.  Throws TermsFault E458 where it lies in the past
/// and is not known.
std::optional<double> known_fixing(const Sources& sources, const std::string& index, Date day);

}  // namespace snell
