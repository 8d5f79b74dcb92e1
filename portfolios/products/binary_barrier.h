#pragma once
#include "core/fields.h"
#include "portfolios/barrier_type.h"
#include "portfolios/level_watch.h"
#include "portfolios/option_type.h"
#include "portfolios/quotes.h"

namespace snell {

/// Binary barrier option: a cash digital that ends (out) or starts (in) when the spot touches a barrier; pays
/// `cash` at maturity if it is alive and S_T > strike (call) or S_T < strike (put).
struct BinaryBarrier {
    static constexpr std::string_view kind = "binary_barrier";
    static constexpr std::string_view about = "cash digital with a knock-out or knock-in barrier";
    static constexpr std::string_view reference = "Reiner and Rubinstein (1991b)";

    int asset = 0;
    OptionType type = OptionType::call;
    BarrierType barrier_type = BarrierType::down_and_out;
    double strike = 0.0;   ///< [asset currency]
    double barrier = 0.0;  ///< [asset currency]
    double cash = 1.0;     ///< [payment currency]
    Years maturity = 0.0;
    std::vector<Years> monitoring_times;  ///< empty: continuous

    template <class Visitor>
    void fields(Visitor& v) {
        v.asset("asset", asset, "the underlying");
        option_type_field(v, type);
        v.number("strike", strike, {.unit = "asset currency", .at_least = 0.0}, "level that decides");
        barrier_fields(v, barrier_type, barrier, monitoring_times);
        v.number("cash", cash, {.unit = "payment currency", .at_least = 0.0, .fallback = 1.0},
                 "amount that is paid");
        v.time("maturity", maturity, "expiry");
    }
    /// Faults: E201 dead on arrival, E202 monitored after maturity.
    void check(const Quotes& quotes) const;

    struct Payoff {
        double sign;  ///< +1 call, -1 put
        double strike;
        double cash;
        bool out;
        LevelWatch watch;
        Slot spot, deflator;
        static constexpr bool continuous = false;

        template <class R>
        HOST_DEVICE R operator()(const Path<R>& path) const {
            using V = ValueOf<R>;
            const R untouched = watch.fate(path).untouched;
            const R alive = out ? untouched : V(1.0) - untouched;
            const R paid = select((path[spot] - V(strike)) * V(sign) > R(0.0), alive * V(cash), R(0.0));
            return paid * path[deflator];
        }
    };
    Payoff bind(Plan& plan) const {
        const Monitoring monitoring{asset, monitoring_times, maturity};
        return {sign_of(type),
                strike,
                cash,
                is_out(barrier_type),
                LevelWatch::bind(plan, monitoring, is_up(barrier_type) ? 1.0 : -1.0, barrier, false),
                plan.fixing(asset, maturity),
                plan.deflator(maturity)};
    }
};

}  // namespace snell
