#pragma once
#include <vector>

#include "core/black_formula.h"
#include "core/fields.h"
#include "core/math/exp.h"
#include "core/math/log.h"
#include "core/plan.h"
#include "portfolios/average_watch.h"
#include "portfolios/option_type.h"
#include "portfolios/quotes.h"

namespace snell {

/// Asian option on the average A of the spot (arithmetic or geometric), on fixings or all the time: pays
/// max(A - strike, 0) (fixed strike) or max(S_T - A, 0) (floating strike) at maturity T; a put the other way
/// round.
struct Asian {
    static constexpr std::string_view kind = "asian";
    static constexpr std::string_view about =
        "Asian option: arithmetic or geometric average, on dates or continuous, fixed or floating strike";
    static constexpr std::string_view reference = "Kemna and Vorst (1990)";
    using Average = AverageKind;
    enum class Strike : std::uint8_t { fixed, floating };
    enum class Averaging : std::uint8_t { dates, continuous };

    int asset = 0;
    OptionType type = OptionType::call;
    Average average = Average::arithmetic;
    Strike strike_kind = Strike::fixed;
    double strike = 0.0;         ///< [asset currency]
    std::vector<Years> fixings;  ///< of an average on dates
    Years maturity = 0.0;        ///< 0: the last fixing
    Averaging averaging = Averaging::dates;
    Years averaging_start = 0.0;  ///< of a continuous average

    template <class Visitor>
    void fields(Visitor& v) {
        v.asset("asset", asset, "the underlying");
        option_type_field(v, type);
        v.choice("average", average, {"arithmetic", "geometric"}, "how the fixings are averaged");
        v.choice("strike_kind", strike_kind, {"fixed", "floating"}, "floating: the average is the strike");
        v.number("strike", strike, {.unit = "asset currency", .at_least = 0.0, .fallback = 0.0},
                 "strike price (fixed strike only)");
        v.choice("averaging", averaging, {"dates", "continuous"}, "on fixings, or all the time");
        v.schedule("fixings", fixings, "dates that are averaged (averaging on dates only)",
                   Presence::optional);
        v.time("averaging_start", averaging_start, "when a continuous average starts; left out: today",
               Presence::optional);
        v.time("maturity", maturity, "when it pays, and a continuous average ends; left out: the last fixing",
               Presence::optional);
    }
    /// Faults: E226 terms that the averaging cannot use or lacks, E221 dates in the wrong order.
    void check(const Quotes&) const;
    /// When it pays.
    Years end() const { return maturity > same_time ? maturity : fixings.back(); }

    struct Payoff {
        double sign;
        double strike;
        Slots fixings;
        AverageWatch watch;
        Slot last, deflator;
        bool between;  ///< averaged all the time
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
            if (between) return expected(path) * path[deflator];
            const R excess = floating ? path[last] - mean(path) : mean(path) - V(strike);
            return max(excess * V(sign), R(0.0)) * path[deflator];
        }

      private:
        /// What a continuous average is expected to pay, given the ends of the steps.
        template <class R>
        HOST_DEVICE R expected(const Path<R>& path) const {
            const AverageLaw<R> law = watch.law(path);
            return floating ? black(R(-sign), law.mean, path[last], law.variance)
                            : black(R(sign), law.mean, R(strike), law.variance);
        }
    };
    Payoff bind(Plan& plan) const {
        Payoff payoff{};
        payoff.sign = sign_of(type);
        payoff.strike = strike;
        payoff.geometric = average == Average::geometric;
        payoff.floating = strike_kind == Strike::floating;
        payoff.between = averaging == Averaging::continuous;
        if (payoff.between) {
            payoff.watch = AverageWatch::bind(plan, asset, averaging_start, maturity, average);
        } else {
            payoff.fixings = plan.fixings(asset, fixings);
        }
        payoff.last = plan.fixing(asset, end());
        payoff.deflator = plan.deflator(end());
        return payoff;
    }
};

}  // namespace snell
