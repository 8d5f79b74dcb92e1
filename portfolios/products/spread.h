#pragma once
#include "core/error.h"
#include "core/fields.h"
#include "core/plan.h"
#include "portfolios/option_type.h"
#include "portfolios/quotes.h"

namespace snell {

/// Spread option: pays max(S_1 - S_2 - strike, 0) (call) or max(strike - S_1 + S_2, 0) (put) at maturity;
/// with strike 0 the call is the option to exchange the second asset for the first.
struct Spread {
    static constexpr std::string_view kind = "spread";
    static constexpr std::string_view about = "option on the difference of two assets; strike 0: exchange";
    static constexpr std::string_view reference = "Margrabe (1978); Hurd and Zhou (2010)";

    int first = 0;
    int second = 0;
    OptionType type = OptionType::call;
    double strike = 0.0;  ///< [currency]
    Years maturity = 0.0;

    template <class Visitor>
    void fields(Visitor& v) {
        v.asset("first", first, "the asset that counts positive");
        v.asset("second", second, "the asset that is taken off");
        option_type_field(v, type);
        v.number("strike", strike, {.unit = "currency", .fallback = 0.0}, "strike price; may be negative");
        v.time("maturity", maturity, "expiry");
    }
    void check(const Quotes&) const {
        require(first != second, {"E222", "second", "the spread of an asset over itself is always 0",
                                  "name two different assets in first and second"});
    }

    struct Payoff {
        double sign;
        double strike;
        Slot first, second, deflator;
        static constexpr bool continuous = true;

        template <class R>
        HOST_DEVICE R operator()(const Path<R>& path) const {
            using V = ValueOf<R>;
            return max((path[first] - path[second] - V(strike)) * V(sign), R(0.0)) * path[deflator];
        }
    };
    Payoff bind(Plan& plan) const {
        const Slot one = plan.fixing(first, maturity);
        const Slot other = plan.fixing(second, maturity);
        return {sign_of(type), strike, one, other, plan.deflator(maturity)};
    }
};

}  // namespace snell
