#include <fmt/format.h>

#include <algorithm>

#include "core/error.h"
#include "portfolios/resolve/coupons.h"
#include "portfolios/resolve/day_count.h"
#include "portfolios/resolve/instrument.h"
#include "portfolios/resolve/legs.h"
#include "portfolios/resolve/swaption_legs.h"

namespace snell {
namespace {

/// An option whose payment lies ahead must itself lie ahead: what it was worth at expiry is not recorded.
void require_alive(Date expiry, Date pay, const Sources& sources) {
    require(expiry > sources.today || pay <= sources.today,
            {"E461", "ExerciseDate",
             fmt::format("the option expired on {} and pays on {}", print(expiry), print(pay)),
             "Book what it pays as a cashflow"});
}

bool is_constant(const std::vector<double>& values) {
    return std::all_of(values.begin(), values.end(), [&](double v) { return v == values.front(); });
}

}  // namespace

Resolved resolve(const SwaptionTerms& terms, Sources& sources) {
    if (terms.exercise.style != ExerciseTerms::Style::european) return resolve_early(terms, sources);
    require(terms.exercise.dates.size() == 1,
            {"E461", "ExerciseDates",
             fmt::format("a European swaption has one date of exercise, not {}", terms.exercise.dates.size()),
             "Write the style bermudan for several"});
    const Date expiry = terms.exercise.dates.front();
    const FixedAndFloating legs = order_legs(terms.legs);
    const auto periods = sources.periods.periods(legs.fixed);
    const auto floating = sources.periods.periods(legs.floating);
    const std::vector<double> nominals = each_notional(legs.fixed, *periods);
    const std::vector<double> floating_nominals = each_notional(legs.floating, *floating);
    const std::vector<double> rates = each_period(legs.fixed.rates, *periods, 0.0);
    require(is_constant(nominals) && is_constant(floating_nominals) &&
                nominals.front() == floating_nominals.front() && is_constant(rates) &&
                is_constant(each_period(legs.floating.gearings, *floating, 1.0)) &&
                each_period(legs.floating.gearings, *floating, 1.0).front() == 1.0,
            {"E461", "LegData", "a swaption needs one nominal, one fixed rate, and no gearing", ""});
    const Date start = std::min(periods->front().start, floating->front().start);
    require(expiry > sources.today,
            {"E461", "ExerciseDate", fmt::format("the swaption expired on {}", print(expiry)),
             "Book the swap if it was exercised"});
    require(expiry <= start, {"E461", "ExerciseDate",
                              fmt::format("the swap starts on {}, before it can be entered on {}",
                                          print(start), print(expiry)),
                              ""});
    Swaption swaption;
    swaption.currency = sources.needs.currency(legs.fixed.currency);
    swaption.underlying = resolve_legs({legs.fixed, legs.floating}, sources);
    for (const LegPeriod& period : *periods)
        swaption.annuity.push_back(
            {period.pay, period.accrual,
             DayCount(legs.fixed.day_counter).years(periods->front().start, period.pay)});
    swaption.start = start;
    swaption.end = std::max(periods->back().end, floating->back().end);
    swaption.expiry = expiry;
    swaption.sign = legs.fixed.payer ? 1.0 : -1.0;
    swaption.position = terms.is_long ? 1.0 : -1.0;
    swaption.nominal = nominals.front();
    swaption.strike = rates.front();
    swaption.settlement = settlement_of(terms);
    swaption.volatility = sources.needs.volatility(
        {VolatilityNeed::Kind::swaption, legs.fixed.currency, expiry, swaption.end, swaption.strike});
    const bool is_physical = terms.settlement == SwaptionTerms::Settlement::physical;
    const Date maturity = is_physical ? last_payment(swaption.underlying).value_or(expiry) : expiry;
    return {swaption, maturity, swaption.nominal, swaption.currency};
}

Resolved resolve(const CapFloorTerms& terms, Sources& sources) {
    const LegTerms& leg = terms.leg;
    require(!terms.caps.empty() || !terms.floors.empty(),
            {"E459", "Caps", "there is neither a cap nor a floor", ""});
    const IndexFacts& index = find_index(leg.index);
    require(leg.kind == LegTerms::Kind::floating && !index.overnight && index.currency == leg.currency,
            {"E461", "LegData", "caps and floors need a leg on a term rate of its own currency", ""});
    const auto periods = sources.periods.periods(leg);
    const auto seen = sources.periods.fixings(leg, index);
    const std::vector<double> notionals = each_notional(leg, *periods);
    const std::vector<double> gearings = each_period(leg.gearings, *periods, 1.0);
    const std::vector<double> spreads = each_period(leg.spreads, *periods, 0.0);
    const double position = terms.is_long ? 1.0 : -1.0;
    CapFloor result{.currency = sources.needs.currency(leg.currency), .optionlets = {}};
    const auto add = [&](const Steps& strikes, double sign, double held) {
        if (strikes.empty()) return;
        const std::vector<double> each = each_period(strikes, *periods, 0.0);
        for (std::size_t i = 0; i < periods->size(); ++i) {
            if ((*periods)[i].pay <= sources.today) continue;
            require(gearings[i] > 0.0, {"E461", "Gearings", "caps and floors need a gearing above 0", ""});
            Optionlet let{.coupon = {}, .sign = sign, .position = held};
            let.coupon = term_coupon(index, (*periods)[i], (*seen)[i],
                                     {notionals[i], gearings[i], spreads[i] - each[i]}, sources);
            let.strike = (each[i] - spreads[i]) / gearings[i];
            let.accrual = (*periods)[i].accrual;
            let.nominal = notionals[i] * gearings[i];
            if (let.coupon.growth.index >= 0) {
                const Date expiry = (*seen)[i].fixing;
                let.volatility = sources.needs.volatility(
                    {VolatilityNeed::Kind::cap, index.name, expiry, expiry, let.strike});
            }
            sources.needs.until(let.coupon.pay);
            result.optionlets.push_back(let);
        }
    };
    add(terms.caps, 1.0, position);
    // A collar holds the cap and has sold the floor.
    add(terms.floors, -1.0, terms.caps.empty() ? position : -position);
    return {result, periods->back().pay, notionals.front(), result.currency};
}

Resolved resolve(const FxOptionTerms& terms, Sources& sources) {
    FxOption option;
    option.bought = sources.needs.currency(terms.bought);
    option.sold = sources.needs.currency(terms.sold);
    option.bought_amount = terms.bought_amount;
    option.sold_amount = terms.sold_amount;
    option.expiry = terms.expiry;
    option.pay = terms.pay.value_or(terms.expiry);
    option.sign = terms.is_call ? 1.0 : -1.0;
    option.position = terms.is_long ? 1.0 : -1.0;
    require_alive(option.expiry, option.pay, sources);
    require(terms.bought_amount > 0.0, {"E459", "BoughtAmount", "the bought amount must lie above 0", ""});
    option.volatility =
        sources.needs.volatility({VolatilityNeed::Kind::fx, terms.bought + terms.sold, terms.expiry,
                                  terms.expiry, terms.sold_amount / terms.bought_amount});
    sources.needs.until(option.pay);
    return {option, option.pay, terms.bought_amount, option.bought};
}

Resolved resolve(const EquityOptionTerms& terms, Sources& sources) {
    EquityOption option;
    option.equity = sources.needs.equity(terms.equity);
    option.currency = sources.needs.currency(terms.currency);
    option.quantity = terms.is_long ? terms.quantity : -terms.quantity;
    option.strike = terms.strike;
    option.expiry = terms.expiry;
    option.pay = terms.pay.value_or(terms.expiry);
    option.sign = terms.is_call ? 1.0 : -1.0;
    require_alive(option.expiry, option.pay, sources);
    option.volatility = sources.needs.volatility(
        {VolatilityNeed::Kind::equity, terms.equity, terms.expiry, terms.expiry, terms.strike});
    sources.needs.until(option.pay);
    return {option, option.pay, terms.quantity * terms.strike, option.currency};
}

}  // namespace snell
