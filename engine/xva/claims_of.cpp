#include <algorithm>
#include <stdexcept>
#include <type_traits>

#include "engine/xva/claims.h"
#include "engine/xva/flows.h"
#include "engine/xva/teller.h"

namespace snell {
namespace {

void tell(Teller& teller, const LinearTrade& trade) {
    for (const Leg& leg : trade.legs)
        for (const Coupon& coupon : leg.coupons) teller.coupon({.currency = leg.currency}, coupon, 1.0);
    for (const ResettingLeg& leg : trade.resetting)
        for (const ResetPeriod& period : leg.periods) teller.reset_period(leg, period);
}

/// amount * (1 - (1 + strike * accrual) / (1 + rate * accrual)): a coupon on the growth taken backwards. With
/// w = accrual / years, 1 / (1 + w (growth - 1)) is read as w / growth + 1 - w; that is exact for w = 1, and
/// otherwise off by w (1 - w) (growth - 1)^2 at most.
void tell(Teller& teller, const ForwardRateAgreement& fra) {
    const double weight = fra.accrual / fra.years;
    const double paid = fra.amount * (1.0 + fra.strike * fra.accrual);
    Coupon coupon;
    coupon.pay = fra.pay;
    coupon.fixed = fra.amount - paid * (1.0 - weight);
    coupon.floating = -paid * weight;
    coupon.growth = fra.growth;
    std::swap(coupon.growth.start, coupon.growth.end);
    teller.coupon({.currency = fra.currency}, coupon, 1.0);
}

/// Of a spot by today's quote, if options are valued so.
std::optional<double> daily_variance(Teller& teller, int volatility, int expiry) {
    const MarketVolatility* const quote = teller.book().quote(volatility);
    if (!quote || expiry <= 0) return std::nullopt;
    return quote->value * quote->value * quote->years / expiry;
}

/// The swap's rate is quoted without the floating leg's spread, which moves to the strike by today's curves.
RateOption::Quote swaption_quote(Teller& teller, const Swaption& swaption,
                                 const MarketVolatility& volatility) {
    const DailyCurve& discount = currency_of(teller.book().view().world(), swaption.currency).discount;
    RateOption::Quote quote{volatility, swaption.sign, swaption.nominal, swaption.strike, {}};
    double annuity = 0.0, spread = 0.0;
    for (const AnnuityFlow& flow : swaption.annuity) {
        annuity += flow.accrual * discount(flow.pay);
        quote.annuity.push_back({flow.accrual, teller.bond(swaption.currency, teller.day(flow.pay))});
    }
    for (const Coupon& coupon : swaption.underlying.legs[1].coupons)
        spread += (coupon.fixed + coupon.floating) * discount(coupon.pay);
    quote.strike -= spread / (swaption.sign * swaption.nominal * annuity);
    if (swaption.settlement == Swaption::Settlement::cash_par_yield)
        quote.start = teller.bond(swaption.currency, teller.day(swaption.start));
    return quote;
}

void tell(Teller& teller, const FxOption& option) {
    SpotOption claim;
    claim.sign = option.sign;
    claim.weight = option.position;
    claim.asset_amount = option.bought_amount;
    claim.cash_amount = option.sold_amount;
    const int expiry = teller.day(option.expiry), pay = teller.day(option.pay);
    claim.asset = teller.bond(option.bought, expiry);
    claim.cash = teller.bond(option.sold, expiry);
    claim.paid = teller.bond(option.sold, pay);
    claim.expiry = expiry;
    claim.daily_variance = daily_variance(teller, option.volatility, expiry);
    const MarketView& view = teller.book().view();
    const int seen = std::max(0, expiry);
    const LogLinear rate = MarketDay(view, seen).exchange_forward(option.bought, option.sold, seen);
    teller.spot_option(claim, option.sold, pay, rate);
}

void tell(Teller& teller, const EquityOption& option) {
    SpotOption claim;
    claim.sign = option.sign;
    claim.weight = option.quantity;
    claim.asset_amount = 1.0;
    claim.cash_amount = option.strike;
    const int expiry = teller.day(option.expiry), pay = teller.day(option.pay);
    claim.asset = teller.equity(option.equity, option.currency, expiry, expiry);
    claim.cash = teller.bond(option.currency, expiry);
    claim.paid = teller.bond(option.currency, pay);
    claim.expiry = expiry;
    claim.daily_variance = daily_variance(teller, option.volatility, expiry);
    LogLinear price;
    price.add(teller.book().view().equity_state(option.equity), 1.0);
    teller.spot_option(claim, option.currency, pay, price);
}

void tell(Teller& teller, const EquityForward& forward) {
    const int maturity = teller.day(forward.maturity), pay = teller.day(forward.pay);
    const int seen = std::max(0, maturity);
    teller.claim({.weight = forward.quantity,
                  .basis = teller.equity(forward.equity, forward.currency, maturity, pay),
                  .until = std::min(seen, pay)});
    if (seen < pay && seen <= teller.book().last()) {
        LogLinear price;
        price.add(teller.book().view().equity_state(forward.equity), 1.0);
        teller.claim({.weight = forward.quantity,
                      .basis = teller.bond(forward.currency, pay),
                      .row = teller.book().set_row(seen, seen, price),
                      .from = seen,
                      .until = pay});
    }
    teller.fixed({.currency = forward.currency}, pay, -forward.quantity * forward.strike);
}

void tell(Teller& teller, const Swaption& swaption) {
    if (teller.day(swaption.expiry) < 0) throw std::runtime_error("the swaption's exercise is not known");
    if (!swaption.underlying.resetting.empty())
        throw std::runtime_error("a swaption on a resetting leg has no closed form here");
    RateOption option;
    option.currency = swaption.currency;
    option.expiry = std::max(0, teller.day(swaption.expiry));
    option.position = swaption.position;
    teller.option_terms(swaption.underlying, {}, option);
    if (const MarketVolatility* volatility = teller.book().quote(swaption.volatility))
        option.quote = swaption_quote(teller, swaption, *volatility);
    if (swaption.settlement == Swaption::Settlement::cash_par_yield) {
        option.sign = swaption.sign;
        option.nominal = swaption.nominal;
        option.strike = swaption.strike;
        option.periods_per_year = swaption.periods_per_year;
        option.annuity = swaption.annuity;
        teller.rate_option(option);
        return;
    }
    teller.rate_option(option);
    if (option.expiry > teller.book().last()) return;
    const int exercised = teller.exercise_row(option);
    for (const Leg& leg : swaption.underlying.legs)
        for (const Coupon& coupon : leg.coupons)
            teller.coupon({.currency = leg.currency, .row = exercised, .from = option.expiry}, coupon,
                          swaption.position);
}

RateOption choice(Teller& teller, const BermudanSwaption& trade, const BermudanSwaption::Exercise& exercise) {
    RateOption choice;
    choice.currency = trade.currency;
    choice.expiry = teller.day(exercise.date);
    teller.option_terms(trade.underlying, exercise.first, choice);
    if (trade.settlement == Swaption::Settlement::cash_par_yield) {
        choice.sign = trade.sign;
        choice.nominal = trade.nominal;
        choice.strike = trade.strike;
        choice.periods_per_year = trade.periods_per_year;
        choice.annuity = exercise.annuity;
    }
    return choice;
}

/// A coupon is received where the swap was entered on the last day on which it could still be part of it.
void tell_entered(Teller& teller, const BermudanSwaption& trade, const std::vector<int>& entered) {
    for (std::size_t l = 0; l < trade.underlying.legs.size(); ++l) {
        const Leg& leg = trade.underlying.legs[l];
        for (std::size_t j = 0; j < leg.coupons.size(); ++j) {
            const auto brings = [&](std::size_t k) {
                return k < trade.exercises.size() && trade.exercises[k].first[l] <= static_cast<int>(j);
            };
            for (std::size_t k = 0; k < entered.size() && brings(k); ++k) {
                FlowPlace place{.currency = leg.currency, .row = entered[k]};
                place.from = teller.day(trade.exercises[k].date);
                if (brings(k + 1)) place.until = teller.day(trade.exercises[k + 1].date);
                teller.coupon(place, leg.coupons[j], trade.position);
            }
        }
    }
}

void tell(Teller& teller, const BermudanSwaption& trade) {
    tell(teller, trade.held);
    std::vector<RateOption> choices;
    for (const BermudanSwaption::Exercise& exercise : trade.exercises)
        choices.push_back(choice(teller, trade, exercise));
    const std::vector<int> entered = teller.early_option(std::move(choices), trade.position);
    if (trade.is_physical) tell_entered(teller, trade, entered);
}

void tell(Teller& teller, const CapFloor& cap) {
    for (const Optionlet& optionlet : cap.optionlets) teller.optionlet(cap.currency, optionlet);
}

void tell(Teller& teller, const CreditDefaultSwap& swap) { teller.default_swap(swap); }
void tell(Teller& teller, const Bond& bond) { teller.bond_with_credit(bond); }

}  // namespace

UnitClaims ClaimBook::claims_of(const Instrument& instrument) {
    Teller teller(*this);
    std::visit([&](const auto& each) { tell(teller, each); }, instrument);
    return teller.take();
}

}  // namespace snell
