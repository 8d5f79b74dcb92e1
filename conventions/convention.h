#pragma once
#include <ql/time/calendar.hpp>
#include <ql/time/daycounter.hpp>
#include <ql/time/period.hpp>
#include <string>

#include "core/date.h"

/// Calendars, day counts and rolls by the names that the open standard of ORE gives them; where none is
/// written so, by its capital letters and digits alone.
namespace snell {

QuantLib::Date to_quantlib(Date date);
Date from_quantlib(const QuantLib::Date& date);

/// Capital letters and digits alone: "ACT365" of "Act/365".
std::string bare_name(const std::string& name);

/// "TARGET", "US", "USD"; several, separated by commas, are joined (a holiday of one is a holiday).  Empty:
/// every day is a business day.  Throws TermsFault E452.
QuantLib::Calendar find_calendar(const std::string& name);

/// True if a calendar has this single name; currencies are names of calendars.
bool has_calendar(const std::string& name);

/// "A360", "30/360", "ACT/ACT" ...  Throws TermsFault E453.
QuantLib::DayCounter find_day_counter(const std::string& name);

/// "MF", "Following" ...; the fallback if empty.  Throws TermsFault E454.
QuantLib::BusinessDayConvention find_roll(const std::string& name, QuantLib::BusinessDayConvention fallback);

/// "6M".  Throws TermsFault E455.
QuantLib::Period find_tenor(const std::string& name);

}  // namespace snell
