#pragma once
#include <limits>

#include "core/error.h"
#include "core/fields.h"
#include "portfolios/quotes.h"
#include "portfolios/realised_variance.h"

namespace snell {

/// Variance swap: with V the realised variance, on dates or all the time, it pays
///     notional * (min(V, cap) - strike)
/// at the end.  The fair strike is the undiscounted value at strike 0: strike = 0 and notional = 1 / deflator
/// price it directly (notional = 10000 / deflator in volatility points squared).
struct VarianceSwap {
    static constexpr std::string_view kind = "variance_swap";
    static constexpr std::string_view about = "realised variance against a fixed strike";
    static constexpr std::string_view reference = "Demeterfi et al. (1999); Zhu and Lian (2011)";
    using Returns = RealisedVariance::Returns;
    static constexpr double unlimited = std::numeric_limits<double>::infinity();

    RealisedVariance variance;
    double strike = 0.0;     ///< annual variance [1/year]
    double cap = unlimited;  ///< of the realised variance [1/year]
    double notional = 1.0;   ///< paid for 1.0 of variance [currency year]

    template <class Visitor>
    void fields(Visitor& v) {
        variance.fields(v);
        v.number("strike", strike, {.unit = "1/year", .at_least = 0.0, .fallback = 0.0},
                 "variance paid (0.04 for a volatility of 20 %)");
        v.number("cap", cap, {.unit = "1/year", .above = 0.0, .optional = true}, "largest variance received");
        v.number("notional", notional, {.unit = "currency year", .fallback = 1.0},
                 "paid for 1.0 of variance");
    }
    void check(const Quotes&) const { variance.check(); }

    struct Payoff {
        RealisedVariance::Reading realised;
        double strike, cap, notional;
        Slot deflator;
        static constexpr bool continuous = true;

        template <class R>
        HOST_DEVICE R operator()(const Path<R>& path) const {
            using V = ValueOf<R>;
            const R received = min(realised(path), R(cap));
            return (received - V(strike)) * path[deflator] * V(notional);
        }
    };
    Payoff bind(Plan& plan) const {
        const RealisedVariance::Reading realised = variance.bind(plan);
        return {realised, strike, cap, notional, plan.deflator(variance.end())};
    }
};

}  // namespace snell
