#pragma once
#include <string>
#include <vector>

#include "core/date.h"

namespace snell {

/// The dates of a grid: "81,3M" (81 dates, three months apart), "2W,1M,1Y" (periods from today), or dates.  A
/// date that is no business day in all calendars moves to the next one that is; dates that fall together
/// count once.  Throws std::invalid_argument that says what is wrong.
std::vector<Date> exposure_grid(const std::string& grid, const std::vector<std::string>& calendars,
                                Date today);

}  // namespace snell
