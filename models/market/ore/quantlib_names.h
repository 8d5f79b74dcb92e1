#pragma once
#include <ql/compounding.hpp>
#include <ql/time/businessdayconvention.hpp>
#include <ql/time/calendar.hpp>
#include <ql/time/date.hpp>
#include <ql/time/dategenerationrule.hpp>
#include <ql/time/daycounter.hpp>
#include <ql/time/frequency.hpp>
#include <ql/time/period.hpp>
#include <string>

#include "conventions/convention.h"
#include "core/date.h"
#include "core/schedule.h"

/// Names as the files write them -> QuantLib.  All throw std::invalid_argument for a name that they do not
/// know.
namespace snell::ore {

namespace ql = QuantLib;

using snell::from_quantlib;
using snell::to_quantlib;
ql::Period to_quantlib(Period period);

/// "TARGET", "UK", "EUR", "US,UK" (a day must be open in all); empty: every day but weekends.
ql::Calendar calendar(const std::string& names);
/// "A360", "ACT/365", "30/360", "Actual/365 (Fixed)" ...
ql::DayCounter day_counter(const std::string& name);
/// "MF", "ModifiedFollowing", "F", "U" ...; Following if empty.
ql::BusinessDayConvention roll(const std::string& name);
/// "Annual", "A", "Semiannual" ...
ql::Frequency frequency(const std::string& name);
/// "Simple", "Continuous" ...; Continuous if empty.
ql::Compounding compounding(const std::string& name);
/// "Backward", "CDS2015", "TwentiethIMM" ...; Backward if empty.
ql::DateGeneration::Rule rule(const std::string& name);
/// "6M", "1Y6M"
ql::Period period(const std::string& text);
/// Y, true, 1 ...; `otherwise` if empty.
bool truth(const std::string& text, bool otherwise);

}  // namespace snell::ore
