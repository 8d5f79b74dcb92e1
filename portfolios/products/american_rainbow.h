#pragma once
#include "core/math/log.h"
#include "portfolios/exercise.h"
#include "portfolios/exercise_rule.h"
#include "portfolios/option_type.h"
#include "portfolios/per_item.h"
#include "portfolios/quotes.h"

namespace snell {

/// American or Bermudan option on the best (or the worst) of several assets: with X the largest (smallest) of
/// weight_i S_i, now or over all dates of exercise so far, it pays max(X - strike, 0) (call) or
/// max(strike - X, 0) (put) when it is exercised.
template <bool of_best>
struct AmericanRainbow {
    static constexpr std::string_view kind = of_best ? "american_best_of" : "american_worst_of";
    static constexpr std::string_view about =
        of_best ? "American or Bermudan option on the best of several assets, now or so far"
                : "American or Bermudan option on the worst of several assets, now or so far";
    static constexpr std::string_view reference = "Andersen and Broadie (2004)";
    enum class Extreme : std::uint8_t { now, running };

    std::vector<int> assets;
    OptionType type = OptionType::call;
    Extreme extreme = Extreme::now;
    std::vector<double> weights{1.0};  ///< [asset], or one for all [-]
    double strike = 0.0;               ///< [currency]
    Years maturity = 0.0;
    Exercise exercise;

    template <class Visitor>
    void fields(Visitor& v) {
        v.assets("assets", assets, "the assets that are compared");
        option_type_field(v, type);
        v.choice("extreme", extreme, {"now", "running"},
                 "prices on the date of exercise, or on all dates of exercise so far");
        v.numbers("weights", weights, {.above = 0.0, .fallback = 1.0},
                  "factor on each price before comparing; 1 / spot compares performances");
        v.number("strike", strike, {.unit = "currency", .at_least = 0.0}, "strike price");
        v.time("maturity", maturity, "expiry");
        exercise.fields(v);
    }
    void check(const Quotes&) const {
        per_item("weights", "assets", weights, assets.size());
        exercise.check(maturity);
    }

    struct Payoff {
        double sign;
        double strike;
        bool running;
        int dates, assets;
        int past;                ///< dates that are not after the date of valuation
        Slots spots, variances;  ///< [date][asset]
        Slots deflators;         ///< [date]
        Constants weights, rule;
        static constexpr bool continuous = true;

        template <class R>
        HOST_DEVICE R extreme(const Path<R>& path, int k) const {
            R found = path[spots[k * assets]] * path.constant(weights.first);
            for (int date = running ? 0 : k; date <= k; ++date)
                for (int i = 0; i < assets; ++i) {
                    const R next = path[spots[date * assets + i]] * path.constant(weights.first + i);
                    found = of_best ? max(found, next) : min(found, next);
                }
            return found;
        }
        template <class R>
        HOST_DEVICE R value(const Path<R>& path, int k) const {
            using V = ValueOf<R>;
            return max((extreme(path, k) - V(strike)) * V(sign), R(0.0)) * path[deflators[k]];
        }
        /// The logarithms of the prices in decreasing order, the variances and, of a running extreme, itself.
        template <class R>
        HOST_DEVICE void show(const Path<R>& path, int k, ValueOf<R>* out) const {
            for (int i = 0; i < assets; ++i) {
                out[i] = log(value_of(path[spots[k * assets + i]]) * path.constant(weights.first + i));
                for (int j = i; j > 0; --j) {  // sinks to its place
                    const ValueOf<R> upper = max(out[j - 1], out[j]);
                    out[j] = min(out[j - 1], out[j]);
                    out[j - 1] = upper;
                }
            }
            for (int i = 0; i < assets; ++i) out[assets + i] = value_of(path[variances[k * assets + i]]);
            if (running) out[2 * assets] = log(value_of(extreme(path, k)));
        }
        int states() const { return 2 * assets + (running ? 1 : 0); }
        template <class R>
        HOST_DEVICE R operator()(const Path<R>& path) const {
            return stopped(*this, path);
        }
    };
    Payoff bind(Plan& plan) const {
        const std::vector<Years> dates = exercise.dates(plan, maturity);
        Payoff payoff{};
        payoff.sign = sign_of(type);
        payoff.strike = strike;
        payoff.running = extreme == Extreme::running;
        payoff.dates = static_cast<int>(dates.size());
        payoff.past = plan.past(dates);
        payoff.assets = static_cast<int>(assets.size());
        payoff.spots = spots_on(plan, assets, dates);
        payoff.variances = variances_on(plan, assets, dates);
        payoff.deflators = plan.discounts(dates);
        payoff.weights = plan.constants(per_item("weights", "assets", weights, assets.size()));
        payoff.rule = exercise.bind_rule(plan);
        return payoff;
    }
};
using AmericanBestOf = AmericanRainbow<true>;
using AmericanWorstOf = AmericanRainbow<false>;

}  // namespace snell
