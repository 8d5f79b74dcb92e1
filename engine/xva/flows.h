#pragma once
#include "models/world.h"
#include "portfolios/instruments.h"

/// Today's view of single flows; everything throws MissingMarket where the curve it needs could not be built.
namespace snell {

const CurrencyMarket& currency_of(const World& world, int number);
const IndexMarket& index_of(const World& world, int number);
const CreditMarket& credit_of(const World& world, int number);
const EquityMarket& equity_of(const World& world, int number);
const MarketVolatility& volatility_of(const World& world, int number);

/// Expected growth over the deposit of an index [-].
double forward_growth(const World& world, const Growth& growth);

/// What a coupon is expected to pay, in its own currency, undiscounted.
double expected_amount(const World& world, const Coupon& coupon);

/// Value in the leg's currency of what is paid after today.
double leg_value(const World& world, const Leg& leg);

/// Value in the base currency.
double linear_value(const World& world, const LinearTrade& trade);

/// Units of `domestic` for one unit of `foreign`, delivered on a date.
double forward_rate_of_exchange(const World& world, int foreign, int domestic, Date date);

/// What forward rates of exchange lack where they are to grow from leg.spot on, not from today: a factor.
double carry_until_spot(const World& world, const ResettingLeg& leg);

/// Undiscounted option on a lognormal, shifted lognormal or normal variable.
struct OptionTerms {
    double sign;  ///< +1 call, -1 put
    double forward, strike;
};
double option_value(const MarketVolatility& volatility, const OptionTerms& option);

}  // namespace snell
