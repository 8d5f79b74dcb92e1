#pragma once
#include <ql/time/calendar.hpp>
#include <string>
#include <vector>

#include "core/date.h"

namespace snell {

/// A calendar of QuantLib frozen to arrays, from 1970 to 2150: moving a date is a look-up.  All throw
/// TermsFault E457 for a date outside.
class BusinessDays {
  public:
    explicit BusinessDays(const QuantLib::Calendar& calendar);

    bool is_open(Date date) const;
    Date adjust(Date date, QuantLib::BusinessDayConvention roll) const;
    /// The business day `days` after the date (before it, if negative); for 0, the date adjusted.
    Date advance(Date date, int days, QuantLib::BusinessDayConvention roll) const;

  private:
    std::vector<int> open_;   ///< business days [days since 1970-01-01]
    std::vector<int> up_to_;  ///< [day] how many business days there are up to and with it

    int index(Date date) const;
    Date at(int ordinal) const { return Date() + open_.at(static_cast<std::size_t>(ordinal)); }
    Date following(Date date) const;
    Date preceding(Date date) const;
};

/// The calendar of a name as find_calendar has it, frozen at its first use.
const BusinessDays& business_days(const std::string& calendar);

}  // namespace snell
