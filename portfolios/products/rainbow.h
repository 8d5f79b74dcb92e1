#pragma once
#include <vector>

#include "core/fields.h"
#include "core/plan.h"
#include "portfolios/option_type.h"
#include "portfolios/per_item.h"
#include "portfolios/quotes.h"

namespace snell {

/// Option on the best (or the worst) of several assets: with X the largest (smallest) of weight_i S_i it pays
/// max(X - strike, 0) (call) or max(strike - X, 0) (put) at maturity.
template <bool of_best>
struct Rainbow {
    static constexpr std::string_view kind = of_best ? "best_of" : "worst_of";
    static constexpr std::string_view about =
        of_best ? "option on the best of several assets" : "option on the worst of several assets";
    static constexpr std::string_view reference = "Stulz (1982); Johnson (1987)";

    std::vector<int> assets;
    OptionType type = OptionType::call;
    std::vector<double> weights{1.0};  ///< [asset], or one for all [-]
    double strike = 0.0;               ///< [currency]
    Years maturity = 0.0;

    template <class Visitor>
    void fields(Visitor& v) {
        v.assets("assets", assets, "the assets that are compared");
        option_type_field(v, type);
        v.numbers("weights", weights, {.above = 0.0, .fallback = 1.0},
                  "factor on each price before comparing; 1 / spot compares performances");
        v.number("strike", strike, {.unit = "currency", .at_least = 0.0}, "strike price");
        v.time("maturity", maturity, "expiry");
    }
    void check(const Quotes&) const { per_item("weights", "assets", weights, assets.size()); }

    struct Payoff {
        double sign;
        double strike;
        Slots fixings;
        Constants weights;
        Slot deflator;
        static constexpr bool continuous = true;

        template <class R>
        HOST_DEVICE R operator()(const Path<R>& path) const {
            using V = ValueOf<R>;
            R extreme = path[fixings[0]] * path.constant(weights.first);
            for (int i = 1; i < fixings.count; ++i) {
                const R next = path[fixings[i]] * path.constant(weights.first + i);
                extreme = of_best ? max(extreme, next) : min(extreme, next);
            }
            return max((extreme - V(strike)) * V(sign), R(0.0)) * path[deflator];
        }
    };
    Payoff bind(Plan& plan) const {
        return {sign_of(type), strike, plan.fixings(assets, maturity),
                plan.constants(per_item("weights", "assets", weights, assets.size())),
                plan.deflator(maturity)};
    }
};
using BestOf = Rainbow<true>;
using WorstOf = Rainbow<false>;

}  // namespace snell
