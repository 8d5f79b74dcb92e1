#pragma once
#include "core/fields.h"
#include "portfolios/level_watch.h"
#include "portfolios/quotes.h"

namespace snell {

/// One-touch or no-touch option: pays `cash` if the spot touches a barrier (at the touch or at maturity), or,
/// at maturity, if it never does.
struct OneTouch {
    static constexpr std::string_view kind = "one_touch";
    static constexpr std::string_view about =
        "one-touch or no-touch option: cash if a level is touched, or is not";
    static constexpr std::string_view reference = "Reiner and Rubinstein (1991b)";
    enum class Direction : std::uint8_t { up, down };
    enum class Condition : std::uint8_t { touched, not_touched };
    enum class Payment : std::uint8_t { at_hit, at_expiry };

    int asset = 0;
    Direction direction = Direction::up;
    double barrier = 0.0;  ///< [asset currency]
    double cash = 1.0;     ///< [payment currency]
    Condition pays_if = Condition::touched;
    Payment payment = Payment::at_hit;
    Years maturity = 0.0;
    std::vector<Years> monitoring_times;  ///< empty: continuous

    template <class Visitor>
    void fields(Visitor& v) {
        v.asset("asset", asset, "the underlying");
        v.choice("barrier_type", direction, {"up", "down"},
                 "whether the barrier lies above or below the spot");
        v.number("barrier", barrier, {.unit = "asset currency", .above = 0.0}, "level of the barrier");
        v.number("cash", cash, {.unit = "payment currency", .at_least = 0.0, .fallback = 1.0},
                 "amount that is paid");
        v.choice("pays_if", pays_if, {"touched", "not_touched"}, "one-touch or no-touch");
        v.choice("payment", payment, {"at_hit", "at_expiry"},
                 "when a one-touch pays; a no-touch pays at expiry");
        v.time("maturity", maturity, "expiry");
        v.schedule("monitoring_times", monitoring_times,
                   "dates the barrier is watched on; left out: all the time", Presence::optional);
    }
    /// Faults: E201 already touched, E202 monitored after maturity.
    void check(const Quotes& quotes) const;

    struct Payoff {
        double cash;
        bool on_touch;
        bool at_hit;
        LevelWatch watch;
        Slot deflator;
        bool continuous;

        template <class R>
        HOST_DEVICE R operator()(const Path<R>& path) const {
            using V = ValueOf<R>;
            const Fate<R> fate = watch.fate(path);
            if (at_hit) return fate.paid_at_touch * V(cash);
            const R probability = on_touch ? V(1.0) - fate.untouched : fate.untouched;
            return probability * path[deflator] * V(cash);
        }
    };
    Payoff bind(Plan& plan) const {
        const bool on_touch = pays_if == Condition::touched;
        const bool at_hit = on_touch && payment == Payment::at_hit;
        const Monitoring monitoring{asset, monitoring_times, maturity};
        return {cash,
                on_touch,
                at_hit,
                LevelWatch::bind(plan, monitoring, direction == Direction::up ? 1.0 : -1.0, barrier, at_hit),
                plan.deflator(maturity),
                monitoring.continuous()};
    }
};

}  // namespace snell
