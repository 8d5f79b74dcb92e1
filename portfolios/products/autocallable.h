#pragma once
#include <vector>

#include "core/dual.h"
#include "core/error.h"
#include "core/fields.h"
#include "core/plan.h"
#include "portfolios/per_item.h"
#include "portfolios/quotes.h"

namespace snell {

/// Autocallable on one asset or several (snowball, phoenix, reverse convertible).  Its level L is the worst
/// (best, average) of S_i / initial fixing_i.  On each observation, as long as it lives, it pays
///     a coupon              where L >= coupon_barrier, with `memory` the missed ones, too;
///     a knock-out coupon    where L >= knock-out level, and ends.
/// A trade that reaches the last observation alive ends there with
///     clip(L - put_strike, loss_floor, 0)    where L was below knock_in_level, at the end or on a knock-in
///     date; the maturity coupon                    otherwise.
/// All per unit of notional; with `principal` the notional itself is paid back at the end, too.
struct Autocallable {
    static constexpr std::string_view kind = "autocallable";
    static constexpr std::string_view about =
        "note that is called at a level, with (memory) coupons and a knock-in put";
    static constexpr std::string_view reference = "Alm, Harrach, Harrach and Keller (2013)";
    enum class Level : std::uint8_t { worst, best, average };
    enum class Accrual : std::uint8_t { flat, annual };

    std::vector<int> assets;
    Level level = Level::worst;
    std::vector<double> initial_fixings;         ///< [asset]; empty: today's spots [asset currency]
    std::vector<Years> observations;             ///< the last is maturity
    std::vector<double> knock_out_levels;        ///< [observation], or one for all [-]
    std::vector<double> knock_out_coupons{0.0};  ///< [observation], or one for all [-]
    std::vector<double> coupons{0.0};            ///< [observation], or one for all [-]
    double coupon_barrier = 0.0;                 ///< [-]
    double maturity_coupon = 0.0;                ///< [-]
    Accrual accrual = Accrual::flat;
    bool memory = false;
    double knock_in_level = 0.0;        ///< 0: there is no put [-]
    std::vector<Years> knock_in_dates;  ///< empty: the last observation
    double put_strike = 1.0;            ///< [-]
    double loss_floor = -1.0;           ///< [-]
    double notional = 1.0;              ///< [currency]
    bool principal = false;

    template <class Visitor>
    void fields(Visitor& v) {
        v.assets("assets", assets, "the underlyings");
        v.choice("level", level, {"worst", "best", "average"}, "which of several performances counts");
        v.numbers("initial_fixings", initial_fixings,
                  {.unit = "asset currency", .above = 0.0, .optional = true},
                  "where performances start; today's spots where left out");
        v.schedule("observations", observations, "dates of coupons and knock-out; the last is maturity");
        v.numbers("knock_out_levels", knock_out_levels, {.above = 0.0, .infinite = true},
                  "called at or above; inf: not called");
        v.numbers("knock_out_coupons", knock_out_coupons, {.fallback = 0.0}, "paid when it is called");
        v.numbers("coupons", coupons, {.fallback = 0.0},
                  "paid on each observation at or above coupon_barrier");
        v.number("coupon_barrier", coupon_barrier, {.at_least = 0.0, .fallback = 0.0},
                 "0: coupons are certain");
        v.number("maturity_coupon", maturity_coupon, {.fallback = 0.0},
                 "paid at the end, neither called nor knocked in");
        v.choice(
            "accrual", accrual, {"flat", "annual"},
            "annual: coupons are rates, times the period (coupons) or the time since today (the others)");
        v.flag("memory", memory, "a coupon that is paid brings the missed ones along");
        v.number("knock_in_level", knock_in_level, {.at_least = 0.0, .fallback = 0.0},
                 "below it the put comes alive; 0: no put");
        v.schedule("knock_in_dates", knock_in_dates,
                   "when knock_in_level is watched; at maturity where left out", Presence::optional);
        v.number("put_strike", put_strike, {.above = 0.0, .fallback = 1.0}, "level from which losses count");
        v.number("loss_floor", loss_floor, {.at_most = 0.0, .fallback = -1.0}, "largest loss");
        v.number("notional", notional, {.unit = "currency", .fallback = 1.0},
                 "amount that all terms refer to");
        v.flag("principal", principal, "the notional is paid back at the end");
    }
    void check(const Quotes&) const {
        const std::size_t n = observations.size();
        per_item("knock_out_levels", "observations", knock_out_levels, n);
        per_item("knock_out_coupons", "observations", knock_out_coupons, n);
        per_item("coupons", "observations", coupons, n);
        if (!initial_fixings.empty()) per_item("initial_fixings", "assets", initial_fixings, assets.size());
        require(knock_in_dates.empty() || knock_in_level > 0.0,
                {"E224", "knock_in_dates", "knock-in dates without a level to watch", "give knock_in_level"});
        require(knock_in_dates.empty() || knock_in_dates.back() <= observations.back() + same_time,
                {"E225", "knock_in_dates", "the knock-in is watched after the last observation",
                 "end knock_in_dates at the last of observations"});
    }

