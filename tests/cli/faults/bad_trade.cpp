/// Stands between parts of the command (the linker's --wrap) and makes one trade bad: a cap of less than one
/// unit, or one with the id BAD while it is resolved.  SNELL_BAD_STEP says at which step, "resolve", "value",
/// "tell" or "walk", and SNELL_BAD_WAY how: "throw", "loop", "crash", or "nan" (of the last two steps'
/// numbers).
#include <cmath>
#include <cstdlib>
#include <limits>
#include <stdexcept>
#include <string_view>

#include "engine/xva/flows.h"
#include "engine/xva/kernels.h"
#include "engine/xva/teller.h"
#include "portfolios/resolve/trade.h"

namespace snell {

Position really_resolve(const TradeTerms& trade, Sources& sources) asm(
    "__real__ZN5snell13resolve_tradeERKNS_10TradeTermsERNS_7SourcesE");
Position resolve_bad(const TradeTerms& trade,
                     Sources& sources) asm("__wrap__ZN5snell13resolve_tradeERKNS_10TradeTermsERNS_7SourcesE");
double really_expect(const World& world,
                     const Coupon& coupon) asm("__real__ZN5snell15expected_amountERKNS_5WorldERKNS_6CouponE");
double expect_bad(const World& world,
                  const Coupon& coupon) asm("__wrap__ZN5snell15expected_amountERKNS_5WorldERKNS_6CouponE");
void really_tell(Teller* teller, int currency,
                 const Optionlet& optionlet) asm("__real__ZN5snell6Teller9optionletEiRKNS_9OptionletE");
void tell_bad(Teller* teller, int currency,
              const Optionlet& optionlet) asm("__wrap__ZN5snell6Teller9optionletEiRKNS_9OptionletE");
const XvaKernels& real_kernels(Isa isa) asm("__real__ZN5snell11xva_kernelsENS_3IsaE");
const XvaKernels& bad_kernels(Isa isa) asm("__wrap__ZN5snell11xva_kernelsENS_3IsaE");

namespace {

bool is_at(std::string_view step) {
    const char* const found = std::getenv("SNELL_BAD_STEP");
    return found && found == step;
}

bool is_bad(double amount) { return amount != 0.0 && std::abs(amount) < 1.0; }

/// Does what the environment says; returns where that is to give a number that is none.
void misbehave() {
    const char* const found = std::getenv("SNELL_BAD_WAY");
    const std::string_view way = found ? found : "";
    if (way == "throw") throw std::logic_error("the trade is bad");
    volatile int zero = 0;
    while (way == "loop") zero = 0;
    if (way == "crash") *reinterpret_cast<volatile int*>(static_cast<std::uintptr_t>(zero)) = 1;
}

XvaKernels worse;
void (*really_happen)(const Event& event, const BlockRows& rows) = nullptr;

}  // namespace

Position resolve_bad(const TradeTerms& trade, Sources& sources) {
    if (is_at("resolve") && trade.id == "BAD") misbehave();
    return really_resolve(trade, sources);
}

double expect_bad(const World& world, const Coupon& coupon) {
    const bool is_now = is_at("value") && is_bad(coupon.floating);
    if (is_now) misbehave();
    return is_now ? std::numeric_limits<double>::quiet_NaN() : really_expect(world, coupon);
}

void tell_bad(Teller* teller, int currency, const Optionlet& optionlet) {
    if (is_at("tell") && is_bad(optionlet.nominal)) misbehave();
    really_tell(teller, currency, optionlet);
}

const XvaKernels& bad_kernels(Isa isa) {
    const XvaKernels& kernels = real_kernels(isa);
    if (!is_at("walk")) return kernels;
    static const bool once = [&] {
        worse = kernels;
        really_happen = kernels.happen;
        worse.happen = [](const Event& event, const BlockRows& rows) {
            really_happen(event, rows);
            if (event.kind != Event::Kind::payoff || !is_bad(event.floating)) return;
            misbehave();
            for (int i = 0; i < xva_block; ++i)
                rows.row(~event.row)[i] = std::numeric_limits<double>::quiet_NaN();
        };
        return true;
    }();
    return once ? worse : kernels;
}

}  // namespace snell
