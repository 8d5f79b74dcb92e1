#pragma once
#include "core/error.h"
#include "core/fields.h"
#include "core/plan.h"
#include "portfolios/quotes.h"

namespace snell {

/// Simple chooser: at choosing_time its holder takes a call or a put, both with the same strike and maturity.
/// With deterministic rates put-call parity makes it, under any model, a call for maturity and a put that is
/// decided at choosing_time: max(C, P) = C + D(t, T) max(K - F(t, T), 0).
struct Chooser {
    static constexpr std::string_view kind = "chooser";
    static constexpr std::string_view about = "call or put, at its holder's choice on a later date";
    static constexpr std::string_view reference = "Rubinstein (1991)";

    int asset = 0;
    double strike = 0.0;  ///< [asset currency]
    Years choosing_time = 0.0;
    Years maturity = 0.0;

    template <class Visitor>
    void fields(Visitor& v) {
        v.asset("asset", asset, "the underlying");
        v.number("strike", strike, {.unit = "asset currency", .at_least = 0.0},
                 "strike price of both options");
        v.time("choosing_time", choosing_time, "when the holder chooses");
        v.time("maturity", maturity, "expiry of both options");
    }
    void check(const Quotes&) const {
        require(choosing_time <= maturity, {"E221", "choosing_time", "the choice comes after maturity",
                                            "set choosing_time at or before maturity"});
    }

    struct Payoff {
        double strike;
        bool decided;  ///< valued later than today: the option that was chosen, not one of the same value
        Slot chosen, growth, spot, deflator;
        static constexpr bool continuous = true;

        template <class R>
        HOST_DEVICE R operator()(const Path<R>& path) const {
            using V = ValueOf<R>;
            const R call = max(path[spot] - V(strike), R(0.0));
            const R forward = path[chosen] * path[growth];
            if (decided) {
                const R other = max(V(strike) - path[spot], R(0.0));
                return select(forward < R(strike), other, call) * path[deflator];
            }
            const R put = max(V(strike) - forward, R(0.0));
            return (call + put) * path[deflator];
        }
    };
    Payoff bind(Plan& plan) const {
        const Slot chosen = plan.spot(asset, choosing_time);
        const Slot growth = plan.growth(asset, choosing_time, maturity);
        const Slot end = plan.fixing(asset, maturity);
        return {strike, plan.is_valued_later(), chosen, growth, end, plan.deflator(maturity)};
    }
};

}  // namespace snell
