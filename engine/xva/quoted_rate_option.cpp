#include "engine/xva/quoted_rate_option.h"

#include "core/math/exp.h"
#include "core/math/pow.h"
#include "engine/xva/flows.h"

namespace snell {
namespace {

double at(Affine value, double x) { return exp(value.level - value.slope * x); }

template <class Terms>
double sum(const Terms& terms, double x) {
    double value = 0.0;
    for (const auto& term : terms) value += term.weight * at(term.value, x);
    return value;
}

}  // namespace

QuotedRateOption::QuotedRateOption(const MarketView& view, std::span<const BasisKey> bases,
                                   const RateOption& option, int day)
    : option_(&option), volatility_(option.quote->volatility) {
    const MarketDay seen(view, day);
    const auto value = [&](int basis) { return affine(seen, bases[static_cast<std::size_t>(basis)]); };
    for (const RateOption::Term& term : option.terms) terms_.push_back({term.weight, value(term.basis)});
    for (const RateOption::Term& term : option.quote->annuity)
        annuity_.push_back({term.weight, value(term.basis)});
    if (option.nominal > 0.0) start_ = value(option.quote->start);
    volatility_.years *= static_cast<double>(option.expiry - day) / option.expiry;
    const RateDays& rates = view.rates(option.currency);
    deviation_ = sqrt(
        max(rates.zeta[static_cast<std::size_t>(option.expiry)] - rates.zeta[static_cast<std::size_t>(day)],
            0.0));
}

/// What one unit of rate and nominal brings: the annuity, or of a cash-settled option that of the par yield.
double QuotedRateOption::settled(double rate, double annuity, double x) const {
    if (!(option_->nominal > 0.0)) return annuity;
    double yield = 0.0;
    for (const AnnuityFlow& flow : option_->annuity)
        yield += flow.accrual *
                 pow(1.0 + rate / option_->periods_per_year, -option_->periods_per_year * flow.since_start);
    return yield * at(start_, x);
}

double QuotedRateOption::operator()(double x) const {
    const RateOption::Quote& quote = *option_->quote;
    const double annuity = sum(annuity_, x);
    const double rate = quote.strike + quote.sign * sum(terms_, x) / (quote.nominal * annuity);
    const double each = settled(rate, annuity, x) * quote.nominal * option_->position;
    const double shift =
        volatility_.kind == MarketVolatility::Kind::shifted_lognormal ? volatility_.shift : 0.0;
    const bool is_normal = volatility_.kind == MarketVolatility::Kind::normal;
    if (!is_normal && !(rate + shift > 0.0 && quote.strike + shift > 0.0))
        return each *
               max(quote.sign * (rate - quote.strike), 0.0);  // no lognormal rate is there: it is certain
    return each * option_value(volatility_, {quote.sign, rate, quote.strike});
}

}  // namespace snell
