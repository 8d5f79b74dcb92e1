#include "portfolios/products/asian.h"

#include "core/error.h"

namespace snell {

void Asian::check(const Quotes&) const {
    if (averaging == Averaging::dates) {
        require(!fixings.empty(), {"E226", "averaging", "an average on dates needs fixings",
                                   "Add fixings, or averaging = \"continuous\" with a maturity"});
        require(averaging_start <= same_time,
                {"E226", "averaging_start", "an average on dates starts with the first of its fixings",
                 "Leave out averaging_start, or set averaging = \"continuous\""});
        require(fixings.back() <= end() + same_time,
                {"E221", "maturity", "the last fixing comes after maturity",
                 "set maturity at or after the last of fixings"});
        return;
    }
    require(fixings.empty(), {"E226", "fixings", "a continuous average has no fixings",
                              "Leave them out, or set averaging = \"dates\""});
    require(maturity > same_time,
            {"E226", "averaging", "a continuous average needs a maturity", "Add a maturity"});
    require(averaging_start + same_time < maturity,
            {"E221", "averaging_start", "the average starts at or after maturity",
             "set averaging_start before maturity"});
}

}  // namespace snell
