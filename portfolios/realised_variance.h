#pragma once
#include <vector>

#include "core/fields.h"
#include "core/math/log.h"
#include "core/plan.h"

namespace snell {

/// How the variance of an asset is realised: on observations, with r_i the log or simple return of period i,
///     V = annualisation / n * sum_i r_i^2;
/// all the time, V = (integral of the variance of ln S from start_time to maturity) / (maturity -
/// start_time). Left out, annualisation is the number of periods a year, so that V = sum r_i^2 / (T -
/// start_time).  V is known at the last observation, or at maturity [1/year].
struct RealisedVariance {
    enum class Returns : std::uint8_t { log, simple };

    int asset = 0;
    Years start_time = 0.0;
    std::vector<Years> observations;  ///< ends of the periods; empty: all the time
    Years maturity = 0.0;             ///< of what is observed all the time
    Returns returns = Returns::log;
    double annualisation = 0.0;  ///< periods a year; 0: as observed [1/year]

    template <class Visitor>
    void fields(Visitor& v) {
        v.asset("asset", asset, "the underlying");
        v.time("start_time", start_time, "start of the first period; today where left out",
               Presence::optional);
        v.schedule("observations", observations, "ends of the periods; left out: all the time up to maturity",
                   Presence::optional);
        v.time("maturity", maturity, "when it pays; left out: the last of observations", Presence::optional);
        v.choice("returns", returns, {"log", "simple"}, "log: ln(S_i / S_{i-1}); simple: S_i / S_{i-1} - 1");
        v.number("annualisation", annualisation, {.unit = "1/year", .at_least = 0.0, .fallback = 0.0},
                 "periods a year (252 for daily returns); 0: their number over their time");
    }
    /// Faults: E226 nothing to observe, or an annualisation of what has no periods; E221 dates in the wrong
    /// order.
    void check() const;
    bool continuous() const { return observations.empty(); }
    /// When it is paid.
    Years end() const { return maturity > same_time ? maturity : observations.back(); }

    /// What a payoff reads it from.
    struct Reading {
        double factor;       ///< annualisation / n, or 1 / time
        Slot start;          ///< a spot, or the integral of variance up to the start
        Slots observations;  ///< empty: all the time
        Slot integral;
        bool simple;

        template <class R>
        HOST_DEVICE R operator()(const Path<R>& path) const {
            using V = ValueOf<R>;
            if (observations.count == 0) return (path[integral] - path[start]) * V(factor);
            R sum(0.0);
            R from = path[start];
            for (int i = 0; i < observations.count; ++i) {
                const R to = path[observations[i]];
                const R move = simple ? to / from - V(1.0) : log(to / from);
                sum = fma(move, move, sum);
                from = to;
            }
            return sum * V(factor);
        }
    };
    Reading bind(Plan& plan) const {
        if (continuous()) {
            const Slot start = plan.integrated_variance(asset, start_time);
            return {
                1.0 / (maturity - start_time), start, {}, plan.integrated_variance(asset, maturity), false};
        }
        const Slot start = plan.fixing(asset, start_time);
        const Slots ends = plan.fixings(asset, observations);
        const auto periods = static_cast<double>(observations.size());
        const double factor =
            annualisation > 0.0 ? annualisation / periods : 1.0 / (observations.back() - start_time);
        return {factor, start, ends, 0, returns == Returns::simple};
    }
};

}  // namespace snell
