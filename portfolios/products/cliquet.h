#pragma once
#include <limits>
#include <vector>

#include "core/error.h"
#include "core/fields.h"
#include "core/plan.h"
#include "portfolios/quotes.h"

namespace snell {

/// Cliquet (ratchet): with period returns R_i = S_i / S_{i-1} - 1 it pays
///     notional * clip(sum_i clip(R_i, local_floor, local_cap), global_floor, global_cap)
/// at the last reset.  The first period starts at start_time; a fixing of today is today's spot and stays it.
struct Cliquet {
    static constexpr std::string_view kind = "cliquet";
    static constexpr std::string_view about =
        "sum of capped and floored period returns, itself capped and floored";
    static constexpr std::string_view reference = "Wilmott (2002), Cliquet options and volatility models";
    static constexpr double unlimited = std::numeric_limits<double>::infinity();

    int asset = 0;
    Years start_time = 0.0;
    std::vector<Years> resets;                                 ///< ends of the periods
    double local_floor = -unlimited, local_cap = unlimited;    ///< of each return [-]
    double global_floor = -unlimited, global_cap = unlimited;  ///< of their sum [-]
    double notional = 1.0;                                     ///< [currency]

    template <class Visitor>
    void fields(Visitor& v) {
        v.asset("asset", asset, "the underlying");
        v.time("start_time", start_time, "start of the first period; today where left out",
               Presence::optional);
        v.schedule("resets", resets, "ends of the periods; paid at the last");
        v.number("local_floor", local_floor, {.optional = true}, "least return that a period counts");
        v.number("local_cap", local_cap, {.optional = true}, "largest return that a period counts");
        v.number("global_floor", global_floor, {.optional = true}, "least sum that is paid");
        v.number("global_cap", global_cap, {.optional = true}, "largest sum that is paid");
        v.number("notional", notional, {.unit = "currency", .fallback = 1.0}, "amount that earns the sum");
    }
    void check(const Quotes&) const {
        require(start_time + same_time < resets.front(),
                {"E221", "start_time", "the first period ends before it starts",
                 "set start_time before the first of resets"});
        require(local_floor <= local_cap, {"E223", "local_floor", "the local floor is above the local cap",
                                           "swap local_floor and local_cap"});
        require(global_floor <= global_cap,
                {"E223", "global_floor", "the global floor is above the global cap",
                 "swap global_floor and global_cap"});
    }

    struct Payoff {
        double local_floor, local_cap, global_floor, global_cap, notional;
        Slot start;
        Slots resets;
        Slot deflator;
        static constexpr bool continuous = true;

        template <class R>
        HOST_DEVICE R operator()(const Path<R>& path) const {
            using V = ValueOf<R>;
            R sum(0.0);
            R from = path[start];
            for (int i = 0; i < resets.count; ++i) {
                const R to = path[resets[i]];
                sum = sum + min(max(to / from - V(1.0), R(local_floor)), R(local_cap));
                from = to;
            }
            return min(max(sum, R(global_floor)), R(global_cap)) * path[deflator] * V(notional);
        }
    };
    Payoff bind(Plan& plan) const {
        const Slot start = plan.fixing(asset, start_time);
        const Slots ends = plan.fixings(asset, resets);
        return {local_floor, local_cap, global_floor, global_cap,
                notional,    start,     ends,         plan.deflator(resets.back())};
    }
};

}  // namespace snell
