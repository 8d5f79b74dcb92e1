#pragma once
#include <memory>
#include <vector>

#include "core/error.h"
#include "core/fields.h"
#include "core/plan.h"

namespace snell {

/// Numbers that an ExerciseRule reads.
using RuleNumbers = std::vector<double>;

/// When an option may be exercised before maturity: at any time (simulated as every date of the time grid,
/// today included), or on dates.  Maturity is always one of the dates.
struct Exercise {
    enum class Style : std::uint8_t { american, bermudan };

    Style style = Style::american;
    std::vector<Years> times;  ///< of a Bermudan option
    bool today = false;        ///< a Bermudan option may be exercised today, too

    /// Set once the engine has found when to exercise; without it the option is held to maturity.
    std::shared_ptr<const RuleNumbers> rule;

    template <class Visitor>
    void fields(Visitor& v) {
        v.choice("exercise", style, {"american", "bermudan"}, "at any time, or on dates");
        v.schedule("exercise_times", times, "dates of exercise beside maturity (bermudan only)",
                   Presence::optional);
        v.flag("exercise_today", today, "today is a date of exercise, too (bermudan only)");
    }
    /// Faults: E227 terms that the style cannot use or lacks, E228 exercise after maturity.
    void check(Years maturity) const;

    /// All dates, increasing; the first is 0 where today is one, the last is maturity.
    std::vector<Years> dates(Plan& plan, Years maturity) const;

    /// The rule among the plan's constants.
    Constants bind_rule(Plan& plan) const { return rule ? plan.constants(*rule) : Constants{}; }
};

/// Prices of assets on dates, [date][asset]; today's moves with the spot.
inline Slots spots_on(Plan& plan, const std::vector<int>& assets, const std::vector<Years>& dates) {
    Slots slots;
    for (Years t : dates)
        for (int asset : assets) {
            const Slot slot = plan.spot(asset, t);
            if (slots.count++ == 0) slots.first = slot;
        }
    return slots;
}
/// Variances of assets as they move on dates, [date][asset]; a part of the state under models that move them.
inline Slots variances_on(Plan& plan, const std::vector<int>& assets, const std::vector<Years>& dates) {
    Slots slots;
    for (Years t : dates)
        for (int asset : assets) {
            const Slot slot = plan.ask({Quantity::variance_rate, asset, t, t});
            if (slots.count++ == 0) slots.first = slot;
        }
    return slots;
}

}  // namespace snell
