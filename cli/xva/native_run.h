#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/fields.h"
#include "engine/xva/claims.h"

namespace snell {

/// The terms of an XVA run file beside date, [quotes] and [model], told once (core/fields.h).
struct NativeRunTerms {
    enum class Draws : std::uint8_t { sobol, philox };
    enum class FixingDates : std::uint8_t { own, next_date };

    enum class OptionValues : std::uint8_t { model, quotes };
    enum class TodaysFixing : std::uint8_t { implied, history };

    std::string base, grid, calendar, blotter, market, netting_sets, fixings, calendars, curve_nodes;
    std::string own, borrowing_curve, lending_curve, audit, future;
    std::vector<double> quantiles;
    std::int64_t paths = 1 << 16;
    int replicates = 32;
    std::int64_t seed = 1;
    Draws sampler = Draws::sobol;
    FixingDates fixing_rule = FixingDates::own;
    OptionValues option_rule = OptionValues::model;
    TodaysFixing todays_fixings = TodaysFixing::implied;
    RegressionBasis regression = {};
    bool by_trade = false;

    template <class Visitor>
    void fields(Visitor& v) {
        v.text("base", base, "currency of all results");
        v.text("blotter", blotter, "table of the trades (CSV), beside this file");
        v.text("market", market, "table of quotes (CSV), beside what [quotes] says");
        v.text("netting_sets", netting_sets, "table of netting sets and their annexes (CSV)");
        v.text("fixings", fixings, "table of past fixings (CSV: index, date, value)");
        v.text("calendars", calendars,
               "table of days that calendars know otherwise (CSV: calendar, date, kind)");
        v.text("grid", grid,
               "dates of exposure: \"81,3M\", \"2W,1M,1Y\" or dates; today's values only where left out");
        v.text("calendar", calendar, "business days of the grid, \"TARGET\" or \"US,UK\"");
        v.text("own", own, "our name among the credits; left out: no DVA");
        v.text("borrowing_curve", borrowing_curve, "yield curve at which we borrow; left out: no FCA");
        v.text("lending_curve", lending_curve, "yield curve at which we lend; left out: no FBA");
        v.numbers("quantiles", quantiles, {.above = 0.0, .below = 1.0, .optional = true},
                  "quantiles of exposure");
        v.integer("paths", paths, {.at_least = 1.0, .at_most = 0x1p32, .fallback = 0x1p16},
                  "paths, all replicates together");
        v.integer("replicates", replicates, {.at_least = 2.0, .at_most = 4096.0, .fallback = 32.0},
                  "independent repetitions that the standard errors come from");
        v.integer("seed", seed, {.at_least = 0.0, .fallback = 1.0}, "seed of all draws");
        v.choice("sampler", sampler, {"sobol", "philox"}, "scrambled Sobol' points or pseudo-random numbers");
        v.choice("fixing_rule", fixing_rule, {"own_date", "next_date"},
                 "rates fix on their own dates, or on the next date of the grid");
        v.choice("option_rule", option_rule, {"model", "quotes"},
                 "along paths options are worth what the model expects, or what today's volatilities say");
        v.choice("todays_fixings", todays_fixings, {"implied", "history"},
                 "today's fixings come from the curves, or from the table where it has them");
        v.text("curve_nodes", curve_nodes, "tenors for --curves nodes, \"1Y,5Y,10Y\"");
        v.integer("regression_degree", regression.degree,
                  {.at_least = 0.0, .at_most = most_regression_degree, .fallback = RegressionBasis().degree},
                  "degree of the polynomials by which rights to swaps are regressed");
        v.integer(
            "regression_bundles", regression.bundles,
            {.at_least = 0.0, .at_most = most_regression_bundles, .fallback = RegressionBasis().bundles},
            "bundles of states with polynomials of their own; 1: one; 0: one deviation wide each");
        v.text(
            "audit", audit,
            "check of what is regressed: \"none\", \"twin\" (where left out), \"nested\", \"nested:4096\"");
        v.text("future", future,
               "dates of the grid on which the distribution of costs to come is told, \"1Y,5Y\"");
        v.flag("by_trade", by_trade, "exposures and allocated XVA of each trade, too");
    }
};

}  // namespace snell
