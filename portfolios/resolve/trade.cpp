#include "portfolios/resolve/trade.h"

#include <fmt/format.h>

#include "conventions/convention.h"
#include "core/error.h"
#include "portfolios/resolve/business_days.h"
#include "portfolios/resolve/day_count.h"
#include "portfolios/resolve/instrument.h"
#include "portfolios/resolve/legs.h"

namespace snell {
namespace {

Leg one_flow(const std::string& currency, Date pay, double amount, Sources& sources) {
    Leg leg{.currency = sources.needs.currency(currency), .coupons = {}};
    if (pay > sources.today) leg.coupons.push_back({.pay = pay, .fixed = amount, .growth = {}});
    sources.needs.until(pay);
    return leg;
}

/// The business day of both currencies on or after a date.
Date settlement_date(const std::string& bought, const std::string& sold, Date date) {
    const auto calendar_of = [](const std::string& currency) -> std::string {
        return has_calendar(currency) ? currency : "WeekendsOnly";
    };
    return business_days(calendar_of(bought) + "," + calendar_of(sold)).adjust(date, QuantLib::Following);
}

/// Notional of the period under way, or of the first to come.
double notional_today(const LegTerms& leg, Sources& sources) {
    if (leg.kind == LegTerms::Kind::cashflow) return 0.0;
    const auto periods = sources.periods.periods(leg);
    if (leg.notionals.empty()) return leg.reset.foreign_amount;
    const std::vector<double> notionals = each_notional(leg, *periods);
    for (std::size_t i = 0; i < periods->size(); ++i)
        if ((*periods)[i].end > sources.today) return notionals[i];
    return notionals.back();
}

}  // namespace

Resolved resolve(const SwapTerms& terms, Sources& sources) {
    require(!terms.legs.empty(), {"E459", "LegData", "a swap needs a leg", ""});
    Resolved resolved;
    const LinearTrade trade = resolve_legs(terms.legs, sources);
    resolved.maturity = last_payment(trade).value_or(sources.today);
    resolved.notional = notional_today(terms.legs.front(), sources);
    resolved.notional_currency = sources.needs.currency(terms.legs.front().currency);
    resolved.instrument = trade;
    return resolved;
}

Resolved resolve(const FxForwardTerms& terms, Sources& sources) {
    const Date pay = settlement_date(terms.bought, terms.sold, terms.value_date);
    LinearTrade trade;
    trade.legs.push_back(one_flow(terms.bought, pay, terms.bought_amount, sources));
    trade.legs.push_back(one_flow(terms.sold, pay, -terms.sold_amount, sources));
    return {trade, pay, terms.bought_amount, sources.needs.currency(terms.bought)};
}

Resolved resolve(const FxSwapTerms& terms, Sources& sources) {
    const Date near = settlement_date(terms.bought, terms.sold, terms.near);
    const Date far = settlement_date(terms.bought, terms.sold, terms.far);
    LinearTrade trade;
    trade.legs.push_back(one_flow(terms.bought, near, terms.near_bought, sources));
    trade.legs.push_back(one_flow(terms.sold, near, -terms.near_sold, sources));
    trade.legs.push_back(one_flow(terms.sold, far, terms.far_bought, sources));
    trade.legs.push_back(one_flow(terms.bought, far, -terms.far_sold, sources));
    return {trade, far, terms.near_bought, sources.needs.currency(terms.bought)};
}

Resolved resolve(const EquityForwardTerms& terms, Sources& sources) {
    EquityForward forward;
    forward.equity = sources.needs.equity(terms.equity);
    forward.currency = sources.needs.currency(terms.currency);
    forward.quantity = terms.is_long ? terms.quantity : -terms.quantity;
    forward.strike = terms.strike;
    forward.maturity = forward.pay = terms.maturity;
    sources.needs.until(terms.maturity);
    return {forward, terms.maturity, terms.quantity * terms.strike, forward.currency};
}

Resolved resolve(const FraTerms& terms, Sources& sources) {
    const IndexFacts& index = find_index(terms.index);
    require(
        !index.overnight && index.currency == terms.currency,
        {"E459", "Index",
         fmt::format("a forward rate agreement in {} cannot settle on {}", terms.currency, terms.index), ""});
    const double accrual = DayCount(index.day_counter).years(terms.start, terms.end);
    const double amount = terms.is_long ? terms.notional : -terms.notional;
    const IndexPeriod seen = deposit(index, terms.start);
    Resolved resolved{{}, terms.start, terms.notional, sources.needs.currency(terms.currency)};
    if (const auto rate = known_fixing(sources, index.name, seen.fixing)) {
        const double paid = amount * (*rate - terms.strike) * accrual / (1.0 + *rate * accrual);
        resolved.instrument = LinearTrade{{one_flow(terms.currency, terms.start, paid, sources)}, {}};
        return resolved;
    }
    ForwardRateAgreement fra;
    fra.currency = resolved.notional_currency;
    fra.amount = amount;
    fra.strike = terms.strike;
    fra.accrual = accrual;
    fra.years = seen.years;
    fra.growth = {sources.needs.index(index.name), seen.fixing, seen.start, seen.end, false};
    fra.pay = terms.start;
    sources.needs.until(seen.end);
    resolved.instrument = fra;
    return resolved;
}

Position resolve_trade(const TradeTerms& trade, Sources& sources) {
    Resolved resolved = std::visit([&](const auto& terms) { return resolve(terms, sources); }, trade.terms);
    Position position;
    position.id = trade.id;
    position.type = trade.type;
    position.maturity = resolved.maturity;
    position.notional = resolved.notional;
    position.notional_currency = resolved.notional_currency;
    position.instrument = std::move(resolved.instrument);
    return position;
}

}  // namespace snell