    struct Payoff {
        Level level;
        bool memory, given_initial;
        int observations;     ///< number of dates
        int knock_in_dates;   ///< number of dates; 0: the last observation
        Slots initial;        ///< [asset], unless given
        Constants given;      ///< [asset]
        Slots fixings;        ///< [asset][observation]
        Slots knock_in;       ///< [asset][knock-in date]
        Slots deflators;      ///< [observation]
        Constants knock_out;  ///< [observation]{level, paid, coupon}
        double coupon_barrier, knock_in_level, put_strike, loss_floor, at_maturity, principal, notional;
        static constexpr bool continuous = false;

        /// The level on a date of a run of fixings [asset][dates].
        template <class R>
        HOST_DEVICE R seen(const Path<R>& path, Slots run, int dates, int date) const {
            using V = ValueOf<R>;
            R x(0.0);
            const int members = run.count / dates;
            for (int i = 0; i < members; ++i) {
                const R start = given_initial ? R(path.constant(given.first + i)) : path[initial[i]];
                const R next = path[run[i * dates + date]] / start;
                if (i == 0)
                    x = next;
                else
                    x = level == Level::worst ? min(x, next) : level == Level::best ? max(x, next) : x + next;
            }
            return level == Level::average ? x * V(1.0 / members) : x;
        }

        template <class R>
        HOST_DEVICE R operator()(const Path<R>& path) const {
            using V = ValueOf<R>;
            R sum(0.0);
            R last(0.0);
            V alive(1.0), missed(0.0);
            for (int i = 0; i < observations; ++i) {
                const int terms = knock_out.first + 3 * i;
                last = seen(path, fixings, observations, i);
                const V at = value_of(last);
                missed = missed + path.constant(terms + 2);
                const V coupon = select(at >= V(coupon_barrier), missed, V(0.0));
                missed = memory ? missed - coupon : V(0.0);
                const auto called = at >= path.constant(terms);
                sum = sum + path[deflators[i]] *
                                (alive * (coupon + select(called, path.constant(terms + 1), V(0.0))));
                alive = select(called, V(0.0), alive);
            }
            V lowest = value_of(last);
            for (int i = 0; i < knock_in_dates; ++i) {
                const V at = value_of(seen(path, knock_in, knock_in_dates, i));
                lowest = i == 0 ? at : min(lowest, at);
            }
            const R loss = max(min(last - V(put_strike), R(0.0)), R(loss_floor));
            const R end = select(lowest < V(knock_in_level), loss, R(at_maturity)) + V(principal);
            return (sum + end * alive * path[deflators.back()]) * V(notional);
        }
    };
    Payoff bind(Plan& plan) const {
        Payoff payoff;
        payoff.level = level;
        payoff.memory = memory;
        payoff.observations = static_cast<int>(observations.size());
        payoff.knock_in_dates = static_cast<int>(knock_in_dates.size());
        payoff.given_initial = !initial_fixings.empty();
        if (payoff.given_initial)
            payoff.given =
                plan.constants(per_item("initial_fixings", "assets", initial_fixings, assets.size()));
        else
            payoff.initial = plan.fixings(assets, 0.0);
        payoff.fixings = every(plan, observations);
        payoff.knock_in = every(plan, knock_in_dates);
        payoff.deflators = plan.deflators(observations);
        payoff.knock_out = plan.constants(terms());
        payoff.coupon_barrier = coupon_barrier;
        payoff.knock_in_level = knock_in_level;
        payoff.put_strike = put_strike;
        payoff.loss_floor = loss_floor;
        payoff.at_maturity = maturity_coupon * (accrual == Accrual::annual ? observations.back() : 1.0);
        payoff.principal = principal ? 1.0 : 0.0;
        payoff.notional = notional;
        return payoff;
    }

  private:
    Slots every(Plan& plan, const std::vector<Years>& dates) const {
        Slots run{0, 0};
        for (int asset : assets) {
            const Slots own = plan.fixings(asset, dates);
            run = {run.count == 0 ? own.first : run.first, run.count + own.count};
        }
        return run;
    }
    /// What happens on each observation: knock-out level, paid if called, coupon.
    std::vector<double> terms() const {
        const std::size_t n = observations.size();
        const std::vector<double> levels = per_item("knock_out_levels", "observations", knock_out_levels, n);
        const std::vector<double> called =
            per_item("knock_out_coupons", "observations", knock_out_coupons, n);
        const std::vector<double> paid = per_item("coupons", "observations", coupons, n);
        std::vector<double> all;
        for (std::size_t i = 0; i < n; ++i) {
            const bool annual = accrual == Accrual::annual;
            const Years since = annual ? observations[i] : 1.0;
            const Years period = annual ? observations[i] - (i > 0 ? observations[i - 1] : 0.0) : 1.0;
            all.insert(all.end(), {levels[i], called[i] * since + (principal ? 1.0 : 0.0), paid[i] * period});
        }
        return all;
    }
};

}  // namespace snell
