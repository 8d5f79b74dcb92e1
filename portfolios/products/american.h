#pragma once
#include "core/math/log.h"
#include "portfolios/exercise.h"
#include "portfolios/exercise_rule.h"
#include "portfolios/option_type.h"
#include "portfolios/quotes.h"

namespace snell {

/// American or Bermudan option: pays max(S_t - strike, 0) (call) or max(strike - S_t, 0) (put) when it is
/// exercised.
struct American {
    static constexpr std::string_view kind = "american";
    static constexpr std::string_view about = "American or Bermudan call or put on one asset";
    static constexpr std::string_view reference = "Longstaff and Schwartz (2001)";

    int asset = 0;
    OptionType type = OptionType::call;
    double strike = 0.0;  ///< [asset currency]
    Years maturity = 0.0;
    Exercise exercise;

    template <class Visitor>
    void fields(Visitor& v) {
        v.asset("asset", asset, "the underlying");
        option_type_field(v, type);
        v.number("strike", strike, {.unit = "asset currency", .at_least = 0.0}, "strike price");
        v.time("maturity", maturity, "expiry");
        exercise.fields(v);
    }
    void check(const Quotes&) const { exercise.check(maturity); }

    struct Payoff {
        double sign;  ///< +1 call, -1 put
        double strike;
        int dates;
        int past;                           ///< dates that are not after the date of valuation
        Slots spots, variances, deflators;  ///< [date]
        Constants rule;
        static constexpr bool continuous = true;

        /// What exercise on date k pays, deflated.
        template <class R>
        HOST_DEVICE R value(const Path<R>& path, int k) const {
            using V = ValueOf<R>;
            return max((path[spots[k]] - V(strike)) * V(sign), R(0.0)) * path[deflators[k]];
        }
        /// Numbers that a continuation value may depend on: ln S and the variance.
        template <class R>
        HOST_DEVICE void show(const Path<R>& path, int k, ValueOf<R>* out) const {
            out[0] = log(value_of(path[spots[k]]));
            out[1] = value_of(path[variances[k]]);
        }
        int states() const { return 2; }
        template <class R>
        HOST_DEVICE R operator()(const Path<R>& path) const {
            return stopped(*this, path);
        }
    };
    Payoff bind(Plan& plan) const {
        const std::vector<Years> dates = exercise.dates(plan, maturity);
        return {sign_of(type),
                strike,
                static_cast<int>(dates.size()),
                plan.past(dates),
                spots_on(plan, {asset}, dates),
                variances_on(plan, {asset}, dates),
                plan.discounts(dates),
                exercise.bind_rule(plan)};
    }
};

}  // namespace snell
