#include "engine/xva/present_value.h"

#include "core/math/pow.h"
#include "engine/xva/flows.h"

namespace snell {
namespace {

/// An instrument's value in the base currency, one kind after the other.
class Valuer {
  public:
    explicit Valuer(const World& world) : world_(world) {}

    double operator()(const LinearTrade& trade) const { return linear_value(world_, trade); }

    double operator()(const ForwardRateAgreement& fra) const {
        if (fra.pay <= world_.today) return 0.0;
        const double rate = (forward_growth(world_, fra.growth) - 1.0) / fra.years;
        const double paid = fra.amount * (rate - fra.strike) * fra.accrual / (1.0 + rate * fra.accrual);
        return paid * discounted(fra.currency, fra.pay);
    }

    double operator()(const FxOption& option) const {
        if (option.pay <= world_.today) return 0.0;
        const double forward = forward_rate_of_exchange(world_, option.bought, option.sold, option.expiry);
        const double strike = option.sold_amount / option.bought_amount;
        const double value =
            option_value(volatility_of(world_, option.volatility), {option.sign, forward, strike});
        return option.position * option.bought_amount * value * discounted(option.sold, option.pay);
    }

    double operator()(const EquityForward& forward) const {
        if (forward.pay <= world_.today) return 0.0;
        const double price = forward_price(forward.equity, forward.currency, forward.maturity);
        return forward.quantity * (price - forward.strike) * discounted(forward.currency, forward.pay);
    }

    double operator()(const EquityOption& option) const {
        if (option.pay <= world_.today) return 0.0;
        const double price = forward_price(option.equity, option.currency, option.expiry);
        const double value =
            option_value(volatility_of(world_, option.volatility), {option.sign, price, option.strike});
        return option.quantity * value * discounted(option.currency, option.pay);
    }

    double operator()(const Swaption& swaption) const;
    double operator()(const BermudanSwaption&) const {
        throw MissingMarket("early exercise is valued by the model of a simulation, and the run has none");
    }
    double operator()(const CapFloor& cap) const;
    double operator()(const CreditDefaultSwap& cds) const;
    double operator()(const Bond& bond) const;

  private:
    /// Value in the base currency of one unit paid on a date.
    double discounted(int currency, Date pay) const {
        const CurrencyMarket& market = currency_of(world_, currency);
        return market.discount(pay) * market.spot;
    }

    double forward_price(int number, int currency, Date date) const {
        const EquityMarket& equity = equity_of(world_, number);
        if (equity.currency != currency)
            throw MissingMarket("the equity " + equity.name +
                                " is quoted in another currency than the trade's");
        return equity.spot * equity.dividend(date) / equity.discount(date);
    }

    const World& world_;
};

/// Annuity of the par yield: flows discounted from the start of the swap at its own rate.
double par_yield_annuity(const Swaption& swaption, double rate) {
    double annuity = 0.0;
    for (const AnnuityFlow& flow : swaption.annuity) {
        const double per_period = 1.0 + rate / swaption.periods_per_year;
        annuity += flow.accrual * pow(per_period, -swaption.periods_per_year * flow.since_start);
    }
    return annuity;
}

double Valuer::operator()(const Swaption& swaption) const {
    const CurrencyMarket& market = currency_of(world_, swaption.currency);
    double annuity = 0.0, floating = 0.0, spread = 0.0;
    for (const AnnuityFlow& flow : swaption.annuity) annuity += flow.accrual * market.discount(flow.pay);
    for (const Coupon& coupon : swaption.underlying.legs[1].coupons) {
        floating += expected_amount(world_, coupon) * market.discount(coupon.pay);
        spread += (coupon.fixed + coupon.floating) * market.discount(coupon.pay);
    }
    // Volatilities are quoted for swaps without a spread, which moves to the strike.
    const double unit = swaption.sign * swaption.nominal * annuity;
    const double forward = (floating - spread) / unit, strike = swaption.strike - spread / unit;
    const double settled = swaption.settlement == Swaption::Settlement::cash_par_yield
                               ? par_yield_annuity(swaption, forward) * market.discount(swaption.start)
                               : annuity;
    const double value =
        option_value(volatility_of(world_, swaption.volatility), {swaption.sign, forward, strike});
    return swaption.position * swaption.nominal * settled * value * market.spot;
}

double Valuer::operator()(const CapFloor& cap) const {
    double value = 0.0;
    for (const Optionlet& let : cap.optionlets) {
        if (let.coupon.pay <= world_.today) continue;
        const double amount = expected_amount(world_, let.coupon);
        const double scale = let.nominal * let.accrual;
        const double paid = let.volatility < 0
                                ? max(let.sign * amount, 0.0)
                                : scale * option_value(volatility_of(world_, let.volatility),
                                                       {let.sign, let.strike + amount / scale, let.strike});
        value += let.position * paid * discounted(cap.currency, let.coupon.pay);
    }
    return value;
}

double Valuer::operator()(const CreditDefaultSwap& cds) const {
    const CreditMarket& credit = credit_of(world_, cds.credit);
    const double loss = (1.0 - cds.recovery.value_or(credit.recovery)) * cds.nominal;
    double premiums = 0.0, protection = 0.0;
    for (const CreditDefaultSwap::Premium& premium : cds.premiums) {
        if (premium.pay <= world_.today) continue;
        const bool is_first = &premium == &cds.premiums.front();
        const Date begin = is_first ? std::max(cds.protection_start, premium.start) : premium.start;
        const Date start = std::max(begin, world_.today);
        premiums += premium.amount * credit.survival(premium.pay) * discounted(cds.currency, premium.pay);
        if (premium.end <= start) continue;
        const Date middle = start + (premium.end - start) / 2;
        const double paid_at_default =
            (credit.survival(start) - credit.survival(premium.end)) * discounted(cds.currency, middle);
        const double accrued =
            premium.amount * (middle - premium.start) / static_cast<double>(premium.end - premium.start);
        if (cds.pays_accrued) premiums += accrued * paid_at_default;
        protection += loss * paid_at_default;
    }
    const double upfront =
        cds.upfront_pay > world_.today ? cds.upfront * discounted(cds.currency, cds.upfront_pay) : 0.0;
    return cds.position * (protection - premiums - upfront);
}

double Valuer::operator()(const Bond& bond) const {
    const CurrencyMarket& market = currency_of(world_, bond.leg.currency);
    const YieldMarket* reference =
        bond.reference_curve < 0 ? nullptr
                                 : &world_.yield_curves.at(static_cast<std::size_t>(bond.reference_curve));
    if (reference && !reference->fault.empty()) throw MissingMarket(reference->fault);
    const DailyCurve& discount = reference ? reference->discount : market.discount;
    const CreditMarket* credit = bond.credit < 0 ? nullptr : &credit_of(world_, bond.credit);
    const auto survival = [&](Date date) { return credit ? credit->survival(date) : 1.0; };
    const double recovered = credit ? bond.nominal * bond.recovery.value_or(credit->recovery) : 0.0;
    double value = 0.0;
    Date from = world_.today;
    for (const Coupon& coupon : bond.leg.coupons) {
        if (coupon.pay <= world_.today) continue;
        value += expected_amount(world_, coupon) * discount(coupon.pay) * survival(coupon.pay);
        value +=
            recovered * (survival(from) - survival(coupon.pay)) * discount(from + (coupon.pay - from) / 2);
        from = coupon.pay;
    }
    return value * market.spot;
}

}  // namespace

double present_value(const Instrument& instrument, const World& world) {
    return std::visit(Valuer(world), instrument);
}

}  // namespace snell
