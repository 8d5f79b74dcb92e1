#include "engine/xva/flows.h"

#include "core/black_formula.h"
#include "engine/xva/present_value.h"
#include "models/bachelier_formula.h"

namespace snell {
namespace {

template <class Market>
const Market& sound(const std::vector<Market>& markets, int number) {
    const Market& market = markets.at(static_cast<std::size_t>(number));
    if (!market.fault.empty()) throw MissingMarket(market.fault);
    return market;
}

double resetting_value(const World& world, const ResettingLeg& leg) {
    const DailyCurve& discount = currency_of(world, leg.currency).discount;
    const double carry = carry_until_spot(world, leg);
    double value = 0.0;
    for (const ResetPeriod& period : leg.periods) {
        const double notional =
            period.foreign_amount == 0.0
                ? period.known_notional
                : period.foreign_amount * carry *
                      forward_rate_of_exchange(world, leg.foreign, leg.currency, period.start);
        double unit = 0.0;
        if (period.coupon.pay > world.today)
            unit += expected_amount(world, period.coupon) * discount(period.coupon.pay);
        if (period.end > world.today) unit += discount(period.end);
        if (period.start_is_paid && period.start > world.today) unit -= discount(period.start);
        value += notional * unit;
    }
    return value;
}

}  // namespace

const CurrencyMarket& currency_of(const World& world, int number) { return sound(world.currencies, number); }
const IndexMarket& index_of(const World& world, int number) { return sound(world.indices, number); }
const CreditMarket& credit_of(const World& world, int number) { return sound(world.credits, number); }
const EquityMarket& equity_of(const World& world, int number) { return sound(world.equities, number); }
const MarketVolatility& volatility_of(const World& world, int number) {
    return sound(world.volatilities, number);
}

double forward_growth(const World& world, const Growth& growth) {
    const DailyCurve& curve = index_of(world, growth.index).forwarding;
    return curve(growth.start) / curve(growth.end);
}

double expected_amount(const World& world, const Coupon& coupon) {
    if (coupon.growth.index < 0) return coupon.fixed;
    return coupon.fixed + coupon.floating * forward_growth(world, coupon.growth);
}

double leg_value(const World& world, const Leg& leg) {
    const DailyCurve& discount = currency_of(world, leg.currency).discount;
    double value = 0.0;
    for (const Coupon& coupon : leg.coupons)
        if (coupon.pay > world.today) value += expected_amount(world, coupon) * discount(coupon.pay);
    return value;
}

double linear_value(const World& world, const LinearTrade& trade) {
    double value = 0.0;
    for (const Leg& leg : trade.legs) value += leg_value(world, leg) * currency_of(world, leg.currency).spot;
    for (const ResettingLeg& leg : trade.resetting)
        value += resetting_value(world, leg) * currency_of(world, leg.currency).spot;
    return value;
}

double forward_rate_of_exchange(const World& world, int foreign, int domestic, Date date) {
    const CurrencyMarket& f = currency_of(world, foreign);
    const CurrencyMarket& d = currency_of(world, domestic);
    return f.spot / d.spot * f.discount(date) / d.discount(date);
}

double carry_until_spot(const World& world, const ResettingLeg& leg) {
    if (leg.spot <= world.today) return 1.0;
    return currency_of(world, leg.currency).discount(leg.spot) /
           currency_of(world, leg.foreign).discount(leg.spot);
}

double option_value(const MarketVolatility& volatility, const OptionTerms& option) {
    const double variance = volatility.value * volatility.value * max(volatility.years, 0.0);
    switch (volatility.kind) {
        case MarketVolatility::Kind::normal:
            return bachelier(option.sign, option.forward, option.strike, variance);
        case MarketVolatility::Kind::shifted_lognormal:
            return black(option.sign, option.forward + volatility.shift, option.strike + volatility.shift,
                         variance);
        case MarketVolatility::Kind::lognormal:
            break;
    }
    return black(option.sign, option.forward, option.strike, variance);
}

}  // namespace snell
