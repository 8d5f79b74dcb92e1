#pragma once
#include <vector>

#include "core/fields.h"
#include "core/plan.h"
#include "portfolios/option_type.h"
#include "portfolios/per_item.h"
#include "portfolios/quotes.h"

namespace snell {

/// Option on the weighted sum B of assets: pays max(B - strike, 0) (call) or max(strike - B, 0) (put) at
/// maturity.  Weights and strike may be negative, so that spreads of any number of assets are baskets, too.
struct Basket {
    static constexpr std::string_view kind = "basket";
    static constexpr std::string_view about = "option on a weighted sum of assets";
    static constexpr std::string_view reference = "Krekel et al. (2004)";

    std::vector<int> assets;
    OptionType type = OptionType::call;
    std::vector<double> weights;  ///< [asset], or one for all [units of the asset]
    double strike = 0.0;          ///< [currency]
    Years maturity = 0.0;

    template <class Visitor>
    void fields(Visitor& v) {
        v.assets("assets", assets, "the members of the basket");
        option_type_field(v, type);
        v.numbers("weights", weights, {.unit = "units of the asset"}, "one for each asset; may be negative");
        v.number("strike", strike, {.unit = "currency"}, "strike price; may be negative");
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
            R sum(-strike);
            for (int i = 0; i < fixings.count; ++i)
                sum = sum + path[fixings[i]] * path.constant(weights.first + i);
            return max(sum * V(sign), R(0.0)) * path[deflator];
        }
    };
    Payoff bind(Plan& plan) const {
        return {sign_of(type), strike, plan.fixings(assets, maturity),
                plan.constants(per_item("weights", "assets", weights, assets.size())),
                plan.deflator(maturity)};
    }
};

}  // namespace snell
