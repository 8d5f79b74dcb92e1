#pragma once
#include <span>
#include <vector>

#include "core/math/log.h"
#include "core/plan.h"
#include "portfolios/crossing.h"

namespace snell {

/// Where and when an asset is watched: on `times`, or all the time up to `end` where there are none.
struct Monitoring {
    int asset;
    std::span<const Years> times;
    Years end;

    bool continuous() const { return times.empty(); }
};

/// What became of a level on a path.
template <class R>
struct Fate {
    R untouched;      ///< probability that the path never touched it, given what was seen [-]
    R paid_at_touch;  ///< value today of 1 paid at the first touch; 0 unless it was asked for
};

/// One level that is watched on a path.  Dates: touched if a spot lies at or beyond it.  Continuously: by the
/// law of the Brownian bridge between the steps of the grid, which is exact where drift and variance grow in
/// proportion within a step, with no error from the length of steps; else of the order of the step.  Valued
/// later than today, the touches of past steps are drawn by their uniforms, with the same probabilities.
struct LevelWatch {
    double side;  ///< +1: above the spot, -1: below
    double level;
    double log_level;
    Slots spots;  ///< continuous: [steps + 1], else [dates]
    Slots variances;
    Slots uniforms;
    Slots deflators;  ///< at the end of each step or on each date; empty unless paid at touch
    bool continuous;
    int decided = 0;  ///< steps that lie before the date of valuation

    static LevelWatch bind(Plan& plan, const Monitoring& monitoring, double side, double level,
                           bool paid_at_touch) {
        LevelWatch watch{side, level, log(level), {}, {}, {}, {}, monitoring.continuous()};
        if (watch.continuous) {
            const Watch seen = plan.watch(monitoring.asset, 0.0, monitoring.end, paid_at_touch);
            watch.spots = seen.spots;
            watch.variances = seen.variances;
            watch.uniforms = seen.uniforms;
            if (paid_at_touch) watch.deflators = plan.discounts(plan.steps_within(0.0, monitoring.end));
            watch.decided = plan.past_steps(0.0, monitoring.end);
        } else {
            watch.spots = plan.fixings(monitoring.asset, monitoring.times);
            if (paid_at_touch) watch.deflators = plan.deflators(monitoring.times);
        }
        return watch;
    }

    template <class R>
    HOST_DEVICE Fate<R> fate(const Path<R>& path) const {
        return continuous ? fate_between(path) : fate_on_dates(path);
    }

  private:
    /// 1 with the probability of a past step's touch, else 0.
    template <class R>
    HOST_DEVICE R drawn(R probability, const Path<R>& path, int step) const {
        return select(value_of(path[uniforms[step]]) < value_of(probability), R(1.0), R(0.0));
    }
    template <class R>
    HOST_DEVICE Fate<R> fate_on_dates(const Path<R>& path) const {
        using V = ValueOf<R>;
        Fate<R> fate{R(1.0), R(0.0)};
        for (int i = 0; i < spots.count; ++i) {
            const auto touched = (path[spots[i]] - V(level)) * V(side) >= R(0.0);
            if (deflators.count > 0)
                fate.paid_at_touch =
                    fate.paid_at_touch + select(touched, fate.untouched * path[deflators[i]], R(0.0));
            fate.untouched = select(touched, R(0.0), fate.untouched);
        }
        return fate;
    }
    template <class R>
    HOST_DEVICE R distance(const Path<R>& path, int i) const {
        using V = ValueOf<R>;
        return (V(log_level) - log(path[spots[i]])) * V(side);
    }
    template <class R>
    HOST_DEVICE Fate<R> fate_between(const Path<R>& path) const {
        Fate<R> fate{R(1.0), R(0.0)};
        R from = distance(path, 0);
        R deflator(1.0);
        for (int i = 0; i < variances.count; ++i) {
            const R to = distance(path, i + 1);
            const R variance = path[variances[i]];
            R crossing = crossing_probability(from, to, variance);
            if (i < decided) crossing = drawn(crossing, path, i);
            if (deflators.count > 0) {
                const R next = path[deflators[i]];
                if (i >= decided) {
                    const R rate = log(next / deflator);
                    const R discount =
                        touch_discount(from, to, variance, rate, value_of(path[uniforms[i]])) * deflator;
                    fate.paid_at_touch = fma(fate.untouched * crossing, discount, fate.paid_at_touch);
                }
                deflator = next;
            }
            fate.untouched = fate.untouched - fate.untouched * crossing;
            from = to;
        }
        return fate;
    }
};

}  // namespace snell
