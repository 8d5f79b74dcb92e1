#pragma once
#include <string>
#include <vector>

#include "core/csv.h"
#include "core/faults.h"
#include "core/fixings.h"
#include "models/market/ore/read.h"

/// The small tables beside a run file, and back.  Readers report every fault and leave its row out.
namespace snell {

/// Past fixings: columns index, date, value.
Fixings read_fixings(const CsvTable& table, Faults& faults);
std::string write_fixings(const Fixings& fixings);

/// Days that calendars know otherwise: columns calendar, date, kind (holiday, business_day).
std::vector<CalendarDay> read_calendar_days(const CsvTable& table, Faults& faults);
std::string write_calendar_days(const std::vector<CalendarDay>& days);

}  // namespace snell
