#pragma once
#include "core/fields.h"
#include "portfolios/barrier_type.h"
#include "portfolios/level_watch.h"
#include "portfolios/option_type.h"
#include "portfolios/quotes.h"

namespace snell {

/// Barrier option: a European call or put that ends (out) or starts (in) when the spot touches a barrier.
/// Out: the rebate is paid if the barrier is touched, then or at maturity; in: at maturity if it never is.
struct Barrier {
    static constexpr std::string_view kind = "barrier";
    static constexpr std::string_view about =
        "barrier option: knock-out or knock-in, continuous or on dates, with rebate";
    static constexpr std::string_view reference = "Merton (1973); Reiner and Rubinstein (1991)";
    enum class RebateTiming : std::uint8_t { at_hit, at_expiry };

    int asset = 0;
    OptionType type = OptionType::call;
    BarrierType barrier_type = BarrierType::down_and_out;
    double strike = 0.0;   ///< [asset currency]
    double barrier = 0.0;  ///< [asset currency]
    double rebate = 0.0;   ///< [payment currency]
    RebateTiming rebate_timing = RebateTiming::at_hit;
    Years maturity = 0.0;
    std::vector<Years> monitoring_times;  ///< empty: continuous

    template <class Visitor>
    void fields(Visitor& v) {
        v.asset("asset", asset, "the underlying");
        option_type_field(v, type);
        v.number("strike", strike, {.unit = "asset currency", .at_least = 0.0}, "strike price");
        barrier_fields(v, barrier_type, barrier, monitoring_times);
        v.number("rebate", rebate, {.unit = "payment currency", .at_least = 0.0, .fallback = 0.0},
                 "paid if the option is lost to the barrier");
        v.choice("rebate_timing", rebate_timing, {"at_hit", "at_expiry"},
                 "when a knock-out pays its rebate; a knock-in pays it at expiry");
        v.time("maturity", maturity, "expiry");
    }
    /// Faults: E201 dead on arrival, E202 monitored after maturity.
    void check(const Quotes& quotes) const;

    struct Payoff {
        double sign;  ///< +1 call, -1 put
        double strike;
        double rebate;
        bool out;
        bool rebate_at_hit;
        LevelWatch watch;
        Slot spot, deflator;
        bool continuous;

        template <class R>
        HOST_DEVICE R operator()(const Path<R>& path) const {
            using V = ValueOf<R>;
            const Fate<R> fate = watch.fate(path);
            const R touched = V(1.0) - fate.untouched;
            const R vanilla = max((path[spot] - V(strike)) * V(sign), R(0.0));
            R at_expiry = vanilla * (out ? fate.untouched : touched);
            if (!rebate_at_hit) at_expiry = at_expiry + (out ? touched : fate.untouched) * V(rebate);
            return fma(at_expiry, path[deflator], fate.paid_at_touch * V(rebate));
        }
    };
    Payoff bind(Plan& plan) const {
        const bool out = is_out(barrier_type);
        const bool at_hit = out && rebate_timing == RebateTiming::at_hit && rebate > 0.0;
        const Monitoring monitoring{asset, monitoring_times, maturity};
        return {sign_of(type),
                strike,
                rebate,
                out,
                at_hit,
                LevelWatch::bind(plan, monitoring, is_up(barrier_type) ? 1.0 : -1.0, barrier, at_hit),
                plan.fixing(asset, maturity),
                plan.deflator(maturity),
                monitoring.continuous()};
    }
};

}  // namespace snell
