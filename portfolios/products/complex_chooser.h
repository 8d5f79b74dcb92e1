#pragma once
#include "core/error.h"
#include "core/fields.h"
#include "portfolios/option_to_come.h"
#include "portfolios/quotes.h"

namespace snell {

/// Complex chooser: at choosing_time its holder takes the dearer of a call and a put, each with a strike and
/// a maturity of its own.  Both are then valued by Black's formula, so the model must know the variance to
/// come (OptionToCome); `chooser`, with one strike and one maturity, runs under any model.
struct ComplexChooser {
    static constexpr std::string_view kind = "complex_chooser";
    static constexpr std::string_view about =
        "chooser whose call and put have strikes and maturities of their own (Black-Scholes only)";
    static constexpr std::string_view reference = "Rubinstein (1991); Nelken (1993)";

    int asset = 0;
    double call_strike = 0.0;  ///< [asset currency]
    double put_strike = 0.0;   ///< [asset currency]
    Years choosing_time = 0.0;
    Years call_maturity = 0.0;
    Years put_maturity = 0.0;

    template <class Visitor>
    void fields(Visitor& v) {
        v.asset("asset", asset, "the underlying");
        v.number("call_strike", call_strike, {.unit = "asset currency", .at_least = 0.0},
                 "strike price of the call");
        v.number("put_strike", put_strike, {.unit = "asset currency", .at_least = 0.0},
                 "strike price of the put");
        v.time("choosing_time", choosing_time, "when the holder chooses");
        v.time("call_maturity", call_maturity, "expiry of the call");
        v.time("put_maturity", put_maturity, "expiry of the put");
    }
    void check(const Quotes&) const {
        require(choosing_time <= call_maturity && choosing_time <= put_maturity,
                {"E221", "choosing_time", "the choice comes after a maturity",
                 "set choosing_time at or before call_maturity and put_maturity"});
    }

    struct Payoff {
        OptionToCome call, put;
        Slot deflator;
        static constexpr bool continuous = true;

        template <class R>
        HOST_DEVICE R operator()(const Path<R>& path) const {
            return max(call.value(path), put.value(path)) * path[deflator];
        }
    };
    Payoff bind(Plan& plan) const {
        return {
            OptionToCome::bind(plan, {asset, OptionType::call, call_strike, choosing_time, call_maturity}),
            OptionToCome::bind(plan, {asset, OptionType::put, put_strike, choosing_time, put_maturity}),
            plan.deflator(choosing_time)};
    }
};

}  // namespace snell
