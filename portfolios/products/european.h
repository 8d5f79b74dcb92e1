#pragma once
#include "core/fields.h"
#include "core/plan.h"
#include "portfolios/option_type.h"

namespace snell {

/// European option: pays max(S_T - strike, 0) (call) or max(strike - S_T, 0) (put) at maturity.
struct European {
    static constexpr std::string_view kind = "european";
    static constexpr std::string_view about = "European call or put on one asset";
    static constexpr std::string_view reference = "Black and Scholes (1973)";

    int asset = 0;
    OptionType type = OptionType::call;
    double strike = 0.0;  ///< [asset currency]
    Years maturity = 0.0;

    template <class Visitor>
    void fields(Visitor& v) {
        v.asset("asset", asset, "the underlying");
        option_type_field(v, type);
        v.number("strike", strike, {.unit = "asset currency", .at_least = 0.0}, "strike price");
        v.time("maturity", maturity, "expiry");
    }

    /// All that the path loop sees: value deflated to today.
    struct Payoff {
        double sign;  ///< +1 call, -1 put
        double strike;
        Slot spot, deflator;
        static constexpr bool continuous = true;

        template <class R>
        HOST_DEVICE R operator()(const Path<R>& path) const {
            using V = ValueOf<R>;
            return max((path[spot] - V(strike)) * V(sign), R(0.0)) * path[deflator];
        }
    };
    Payoff bind(Plan& plan) const {
        return {sign_of(type), strike, plan.fixing(asset, maturity), plan.deflator(maturity)};
    }
};

}  // namespace snell
