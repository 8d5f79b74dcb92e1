#pragma once
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/date.h"
#include "portfolios/resolve/index_facts.h"
#include "portfolios/trade_terms.h"

/// The periods of legs, once for all legs that share them: most of a book repeats a few calendars, start
/// dates and tenors.
namespace snell {

/// A period of a schedule and its payment.
struct LegPeriod {
    Date start, end, pay;
    double accrual = 0.0;  ///< [years] by the leg's day count
};

/// What an index of term rates sees for a period, and the deposit that is taken to forecast it: from the
/// value date of the fixing to the value date of the next period's (a coupon at par).
struct IndexPeriod {
    Date fixing, start, end;
    double years = 0.0;  ///< of the deposit, by the index's day count
};

/// Days of an overnight index within a period: rate i is fixed on days[i] and holds to days[i + 1].
struct OvernightDays {
    std::vector<Date> days;
    std::vector<double> years;  ///< [days - 1]
};

class PeriodBook {
  public:
    using Periods = std::shared_ptr<const std::vector<LegPeriod>>;
    using Fixings = std::shared_ptr<const std::vector<IndexPeriod>>;
    using Days = std::shared_ptr<const OvernightDays>;

    /// Throws TermsFault E452 to E457: an unknown convention, or a schedule that cannot be made.
    Periods periods(const LegTerms& leg);
    /// Of each period, for a leg on an index of term rates.  A coupon's fixing days may differ from the
    /// index's own.
    Fixings fixings(const LegTerms& leg, const IndexFacts& index);
    Days overnight(const IndexFacts& index, Date start, Date end);

  private:
    std::unordered_map<std::string, Periods> periods_;
    std::unordered_map<std::string, Fixings> fixings_;
    std::unordered_map<std::string, Days> days_;
};

/// The deposit of an index for a start date, of the index's own tenor.
IndexPeriod deposit(const IndexFacts& index, Date start);

/// The fixing date for a value date.
Date fixing_date(const std::string& calendar, Date value, int fixing_days);

/// A date moved to a business day of the leg's payments.
Date payment_date(const LegTerms& leg, Date date);

}  // namespace snell
