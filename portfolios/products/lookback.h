#pragma once
#include "core/fields.h"
#include "core/math/exp.h"
#include "core/math/log.h"
#include "portfolios/level_watch.h"
#include "portfolios/option_type.h"
#include "portfolios/quotes.h"

namespace snell {

/// Lookback option on the running extreme of the spot.  Fixed strike: a call pays max(maximum - strike, 0), a
/// put max(strike - minimum, 0).  Floating strike: a call pays S_T - minimum, a put maximum - S_T.  With a
/// `lookback_start` only what comes after it counts (partial lookback).
struct Lookback {
    static constexpr std::string_view kind = "lookback";
    static constexpr std::string_view about =
        "lookback option: fixed or floating strike, continuous or on dates, whole or partial";
    static constexpr std::string_view reference =
        "Goldman, Sosin and Gatto (1979); Conze and Viswanathan (1991)";
    enum class Strike : std::uint8_t { fixed, floating };

    int asset = 0;
    OptionType type = OptionType::call;
    Strike strike_kind = Strike::fixed;
    double strike = 0.0;   ///< [asset currency]
    double extreme = 0.0;  ///< so far [asset currency]; 0: today's spot
    Years lookback_start = 0.0;
    Years maturity = 0.0;
    std::vector<Years> monitoring_times;  ///< empty: continuous

    template <class Visitor>
    void fields(Visitor& v) {
        v.asset("asset", asset, "the underlying");
        option_type_field(v, type);
        v.choice("strike_kind", strike_kind, {"fixed", "floating"}, "floating: the extreme is the strike");
        v.number("strike", strike, {.unit = "asset currency", .at_least = 0.0, .fallback = 0.0},
                 "strike price (fixed strike only)");
        v.number("extreme", extreme, {.unit = "asset currency", .above = 0.0, .optional = true},
                 "maximum or minimum so far; left out: today's spot");
        v.time("lookback_start", lookback_start, "when the lookback starts; left out: today",
               Presence::optional);
        v.time("maturity", maturity, "expiry");
        v.schedule("monitoring_times", monitoring_times,
                   "dates that count, beside the extreme so far; left out: all the time", Presence::optional);
    }
    /// Faults: E205 impossible extreme, E206 start after maturity, E207 no strike, E208 extreme before the
    /// start, E202 dates outside the lookback.
    void check(const Quotes& quotes) const;

    /// +1 for a maximum, -1 for a minimum.
    double side() const { return (type == OptionType::call) == (strike_kind == Strike::fixed) ? 1.0 : -1.0; }

    struct Payoff {
        double sign;  ///< +1 call, -1 put
        double side;  ///< +1 maximum, -1 minimum
        double strike;
        double extreme;  ///< 0: none but what is seen
        bool floating;
        bool between;  ///< the steps count, not only the dates
        Slots spots;
        Slots variances, uniforms;
        Slot last, deflator;
        static constexpr bool continuous = true;

        template <class R>
        HOST_DEVICE R operator()(const Path<R>& path) const {
            using V = ValueOf<R>;
            const R best = between ? exp(best_between(path) * V(side)) : best_on_dates(path) * V(side);
            const R excess = floating ? path[last] - best : best - V(strike);
            return max(excess * V(sign), R(0.0)) * path[deflator];
        }

      private:
        /// Largest side * S of the dates.
        template <class R>
        HOST_DEVICE R best_on_dates(const Path<R>& path) const {
            using V = ValueOf<R>;
            R best = extreme > 0.0 ? R(side * extreme) : path[spots[0]] * V(side);
            for (int i = 0; i < spots.count; ++i) best = max(best, path[spots[i]] * V(side));
            return best;
        }
        /// Largest side * ln S, by one draw per step of the maximum of the Brownian bridge between its ends,
        /// (x + y + sqrt((y - x)^2 - 2 v ln u)) / 2 (Glasserman 2004, eq. (6.51)); exact where drift and
        /// variance grow in proportion within a step.
        template <class R>
        HOST_DEVICE R best_between(const Path<R>& path) const {
            using V = ValueOf<R>;
            R from = log(path[spots[0]]) * V(side);
            R best = extreme > 0.0 ? R(V(side) * log(V(extreme))) : from;
            for (int i = 0; i < variances.count; ++i) {
                const R to = log(path[spots[i + 1]]) * V(side);
                const R move = to - from;
                const V depth = V(-2.0) * log(value_of(path[uniforms[i]]));
                const R reach = sqrt(move * move + path[variances[i]] * depth);
                best = max(best, (from + to + reach) * V(0.5));
                from = to;
            }
            return best;
        }
    };
    Payoff bind(Plan& plan) const {
        Payoff payoff{};
        payoff.sign = sign_of(type);
        payoff.side = side();
        payoff.strike = strike;
        payoff.extreme = extreme;
        payoff.floating = strike_kind == Strike::floating;
        payoff.between = monitoring_times.empty();
        if (payoff.between) {
            const Watch seen = plan.watch(asset, lookback_start, maturity, true);
            payoff.spots = seen.spots;
            payoff.variances = seen.variances;
            payoff.uniforms = seen.uniforms;
        } else {
            const bool counts_today = extreme <= 0.0 && lookback_start <= same_time;
            const Slot today = counts_today ? plan.spot(asset, 0.0) : 0;
            payoff.spots = plan.fixings(asset, monitoring_times);
            if (counts_today) payoff.spots = {today, payoff.spots.count + 1};
        }
        payoff.last = plan.fixing(asset, maturity);
        payoff.deflator = plan.deflator(maturity);
        return payoff;
    }
};

}  // namespace snell
