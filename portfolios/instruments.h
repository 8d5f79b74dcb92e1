#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/date.h"

/// Trades of rates, foreign exchange, equity and credit as what is left of them once calendars, conventions
/// and past fixings are resolved: dates and amounts.  Numbers of currencies, indices, equities, credits and
/// volatilities are those of core/market_needs.h.  Amounts are seen from our side: received > 0.
namespace snell {

/// D(start) / D(end) on an index's forwarding curve, as seen at `fixing`: 1 + rate * accrual of a simple
/// rate, and of an overnight rate compounded over the period (which is seen at its end).
struct Growth {
    int index = -1;  ///< none: the coupon is fixed
    Date fixing, start, end;
    bool overnight = false;
};

/// Pays fixed + floating * growth, in the leg's currency, at `pay`; paid if that lies after today.
struct Coupon {
    Date pay;
    double fixed = 0.0;
    double floating = 0.0;
    Growth growth;
};

/// An overnight coupon under way has its growth up to today inside `floating`, and starts today.
struct Leg {
    int currency = 0;
    std::vector<Coupon> coupons;  ///< by date of payment; exchanges of notional are fixed coupons
};

/// A period of a leg whose notional is reset to `foreign_amount` at the rate of exchange seen at `reset` for
/// delivery at the start of the period.
/// Pays notional * (fixed + floating * growth) at `pay`, notional at `end` and minus notional at `start`.
struct ResetPeriod {
    Date reset, start, end;
    double foreign_amount = 0.0;  ///< in the foreign currency; after its reset, 0 and `known_notional` holds
    double known_notional = 0.0;  ///< in the leg's currency
    bool start_is_paid = true;    ///< false: no exchange at the start, or it lies in the past
    Coupon coupon;                ///< per unit of notional
};

/// Resets are forecast by the forward rate of exchange, from `spot` on: the day for which today's quoted rate
/// is taken here, while all values are exchanged at it as of today.
struct ResettingLeg {
    int currency = 0;
    int foreign = 0;
    Date spot;  ///< up to today: as of today
    std::vector<ResetPeriod> periods;
};

/// Swaps of all kinds, FX forwards and swaps, bonds without credit: linear in its flows.
struct LinearTrade {
    std::vector<Leg> legs;
    std::vector<ResettingLeg> resetting;
};

/// Pays amount * (rate - strike) * accrual / (1 + rate * accrual) at `pay`, the start of the period, with
/// rate = (growth - 1) / years; amount > 0 bought (pays the strike).
struct ForwardRateAgreement {
    int currency = 0;
    double amount = 0.0, strike = 0.0, accrual = 0.0;
    double years = 0.0;  ///< of the index's deposit
    Growth growth;
    Date pay;
};

/// Right to buy bought_amount for sold_amount at expiry.  position = +1 long, -1 short.
/// Pays max(sign (bought - sold), 0) in the sold currency, with sign = +1 for a call on the bought currency
/// and -1 for a put on it (which sells bought_amount and receives sold_amount).
struct FxOption {
    int bought = 0, sold = 0;
    double bought_amount = 0.0, sold_amount = 0.0;
    Date expiry, pay;
    double sign = 1.0, position = 1.0;
    int volatility = 0;
};

/// quantity * (price - strike) at pay; quantity > 0 bought.
struct EquityForward {
    int equity = 0, currency = 0;
    double quantity = 0.0, strike = 0.0;
    Date maturity, pay;
};

struct EquityOption {
    int equity = 0, currency = 0;
    double quantity = 0.0, strike = 0.0;  ///< quantity > 0 long
    Date expiry, pay;
    double sign = 1.0;  ///< +1 call, -1 put
    int volatility = 0;
};

/// A fixed coupon of a swaption's swap, per unit of nominal and rate.
struct AnnuityFlow {
    Date pay;
    double accrual = 0.0;      ///< [years]
    double since_start = 0.0;  ///< from the start of the swap to `pay` [years, the leg's day count]
};

/// Right to enter a swap at expiry.  position = +1 long, -1 short; the underlying is seen from the holder:
/// its first leg is fixed, its second floats.  Of a floating coupon, fixed + floating is what its spread
/// pays. The sign says what the holder does on the fixed leg: +1 pays (a payer swaption), -1 receives.
struct Swaption {
    enum class Settlement { physical, cash_par_yield };
    int currency = 0;
    LinearTrade underlying;
    std::vector<AnnuityFlow> annuity;
    Date start, end;  ///< of the swap
    Date expiry;
    double sign = 1.0, position = 1.0;
    double nominal = 0.0, strike = 0.0;
    double periods_per_year = 1.0;  ///< compounding of the par-yield annuity: prod (1 + rate)^-since_start
    Settlement settlement = Settlement::physical;
    int volatility = 0;
};

/// Right to enter a swap, or to end one, on one of several dates.  position = +1 long, -1 short; the
/// underlying is seen from the holder of the right.  Right to end a swap: the right to enter its opposite,
/// beside the swap.
struct BermudanSwaption {
    struct Exercise {
        Date date;
        std::vector<int> first;            ///< [leg] the first coupon of the underlying that is entered
        std::vector<AnnuityFlow> annuity;  ///< of a par yield, from the start of the swap that is entered
    };
    int currency = 0;
    LinearTrade held;  ///< a swap that may be ended, seen from us; none of a swaption
    LinearTrade underlying;
    std::vector<Exercise> exercises;  ///< by date, after today
    double position = 1.0;
    bool is_physical = true;  ///< else its value is paid on the day of exercise
    Swaption::Settlement settlement = Swaption::Settlement::physical;        ///< how that value is settled
    double sign = 1.0, nominal = 0.0, strike = 0.0, periods_per_year = 1.0;  ///< of a par yield: see Swaption
};

/// position * (caplets - floorlets of a collar, ...): each pays |amount| * max(sign (rate - strike), 0) *
/// accrual.
struct Optionlet {
    Coupon coupon;          ///< fixed = -strike-equivalent, floating > 0: the payoff is max(sign * coupon, 0)
    double sign = 1.0;      ///< +1 caplet, -1 floorlet
    double position = 1.0;  ///< +1 long, -1 short
    double strike = 0.0;    ///< of the index's own rate: spread and gearing are taken out
    double accrual = 0.0, nominal = 0.0;  ///< nominal times gearing
    int volatility = -1;                  ///< none: fixed already
};

struct CapFloor {
    int currency = 0;
    std::vector<Optionlet> optionlets;
};

/// Protection on `credit`; position = +1 bought (pays the premium), -1 sold.
struct CreditDefaultSwap {
    int currency = 0, credit = 0;
    double nominal = 0.0, position = 1.0;
    std::optional<double> recovery;  ///< nothing: the market's
    struct Premium {
        Date start, end, pay;
        double amount;  ///< if no default, > 0 in the leg's currency
    };
    std::vector<Premium> premiums;
    double upfront = 0.0;  ///< paid by the buyer > 0
    Date upfront_pay;
    Date protection_start, protection_end;
    bool pays_accrued = true;
};

/// Flows discounted on a reference curve and weighted with the survival of the issuer.
struct Bond {
    Leg leg;
    int reference_curve = -1;        ///< none: the discount curve of the currency
    int credit = -1;                 ///< none: no default
    double nominal = 0.0;            ///< received > 0: what a default leaves `recovery` of
    std::optional<double> recovery;  ///< nothing: the market's of `credit`
};

using Instrument = std::variant<LinearTrade, ForwardRateAgreement, FxOption, EquityForward, EquityOption,
                                Swaption, BermudanSwaption, CapFloor, CreditDefaultSwap, Bond>;

}  // namespace snell
