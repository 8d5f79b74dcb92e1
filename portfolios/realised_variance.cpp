#include "portfolios/realised_variance.h"

#include "core/error.h"

namespace snell {

void RealisedVariance::check() const {
    if (continuous()) {
        require(maturity > same_time, {"E226", "observations",
                                       "the variance is observed neither on dates nor up "
                                       "to a maturity",
                                       "Add observations, or a maturity"});
        require(annualisation == 0.0,
                {"E226", "annualisation", "a variance that is observed all the time has no periods",
                 "Leave annualisation out, or add observations"});
    }
    const Years first = continuous() ? maturity : observations.front();
    require(start_time + same_time < first,
            {"E221", "start_time", "the first period ends before it starts",
             continuous() ? "set start_time before maturity"
                          : "set start_time before the first of observations"});
    require(continuous() || observations.back() <= end() + same_time,
            {"E221", "maturity", "the last observation comes after maturity",
             "set maturity at or after the last of observations"});
}

}  // namespace snell
