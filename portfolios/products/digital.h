#pragma once
#include "core/fields.h"
#include "core/plan.h"
#include "portfolios/option_type.h"

namespace snell {

/// Digital (binary) option: pays a fixed amount of cash, or the asset, at maturity if S_T > strike (call) or
/// S_T < strike (put); nothing at the strike itself.
struct Digital {
    static constexpr std::string_view kind = "digital";
    static constexpr std::string_view about = "digital option: cash or nothing, or asset or nothing";
    static constexpr std::string_view reference = "Rubinstein and Reiner (1991)";
    enum class Payout : std::uint8_t { cash, asset };

    int asset = 0;
    OptionType type = OptionType::call;
    Payout payout = Payout::cash;
    double strike = 0.0;  ///< [asset currency]
    double cash = 1.0;    ///< [payment currency]
    Years maturity = 0.0;

    template <class Visitor>
    void fields(Visitor& v) {
        v.asset("asset", asset, "the underlying");
        option_type_field(v, type);
        v.choice("payout", payout, {"cash", "asset"}, "what is paid: an amount of cash or the asset itself");
        v.number("strike", strike, {.unit = "asset currency", .above = 0.0}, "level that decides");
        v.number("cash", cash, {.unit = "payment currency", .at_least = 0.0, .fallback = 1.0},
                 "amount that a cash digital pays");
        v.time("maturity", maturity, "expiry");
    }

    struct Payoff {
        double sign;  ///< +1 call, -1 put
        double strike;
        double cash;
        bool pays_asset;
        Slot spot, deflator;
        static constexpr bool continuous = false;

        template <class R>
        HOST_DEVICE R operator()(const Path<R>& path) const {
            using V = ValueOf<R>;
            const R price = path[spot];
            const R amount = pays_asset ? price : R(cash);
            return select((price - V(strike)) * V(sign) > R(0.0), amount, R(0.0)) * path[deflator];
        }
    };
    Payoff bind(Plan& plan) const {
        return {sign_of(type),          strike, cash, payout == Payout::asset, plan.fixing(asset, maturity),
                plan.deflator(maturity)};
    }
};

}  // namespace snell
