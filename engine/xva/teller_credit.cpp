#include <algorithm>

#include "engine/xva/teller.h"

namespace snell {
namespace {

/// A curve at a day, today's value before.
double at(const DailyCurve& curve, int day) {
    return curve.values.at(static_cast<std::size_t>(std::max(0, day)));
}

}  // namespace

/// Premiums if no default by the end of their periods; on each day the protection, and the premium accrued,
/// times the probability to default on that day.
void Teller::default_swap(const CreditDefaultSwap& swap) {
    const FlowPlace place{.currency = swap.currency, .scale = book_->scale({swap.currency, -1, swap.credit})};
    const World& world = book_->view().world();
    const CreditMarket& credit = world.credits[static_cast<std::size_t>(swap.credit)];
    const auto add = [&](int pay, double amount, double probability) {
        fixed(place, pay, amount * probability);
    };
    for (const CreditDefaultSwap::Premium& premium : swap.premiums) {
        const int pay = day(premium.pay), start = day(premium.start), end = day(premium.end);
        add(pay, -swap.position * premium.amount, at(credit.survival, std::min(pay, end)));
        if (!swap.pays_accrued) continue;
        for (int d = std::max(1, start + 1); d <= end; ++d)
            add(d, -swap.position * premium.amount * (d - start) / (end - start),
                at(credit.survival, d - 1) - at(credit.survival, d));
    }
    for (int d = std::max(1, day(swap.protection_start) + 1); d <= day(swap.protection_end); ++d)
        add(d, swap.position * swap.nominal * (1.0 - swap.recovery.value_or(credit.recovery)),
            at(credit.survival, d - 1) - at(credit.survival, d));
    fixed({.currency = swap.currency}, day(swap.upfront_pay), -swap.position * swap.upfront);
}

void Teller::bond_with_credit(const Bond& bond) {
    const int currency = bond.leg.currency;
    if (bond.reference_curve < 0 && bond.credit < 0) {
        for (const Coupon& each : bond.leg.coupons) coupon({.currency = currency}, each, 1.0);
        return;
    }
    const FlowPlace place{.currency = currency,
                          .scale = book_->scale({currency, bond.reference_curve, bond.credit})};
    const World& world = book_->view().world();
    const DailyCurve& discount = world.currencies[static_cast<std::size_t>(currency)].discount;
    const auto survival = [&](int d) {
        return bond.credit < 0 ? 1.0 : at(world.credits[static_cast<std::size_t>(bond.credit)].survival, d);
    };
    const auto spread = [&](int pay) {
        if (bond.reference_curve < 0) return 1.0;
        const auto curve = static_cast<std::size_t>(bond.reference_curve);
        return at(world.yield_curves[curve].discount, pay) / at(discount, pay);
    };
    int last = 0;
    for (const Coupon& each : bond.leg.coupons) {
        const int pay = day(each.pay);
        if (pay <= 0) continue;
        last = std::max(last, pay);
        coupon(place, each, spread(pay) * survival(pay));
    }
    if (bond.credit < 0) return;
    const double recovered =
        bond.nominal * bond.recovery.value_or(world.credits[static_cast<std::size_t>(bond.credit)].recovery);
    for (int d = 1; d <= last; ++d) fixed(place, d, recovered * spread(d) * (survival(d - 1) - survival(d)));
}

}  // namespace snell
