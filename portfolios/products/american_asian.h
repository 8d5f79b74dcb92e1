#pragma once
#include "core/math/log.h"
#include "portfolios/exercise.h"
#include "portfolios/exercise_rule.h"
#include "portfolios/option_type.h"
#include "portfolios/quotes.h"

namespace snell {

/// American or Bermudan Asian option: with A the arithmetic mean of the fixings so far, today's counting as
/// the first, it pays max(A - strike, 0) (call) or max(strike - A, 0) (put) when it is exercised.  It fixes
/// on its dates of exercise.
struct AmericanAsian {
    static constexpr std::string_view kind = "american_asian";
    static constexpr std::string_view about =
        "American or Bermudan option on the average so far, which fixes on its dates of exercise";
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
        double sign;
        double strike;
        int dates;
        int past;                           ///< dates that are not after the date of valuation
        Slots spots, variances, deflators;  ///< [date]
        Constants rule;
        static constexpr bool continuous = true;

        template <class R>
        HOST_DEVICE R average(const Path<R>& path, int k) const {
            R sum = path[spots[0]];
            for (int i = 1; i <= k; ++i) sum = sum + path[spots[i]];
            return sum * ValueOf<R>(1.0 / (k + 1));
        }
        template <class R>
        HOST_DEVICE R value(const Path<R>& path, int k) const {
            using V = ValueOf<R>;
            return max((average(path, k) - V(strike)) * V(sign), R(0.0)) * path[deflators[k]];
        }
        template <class R>
        HOST_DEVICE void show(const Path<R>& path, int k, ValueOf<R>* out) const {
            out[0] = log(value_of(average(path, k)));
            out[1] = log(value_of(path[spots[k]]));
            out[2] = value_of(path[variances[k]]);
        }
        int states() const { return 3; }
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
