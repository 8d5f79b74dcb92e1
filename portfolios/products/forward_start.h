#pragma once
#include "core/error.h"
#include "core/fields.h"
#include "core/plan.h"
#include "portfolios/option_type.h"
#include "portfolios/quotes.h"

namespace snell {

/// Forward-start option: its strike is set to moneyness * S at start_time; pays max(S_T - strike, 0) (call)
/// or max(strike - S_T, 0) (put) at maturity.
struct ForwardStart {
    static constexpr std::string_view kind = "forward_start";
    static constexpr std::string_view about = "option whose strike is set later, as a multiple of the spot";
    static constexpr std::string_view reference = "Rubinstein (1990)";

    int asset = 0;
    OptionType type = OptionType::call;
    double moneyness = 1.0;  ///< strike over the spot at start_time [-]
    Years start_time = 0.0;
    Years maturity = 0.0;

    template <class Visitor>
    void fields(Visitor& v) {
        v.asset("asset", asset, "the underlying");
        option_type_field(v, type);
        v.number("moneyness", moneyness, {.above = 0.0, .fallback = 1.0},
                 "strike over the spot at start_time");
        v.time("start_time", start_time, "when the strike is set");
        v.time("maturity", maturity, "expiry");
    }
    void check(const Quotes&) const {
        require(start_time + same_time < maturity,
                {"E221", "start_time", "the strike is set at or after maturity",
                 "set start_time before maturity"});
    }

    struct Payoff {
        double sign;
        double moneyness;
        Slot start, spot, deflator;
        static constexpr bool continuous = true;

        template <class R>
        HOST_DEVICE R operator()(const Path<R>& path) const {
            using V = ValueOf<R>;
            return max((path[spot] - path[start] * V(moneyness)) * V(sign), R(0.0)) * path[deflator];
        }
    };
    Payoff bind(Plan& plan) const {
        const Slot start = plan.fixing(asset, start_time);
        const Slot end = plan.fixing(asset, maturity);
        return {sign_of(type), moneyness, start, end, plan.deflator(maturity)};
    }
};

}  // namespace snell
