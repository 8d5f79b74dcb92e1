#pragma once
#include <optional>
#include <vector>

#include "core/date.h"
#include "portfolios/trade_terms.h"

namespace snell {

/// Ends of the periods of a schedule; a period of its own length has the one it stands in for beside it.
struct ScheduleDates {
    struct Reference {
        Date start, end;
    };
    std::vector<Date> dates;            ///< adjusted, increasing
    std::vector<Reference> references;  ///< [period]; day counts of the ISMA kind compare with it
};

/// Throws TermsFault E452 to E457.
ScheduleDates schedule_dates(const ScheduleTerms& terms);

}  // namespace snell
