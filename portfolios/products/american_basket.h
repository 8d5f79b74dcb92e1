#pragma once
#include "core/math/exp.h"
#include "core/math/log.h"
#include "portfolios/exercise.h"
#include "portfolios/exercise_rule.h"
#include "portfolios/option_type.h"
#include "portfolios/per_item.h"
#include "portfolios/quotes.h"

namespace snell {

/// American or Bermudan option on a basket B, the weighted sum of assets or, geometric, the product of S_i to
/// the power of their weights: pays max(B_t - strike, 0) (call) or max(strike - B_t, 0) (put) when it is
/// exercised.  Weights and strike of a sum may be negative.
struct AmericanBasket {
    static constexpr std::string_view kind = "american_basket";
    static constexpr std::string_view about = "American or Bermudan option on a basket, a sum or geometric";
    static constexpr std::string_view reference = "Longstaff and Schwartz (2001)";
    enum class Average : std::uint8_t { arithmetic, geometric };

    std::vector<int> assets;
    OptionType type = OptionType::call;
    Average average = Average::arithmetic;
    std::vector<double> weights;  ///< [asset], or one for all
    double strike = 0.0;          ///< [currency]
    Years maturity = 0.0;
    Exercise exercise;

    template <class Visitor>
    void fields(Visitor& v) {
        v.assets("assets", assets, "the members of the basket");
        option_type_field(v, type);
        v.choice("average", average, {"arithmetic", "geometric"},
                 "weighted sum, or product of powers of prices");
        v.numbers("weights", weights, {}, "one for each asset: units of it, or its power; may be negative");
        v.number("strike", strike, {.unit = "currency"}, "strike price; may be negative");
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
        bool geometric;
        int dates, assets;
        int past;                ///< dates that are not after the date of valuation
        Slots spots, variances;  ///< [date][asset]
        Slots deflators;         ///< [date]
        Constants weights, rule;
        static constexpr bool continuous = true;

        /// The basket, or the logarithm of a geometric one.
        template <class R>
        HOST_DEVICE R basket(const Path<R>& path, int k) const {
            R sum(0.0);
            for (int i = 0; i < assets; ++i) {
                const R spot = path[spots[k * assets + i]];
                sum = sum + (geometric ? log(spot) : spot) * path.constant(weights.first + i);
            }
            return sum;
        }
        template <class R>
        HOST_DEVICE R value(const Path<R>& path, int k) const {
            using V = ValueOf<R>;
            const R sum = basket(path, k);
            return max(((geometric ? exp(sum) : sum) - V(strike)) * V(sign), R(0.0)) * path[deflators[k]];
        }
        /// The basket, the variances and, as a sum of them forgets them, the logarithms of the prices.
        template <class R>
        HOST_DEVICE void show(const Path<R>& path, int k, ValueOf<R>* out) const {
            *out++ = value_of(basket(path, k));
            for (int i = 0; i < assets; ++i) *out++ = value_of(path[variances[k * assets + i]]);
            if (geometric || assets == 1) return;
            for (int i = 0; i < assets; ++i) *out++ = log(value_of(path[spots[k * assets + i]]));
        }
        int states() const { return 1 + (geometric || assets == 1 ? 1 : 2) * assets; }
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
        payoff.geometric = average == Average::geometric;
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

}  // namespace snell
