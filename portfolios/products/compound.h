#pragma once
#include "core/error.h"
#include "core/fields.h"
#include "portfolios/option_to_come.h"
#include "portfolios/quotes.h"

namespace snell {

/// Compound option: the right to buy (call) or to sell (put) a European call or put, the inner option, for
/// `strike` at maturity.  The inner option is then valued by Black's formula, so the model must know the
/// variance to come (OptionToCome).
struct Compound {
    static constexpr std::string_view kind = "compound";
    static constexpr std::string_view about = "call or put on a European call or put (Black-Scholes only)";
    static constexpr std::string_view reference = "Geske (1979)";

    int asset = 0;
    OptionType type = OptionType::call;
    OptionType inner_type = OptionType::call;
    double strike = 0.0;        ///< price of the inner option [payment currency]
    double inner_strike = 0.0;  ///< [asset currency]
    Years maturity = 0.0;
    Years inner_maturity = 0.0;

    template <class Visitor>
    void fields(Visitor& v) {
        v.asset("asset", asset, "the underlying of the inner option");
        option_type_field(v, type);
        v.choice("inner_type", inner_type, {"call", "put"}, "type of the inner option");
        v.number("strike", strike, {.unit = "payment currency", .at_least = 0.0},
                 "price at which the inner option is bought or sold");
        v.number("inner_strike", inner_strike, {.unit = "asset currency", .at_least = 0.0},
                 "strike price of the inner option");
        v.time("maturity", maturity, "when the inner option is bought or sold");
        v.time("inner_maturity", inner_maturity, "expiry of the inner option");
    }
    void check(const Quotes&) const {
        require(maturity <= inner_maturity, {"E221", "inner_maturity",
                                             "the inner option expires before it is "
                                             "bought or sold",
                                             "set inner_maturity at or after maturity"});
    }

    struct Payoff {
        double sign;  ///< +1 call, -1 put
        double strike;
        OptionToCome inner;
        Slot deflator;
        static constexpr bool continuous = true;

        template <class R>
        HOST_DEVICE R operator()(const Path<R>& path) const {
            using V = ValueOf<R>;
            return max((inner.value(path) - V(strike)) * V(sign), R(0.0)) * path[deflator];
        }
    };
    Payoff bind(Plan& plan) const {
        return {sign_of(type), strike,
                OptionToCome::bind(plan, {asset, inner_type, inner_strike, maturity, inner_maturity}),
                plan.deflator(maturity)};
    }
};

}  // namespace snell
