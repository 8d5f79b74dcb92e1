#pragma once
#include <optional>
#include <span>
#include <vector>

#include "core/path.h"

namespace snell {

/// Grid dates closer than this are one date [years]; half a minute.
inline constexpr Years same_time = 1e-6;

/// Continuous monitoring of an asset: its spots on all grid dates of [from, to], and the variance and, if
/// asked, a uniform for each step between them.
struct Watch {
    Slots spots;      ///< [steps + 1], the first at `from`
    Slots variances;  ///< [steps]
    Slots uniforms;   ///< [steps], empty unless asked
};

/// What must be observed on a path: the union of everything that payoffs ask for.
///
/// A product binds itself twice.  To an *open* plan first, which only collects dates; then, once the engine
/// has laid the time grid over them, to a plan on that grid, which hands out the slots that the payoff keeps.
class Plan {
  public:
    Plan() = default;
    /// A plan on a grid of increasing times > 0 [years].
    explicit Plan(std::vector<Years> grid) : grid_(std::move(grid)), open_(false) {}
    /// The same for payoffs that are valued on a date of the grid, from what a path has shown until then:
    /// what was paid by then no longer counts, and what happened is decided, not averaged over.  The slots
    /// do not depend on the date, so one path serves the payoffs of all dates.
    Plan(std::vector<Years> grid, Years valued_at)
        : grid_(std::move(grid)), open_(false), valued_at_(valued_at) {}

    Slot spot(int asset, Years time) { return ask({Quantity::spot, asset, time, time}); }
    Slot fixing(int asset, Years time) { return ask({Quantity::fixing, asset, time, time}); }
    Slots fixings(int asset, std::span<const Years> times);
    Slots fixings(std::span<const int> assets, Years time);
    /// Of a payment.
    Slot deflator(Years time) {
        return ask({is_past(time) ? Quantity::settled : Quantity::deflator, 0, time, time});
    }
    Slots deflators(std::span<const Years> times);
    /// Value today of 1 unit on each date, paid or not.
    Slots discounts(std::span<const Years> times);
    /// Forward for `maturity` over spot, both seen at `time`.
    Slot growth(int asset, Years time, Years maturity) {
        return ask({Quantity::growth, asset, time, maturity});
    }
    /// Value at `time` of 1 unit paid at `maturity`.
    Slot bond(Years time, Years maturity) { return ask({Quantity::bond, 0, time, maturity}); }
    /// Variance of ln S from `time` to `maturity`.
    Slot variance_to_come(int asset, Years time, Years maturity) {
        return ask({Quantity::variance_to_come, asset, time, maturity});
    }
    /// Integral of the variance of ln S from today to `time`.
    Slot integrated_variance(int asset, Years time) {
        return ask({Quantity::integrated_variance, asset, time, time});
    }
    /// With a uniform for each step if it is asked for, or if past steps have to be decided.
    Watch watch(int asset, Years from, Years to, bool with_uniforms);
    /// True if the payoff is valued on a later date than today.
    bool is_valued_later() const { return valued_at_.has_value(); }
    /// How many of the dates are not after the date of valuation; of the ends of steps within (from, to].
    int past(std::span<const Years> dates) const;
    int past_steps(Years from, Years to) const { return past(steps_within(from, to)); }
    /// Ends of the grid's steps within (from, to]; of an open plan `to` alone.
    std::vector<Years> steps_within(Years from, Years to) const;
    Constants constants(std::span<const double> numbers);
    /// Dates of exercise at any time: the ends of the grid's steps within (from, to].
    std::vector<Years> exercise_steps(Years from, Years to) {
        exercised_between_ = true;
        return steps_within(from, to);
    }
    /// The payoff errs by the length of the steps whatever the model.
    void want_short_steps() { wants_short_steps_ = true; }

    /// From here on spots after today, and the variances of steps, are asked of the assets' lognormal twins
    /// instead (Quantity::leg, leg_variance).
    void turn_to_legs() { on_legs_ = true; }

    Slot ask(Observable what);

    std::span<const Observable> slots() const { return slots_; }
    std::span<const double> constants() const { return constants_; }
    /// The dates collected so far, increasing, > 0 [years].
    std::vector<Years> dates() const;
    /// True if a payoff watches an asset between its dates, so that a finer grid may matter to it.
    bool watches() const { return watches_; }
    bool wants_short_steps() const { return wants_short_steps_; }
    /// True if the grid's steps are dates of exercise.
    bool exercised_between() const { return exercised_between_; }

  private:
    std::vector<Years> grid_;
    std::vector<Observable> slots_;
    std::vector<double> constants_;
    bool open_ = true;
    bool watches_ = false;
    bool wants_short_steps_ = false;
    bool exercised_between_ = false;
    bool on_legs_ = false;
    std::optional<Years> valued_at_;

    bool is_past(Years time) const { return valued_at_ && time <= *valued_at_ + same_time; }
};

/// Index of a time on a grid: 0 for today, i + 1 for grid[i].  Throws std::logic_error for a time off the
/// grid.
int step_of(std::span<const Years> grid, Years time);

}  // namespace snell
