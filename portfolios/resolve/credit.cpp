#include <fmt/format.h>

#include "core/error.h"
#include "portfolios/resolve/day_count.h"
#include "portfolios/resolve/instrument.h"
#include "portfolios/resolve/legs.h"

namespace snell {
namespace {

/// A credit default swap counts the last day of its last period where days are divided by 360 (ISDA 2014
/// definitions, 2.14).
double last_accrual(const LegTerms& leg, const LegPeriod& period) {
    return leg.day_counter.find("360") != std::string::npos && leg.day_counter.find('A') == 0
               ? DayCount("A360 (Incl Last)").years(period.start, period.end)
               : period.accrual;
}

}  // namespace

Resolved resolve(const CdsTerms& terms, Sources& sources) {
    const LegTerms& leg = terms.leg;
    require(leg.kind == LegTerms::Kind::fixed, {"E459", "LegData", "the premiums must be a fixed leg", ""});
    const auto periods = sources.periods.periods(leg);
    const std::vector<double> notionals = each_notional(leg, *periods);
    const std::vector<double> rates = each_period(leg.rates, *periods, 0.0);
    CreditDefaultSwap cds;
    cds.currency = sources.needs.currency(leg.currency);
    cds.credit = sources.needs.credit(terms.credit);
    cds.nominal = notionals.front();
    for (const double notional : notionals)
        require(notional == cds.nominal,
                {"E461", "Notionals", "a credit default swap needs one nominal", ""});
    cds.position = leg.payer ? 1.0 : -1.0;
    cds.recovery = terms.fixed_recovery;
    for (std::size_t i = 0; i < periods->size(); ++i) {
        const LegPeriod& period = (*periods)[i];
        if (period.pay <= sources.today) continue;
        const double accrual = i + 1 == periods->size() ? last_accrual(leg, period) : period.accrual;
        cds.premiums.push_back({period.start, period.end, period.pay, notionals[i] * rates[i] * accrual});
    }
    cds.protection_start = terms.protection_start.value_or(periods->front().start);
    cds.protection_end = periods->back().end;
    cds.pays_accrued = terms.settles_accrual;
    if (terms.upfront && terms.upfront->date > sources.today) {
        cds.upfront = terms.upfront->amount;
        cds.upfront_pay = terms.upfront->date;
        sources.needs.until(cds.upfront_pay);
    }
    sources.needs.until(std::max(periods->back().pay, cds.protection_end));
    return {cds, periods->back().pay, cds.nominal, cds.currency};
}

Resolved resolve(const BondTerms& terms, Sources& sources) {
    require(terms.legs.size() == 1, {"E459", "LegData", "a bond needs one leg", ""});
    LegTerms leg = terms.legs.front();
    for (double& notional : leg.notionals.values) notional *= terms.quantity;
    for (DatedAmount& flow : leg.flows) flow.amount *= terms.quantity;
    // The bond redeems what its coupons are paid on.
    const bool redeems = leg.kind != LegTerms::Kind::cashflow && leg.subtract_notional;
    leg.final_exchange = leg.amortizing_exchange = redeems;
    Bond bond;
    bond.leg = resolve_leg(leg, sources);
    if (!terms.reference_curve.empty())
        bond.reference_curve = sources.needs.yield_curve(terms.reference_curve);
    if (!terms.credit.empty()) bond.credit = sources.needs.credit(terms.credit);
    if (leg.kind != LegTerms::Kind::cashflow)
        bond.nominal = (leg.payer ? -1.0 : 1.0) * each_notional(leg, *sources.periods.periods(leg)).front();
    const Date maturity = bond.leg.coupons.empty() ? sources.today : bond.leg.coupons.back().pay;
    return {bond, maturity, bond.nominal, bond.leg.currency};
}

}  // namespace snell
