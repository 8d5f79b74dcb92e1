#pragma once
#include "core/fields.h"
#include "portfolios/corridor_watch.h"
#include "portfolios/option_type.h"
#include "portfolios/quotes.h"

namespace snell {

/// Double barrier option: a European call or put that ends (knock-out) or starts (knock-in) when the spot
/// touches either of two barriers.  The rebate is paid at maturity if the option is lost.
struct DoubleBarrier {
    static constexpr std::string_view kind = "double_barrier";
    static constexpr std::string_view about =
        "double barrier option: knock-out or knock-in, continuous or on dates";
    static constexpr std::string_view reference = "Kunitomo and Ikeda (1992)";
    enum class Knock : std::uint8_t { knock_out, knock_in };

    int asset = 0;
    OptionType type = OptionType::call;
    Knock knock = Knock::knock_out;
    double strike = 0.0;         ///< [asset currency]
    double lower_barrier = 0.0;  ///< [asset currency]
    double upper_barrier = 0.0;  ///< [asset currency]
    double rebate = 0.0;         ///< [payment currency]
    Years maturity = 0.0;
    std::vector<Years> monitoring_times;  ///< empty: continuous

    template <class Visitor>
    void fields(Visitor& v) {
        v.asset("asset", asset, "the underlying");
        option_type_field(v, type);
        v.choice("barrier_type", knock, {"knock_out", "knock_in"}, "what touching a barrier does");
        v.number("strike", strike, {.unit = "asset currency", .at_least = 0.0}, "strike price");
        v.number("lower_barrier", lower_barrier, {.unit = "asset currency", .above = 0.0},
                 "level of the barrier below the spot");
        v.number("upper_barrier", upper_barrier, {.unit = "asset currency", .above = 0.0},
                 "level of the barrier above the spot");
        v.number("rebate", rebate, {.unit = "payment currency", .at_least = 0.0, .fallback = 0.0},
                 "paid at expiry if the option is lost to the barriers");
        v.time("maturity", maturity, "expiry");
        v.schedule("monitoring_times", monitoring_times,
                   "dates the barriers are watched on; left out: all the time", Presence::optional);
    }
    /// Faults: E203 barriers in the wrong order, E204 dead on arrival, E202 monitored after maturity.
    void check(const Quotes& quotes) const;

    struct Payoff {
        double sign;  ///< +1 call, -1 put
        double strike;
        double rebate;
        bool out;
        CorridorWatch watch;
        Slot spot, deflator;
        bool continuous;

        template <class R>
        HOST_DEVICE R operator()(const Path<R>& path) const {
            using V = ValueOf<R>;
            const R untouched = watch.untouched(path);
            const R alive = out ? untouched : V(1.0) - untouched;
            const R vanilla = max((path[spot] - V(strike)) * V(sign), R(0.0));
            return fma(vanilla, alive, (V(1.0) - alive) * V(rebate)) * path[deflator];
        }
    };
    Payoff bind(Plan& plan) const {
        const Monitoring monitoring{asset, monitoring_times, maturity};
        return {sign_of(type),
                strike,
                rebate,
                knock == Knock::knock_out,
                CorridorWatch::bind(plan, monitoring, lower_barrier, upper_barrier),
                plan.fixing(asset, maturity),
                plan.deflator(maturity),
                monitoring.continuous()};
    }
};

}  // namespace snell
