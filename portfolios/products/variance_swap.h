#pragma once
#include <limits>
#include <vector>

#include "core/error.h"
#include "core/fields.h"
#include "core/math/log.h"
#include "core/plan.h"
#include "portfolios/quotes.h"

namespace snell {

/// Variance swap on discrete observations: with r_i the log or simple return of period i it pays
///     notional * (min(V, cap) - strike),   V = annualisation / n * sum_i r_i^2,
/// at the last observation.  Left out, annualisation is the number of periods a year, so that V = sum r_i^2 /
/// (T - start_time).  The fair strike is the undiscounted value at strike 0: strike = 0 and notional = 1 /
/// deflator price it directly (notional = 10000 / deflator in volatility points squared).
struct VarianceSwap {
    static constexpr std::string_view kind = "variance_swap";
    static constexpr std::string_view about = "realised variance of discrete returns against a fixed strike";
    static constexpr std::string_view reference = "Demeterfi et al. (1999); Zhu and Lian (2011)";
    enum class Returns : std::uint8_t { log, simple };
    static constexpr double unlimited = std::numeric_limits<double>::infinity();

    int asset = 0;
    Years start_time = 0.0;
    std::vector<Years> observations;  ///< ends of the periods
    Returns returns = Returns::log;
    double strike = 0.0;         ///< annual variance [1/year]
    double cap = unlimited;      ///< of the realised variance [1/year]
    double annualisation = 0.0;  ///< periods a year; 0: as observed [1/year]
    double notional = 1.0;       ///< paid for 1.0 of variance [currency year]

    template <class Visitor>
    void fields(Visitor& v) {
        v.asset("asset", asset, "the underlying");
        v.time("start_time", start_time, "start of the first period; today where left out",
               Presence::optional);
        v.schedule("observations", observations, "ends of the periods; paid at the last");
        v.choice("returns", returns, {"log", "simple"}, "log: ln(S_i / S_{i-1}); simple: S_i / S_{i-1} - 1");
        v.number("strike", strike, {.unit = "1/year", .at_least = 0.0, .fallback = 0.0},
                 "variance paid (0.04 for a volatility of 20 %)");
        v.number("cap", cap, {.unit = "1/year", .above = 0.0, .optional = true}, "largest variance received");
        v.number("annualisation", annualisation, {.unit = "1/year", .at_least = 0.0, .fallback = 0.0},
                 "periods a year (252 for daily returns); 0: their number over their time");
        v.number("notional", notional, {.unit = "currency year", .fallback = 1.0},
                 "paid for 1.0 of variance");
    }
    void check(const Quotes&) const {
        require(start_time + same_time < observations.front(),
                {"E221", "start_time", "the first period ends before it starts",
                 "set start_time before the first of observations"});
    }

    struct Payoff {
        double factor;  ///< annualisation / n
        double strike, cap, notional;
        Slot start;
        Slots observations;
        Slot deflator;
        bool simple;
        static constexpr bool continuous = true;

        template <class R>
        HOST_DEVICE R operator()(const Path<R>& path) const {
            using V = ValueOf<R>;
            R sum(0.0);
            R from = path[start];
            for (int i = 0; i < observations.count; ++i) {
                const R to = path[observations[i]];
                const R move = simple ? to / from - V(1.0) : log(to / from);
                sum = fma(move, move, sum);
                from = to;
            }
            const R realised = min(sum * V(factor), R(cap));
            return (realised - V(strike)) * path[deflator] * V(notional);
        }
    };
    Payoff bind(Plan& plan) const {
        const Slot start = plan.fixing(asset, start_time);
        const Slots ends = plan.fixings(asset, observations);
        const auto periods = static_cast<double>(observations.size());
        const double factor =
            annualisation > 0.0 ? annualisation / periods : 1.0 / (observations.back() - start_time);
        return {factor,
                strike,
                cap,
                notional,
                start,
                ends,
                plan.deflator(observations.back()),
                returns == Returns::simple};
    }
};

}  // namespace snell
