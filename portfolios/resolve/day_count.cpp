#include "portfolios/resolve/day_count.h"

#include "conventions/convention.h"

namespace snell {
namespace {

bool ends_february(Date date) { return date.month() == 2 && date.is_month_end(); }

double thirty(Date from, Date to, int first, int second) {
    return (360 * (to.year() - from.year()) + 30 * (to.month() - from.month()) + second - first) / 360.0;
}

/// ISDA 2006 definitions, 4.16 f, with the end of February counted as the 30th (as bonds in the US do).
double thirty_us(Date from, Date to) {
    int first = from.day(), second = to.day();
    if (ends_february(from)) {
        if (ends_february(to)) second = 30;
        first = 30;
    }
    if (second == 31 && first >= 30) second = 30;
    if (first == 31) first = 30;
    return thirty(from, to, first, second);
}

}  // namespace

DayCount::DayCount(const std::string& name) : counter_(find_day_counter(name)) {
    const std::string known = counter_.name();
    rule_ = known == "Actual/360"                 ? Rule::actual_360
            : known == "Actual/365 (Fixed)"       ? Rule::actual_365
            : known == "30/360 (US)"              ? Rule::thirty_360_us
            : known == "30E/360 (Eurobond Basis)" ? Rule::thirty_360_european
                                                  : Rule::other;
}

double DayCount::years(Date from, Date to, Date reference_from, Date reference_to) const {
    switch (rule_) {
        case Rule::actual_360:
            return (to - from) / 360.0;
        case Rule::actual_365:
            return (to - from) / 365.0;
        case Rule::thirty_360_us:
            return thirty_us(from, to);
        case Rule::thirty_360_european:
            return thirty(from, to, std::min(from.day(), 30), std::min(to.day(), 30));
        case Rule::other:
            break;
    }
    return counter_.yearFraction(to_quantlib(from), to_quantlib(to), to_quantlib(reference_from),
                                 to_quantlib(reference_to));
}

}  // namespace snell
