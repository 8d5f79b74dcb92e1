#pragma once
#include <vector>

#include "core/fields.h"
#include "core/math/exp.h"
#include "core/math/log.h"
#include "core/plan.h"
#include "portfolios/option_type.h"

namespace snell {

/// Asian option on the average A of the fixings (arithmetic or geometric): pays max(A - strike, 0) (fixed
/// strike) or max(S_T - A, 0) (floating strike) at the last fixing; a put the other way round.
struct Asian {
    static constexpr std::string_view kind = "asian";
    static constexpr std::string_view about =
        "Asian option: arithmetic or geometric average, fixed or floating strike";
    static constexpr std::string_view reference = "Kemna and Vorst (1990)";
    enum class Average : std::uint8_t { arithmetic, geometric };
    enum class Strike : std::uint8_t { fixed, floating };

    int asset = 0;
    OptionType type = OptionType::call;
    Average average = Average::arithmetic;
    Strike strike_kind = Strike::fixed;
    double strike = 0.0;  ///< [asset currency]
    std::vector<Years> fixings;

    template <class Visitor>
    void fields(Visitor& v) {
        v.asset("asset", asset, "the underlying");
        option_type_field(v, type);
        v.choice("average", average, {"arithmetic", "geometric"}, "how the fixings are averaged");
        v.choice("strike_kind", strike_kind, {"fixed", "floating"}, "floating: the average is the strike");
        v.number("strike", strike, {.unit = "asset currency", .at_least = 0.0, .fallback = 0.0},
                 "strike price (fixed strike only)");
        v.schedule("fixings", fixings, "dates that are averaged; paid at the last");
    }

    struct Payoff {
        double sign;
        double strike;
        Slots fixings;
        Slot deflator;
        bool geometric;
        bool floating;
        static constexpr bool continuous = true;

        template <class R>
        HOST_DEVICE R mean(const Path<R>& path) const {
            using V = ValueOf<R>;
            R sum(0.0);
            if (geometric) {
                for (int i = 0; i < fixings.count; ++i) sum = sum + log(path[fixings[i]]);
                return exp(sum * V(1.0 / fixings.count));
            }
            for (int i = 0; i < fixings.count; ++i) sum = sum + path[fixings[i]];
            return sum * V(1.0 / fixings.count);
        }
        template <class R>
        HOST_DEVICE R operator()(const Path<R>& path) const {
            using V = ValueOf<R>;
            const R excess = floating ? path[fixings.back()] - mean(path) : mean(path) - V(strike);
            return max(excess * V(sign), R(0.0)) * path[deflator];
        }
    };
    Payoff bind(Plan& plan) const {
        return {sign_of(type),
                strike,
                plan.fixings(asset, fixings),
                plan.deflator(fixings.back()),
                average == Average::geometric,
                strike_kind == Strike::floating};
    }
};

}  // namespace snell
