#pragma once
#include <ql/time/daycounter.hpp>
#include <string>

#include "core/date.h"

namespace snell {

/// A day count by its name in the open standard of ORE.  The commonest are counted here, the others by
/// QuantLib, whose dates are slow to make.
class DayCount {
  public:
    /// Throws TermsFault E453 for an unknown name.
    explicit DayCount(const std::string& name);

    double years(Date from, Date to) const { return years(from, to, from, to); }
    /// With the period that a period of its own length stands in for.
    double years(Date from, Date to, Date reference_from, Date reference_to) const;

  private:
    enum class Rule { actual_360, actual_365, thirty_360_us, thirty_360_european, other };
    Rule rule_;
    QuantLib::DayCounter counter_;
};

}  // namespace snell
