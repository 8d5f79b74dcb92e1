#pragma once
#include "core/fields.h"
#include "core/math/pow.h"
#include "core/plan.h"

namespace snell {

/// Capped power call: pays min(max((S_T / reference)^power - strike, 0), cap) at maturity.
struct CappedPower {
    static constexpr std::string_view kind = "capped_power";
    static constexpr std::string_view about = "call on a power of the performance, with a cap";
    static constexpr std::string_view reference = "Heynen and Kat (1996)";

    int asset = 0;
    double initial = 0.0;  ///< price that performance is measured from [asset currency]
    double power = 1.0;
    double strike = 0.0;  ///< [-]
    double cap = 0.0;     ///< [payment currency]
    Years maturity = 0.0;

    template <class Visitor>
    void fields(Visitor& v) {
        v.asset("asset", asset, "the underlying");
        v.number("initial", initial, {.unit = "asset currency", .above = 0.0}, "price to start from");
        v.number("power", power, {.above = 0.0, .at_most = 10.0, .fallback = 2.0}, "of the performance");
        v.number("strike", strike, {.at_least = 0.0}, "strike, of the power");
        v.number("cap", cap, {.unit = "payment currency", .above = 0.0}, "most that is paid");
        v.time("maturity", maturity, "expiry");
    }

    // quote payoff
    struct Payoff {
        double initial, power, strike, cap;
        Slot spot, deflator;
        static constexpr bool continuous = true;

        template <class R>
        HOST_DEVICE R operator()(const Path<R>& path) const {
            using V = ValueOf<R>;
            const R performance = pow(path[spot] / V(initial), V(power));
            return min(max(performance - V(strike), R(0.0)), R(cap)) * path[deflator];
        }
    };
    Payoff bind(Plan& plan) const {
        return {initial, power, strike, cap, plan.fixing(asset, maturity), plan.deflator(maturity)};
    }
    // end quote
};

}  // namespace snell
