#include "portfolios/exercise.h"

namespace snell {

void Exercise::check(Years maturity) const {
    if (style == Style::american) {
        require(times.empty() && !today,
                {"E227", "exercise", "an option that may be exercised at any time has no exercise dates",
                 "leave them out, or set exercise = \"bermudan\""});
        return;
    }
    require(!times.empty() || today, {"E227", "exercise", "a Bermudan option needs dates of exercise",
                                      "add exercise_times = [...], or set exercise = \"american\""});
    require(times.empty() || times.back() <= maturity + same_time,
            {"E228", "exercise_times", "the last date of exercise comes after maturity",
             "set maturity at or after the last of exercise_times"});
}

std::vector<Years> Exercise::dates(Plan& plan, Years maturity) const {
    std::vector<Years> dates;
    if (today || style == Style::american) dates.push_back(0.0);
    if (style == Style::american) {
        const std::vector<Years> steps = plan.exercise_steps(0.0, maturity);
        dates.insert(dates.end(), steps.begin(), steps.end());
        return dates;
    }
    dates.insert(dates.end(), times.begin(), times.end());
    if (times.empty() || times.back() < maturity - same_time) dates.push_back(maturity);
    return dates;
}

}  // namespace snell
