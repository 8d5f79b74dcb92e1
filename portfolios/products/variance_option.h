#pragma once
#include "core/error.h"
#include "core/fields.h"
#include "portfolios/option_type.h"
#include "portfolios/quotes.h"
#include "portfolios/realised_variance.h"

namespace snell {

/// Option on realised variance: with V the variance, on dates or all the time, a call pays
/// notional * max(V - strike, 0), a put notional * max(strike - V, 0), at the end.
struct VarianceOption {
    static constexpr std::string_view kind = "variance_option";
    static constexpr std::string_view about = "call or put on realised variance";
    static constexpr std::string_view reference = "Carr, Geman, Madan and Yor (2005)";

    RealisedVariance variance;
    OptionType type = OptionType::call;
    double strike = 0.0;    ///< annual variance [1/year]
    double notional = 1.0;  ///< paid for 1.0 of variance [currency year]

    template <class Visitor>
    void fields(Visitor& v) {
        option_type_field(v, type);
        variance.fields(v);
        v.number("strike", strike, {.unit = "1/year", .at_least = 0.0},
                 "variance paid (0.04 for a volatility of 20 %)");
        v.number("notional", notional, {.unit = "currency year", .fallback = 1.0},
                 "paid for 1.0 of variance");
    }
    void check(const Quotes&) const { variance.check(); }

    struct Payoff {
        RealisedVariance::Reading realised;
        double sign;  ///< +1 call, -1 put
        double strike, notional;
        Slot deflator;
        static constexpr bool continuous = true;

        template <class R>
        HOST_DEVICE R operator()(const Path<R>& path) const {
            using V = ValueOf<R>;
            const R excess = (realised(path) - V(strike)) * V(sign);
            return max(excess, R(0.0)) * path[deflator] * V(notional);
        }
    };
    Payoff bind(Plan& plan) const {
        const RealisedVariance::Reading realised = variance.bind(plan);
        return {realised, sign_of(type), strike, notional, plan.deflator(variance.end())};
    }
};

}  // namespace snell
