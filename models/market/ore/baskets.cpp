#include "models/market/ore/baskets.h"

#include <fmt/format.h>

#include <ql/cashflows/coupon.hpp>
#include <ql/exercise.hpp>
#include <ql/instruments/swaption.hpp>
#include <ql/instruments/vanillaswap.hpp>
#include <ql/models/shortrate/calibrationhelpers/swaptionhelper.hpp>
#include <ql/quotes/simplequote.hpp>

#include "models/market/ore/memo.h"
#include "models/market/ore/quantlib_index.h"

namespace snell::ore {
namespace {

/// The swap that a swap index stands for.
struct SwapKind {
    ql::ext::shared_ptr<ql::IborIndex> index;
    ql::Period fixed_step;
    ql::DayCounter fixed_count;
    Curve discount;
};

/// "10Y" of "EUR-CMS-10Y".
ql::Period tenor_of(const std::string& swap_index) {
    return period(swap_index.substr(swap_index.rfind('-') + 1));
}

Curve swap_discount(Market& market, const std::string& name, const std::string& currency,
                    const std::string& configuration) {
    const XmlElement* entry = market.settings().serving("SwapIndexCurves", name, configuration);
    const std::string index = entry ? entry->text_of("Discounting") : "";
    return index.empty() ? market.discount(currency, configuration) : market.forwarding(index, configuration);
}

SwapKind swap_kind(Market& market, const std::string& name, const std::string& currency,
                   const std::string& configuration) {
    const XmlElement& swap_index = market.settings().convention("SwapIndex", name, {});
    const XmlElement& swap =
        market.settings().convention("Swap", required(swap_index, "Conventions"), swap_index.place());
    const std::string index = required(swap, "Index");
    swap.child("FixedCalendar"), swap.child("FixedConvention");  // QuantLib's helper takes the index's own
    return {make_index(index, market.forwarding(index, configuration)),
            ql::Period(parsed(swap, "FixedFrequency", frequency)),
            parsed(swap, "FixedDayCounter", day_counter),
            swap_discount(market, name, currency, configuration)};
}

std::string label_of(Period expiry) {
    return expiry.months == 0        ? fmt::format("{}D", expiry.days)
           : expiry.months % 12 == 0 ? fmt::format("{}Y", expiry.months / 12)
                                     : fmt::format("{}M", expiry.months);
}

void add_legs(SwaptionQuote& quote, const ql::VanillaSwap& swap) {
    for (const auto& flow : swap.fixedLeg()) {
        quote.fixed_pay.push_back(from_quantlib(flow->date()));
        quote.fixed_accrual.push_back(ql::ext::dynamic_pointer_cast<ql::Coupon>(flow)->accrualPeriod());
    }
    for (const auto& flow : swap.floatingLeg()) {
        quote.float_pay.push_back(from_quantlib(flow->date()));
        quote.float_amount.push_back(flow->amount());
    }
}

SwaptionQuote swaption_quote(const SwapKind& kind, const SwaptionMatrix& matrix, Period expiry, Period term) {
    SwaptionQuote quote;
    quote.label = fmt::format("{} x {}", label_of(expiry), label_of(term));
    const double volatility =
        matrix->volatility(to_quantlib(expiry), to_quantlib(term), ql::Null<double>(), true);
    const double shift = matrix->volatilityType() == ql::Normal
                             ? 0.0
                             : matrix->shift(to_quantlib(expiry), to_quantlib(term), true);
    ql::SwaptionHelper helper(to_quantlib(expiry), to_quantlib(term),
                              ql::Handle<ql::Quote>(ql::ext::make_shared<ql::SimpleQuote>(volatility)),
                              kind.index, kind.fixed_step, kind.fixed_count, kind.index->dayCounter(),
                              kind.discount, ql::BlackCalibrationHelper::RelativePriceError,
                              ql::Null<double>(), 1.0, matrix->volatilityType(), shift);
    const auto swap = helper.underlyingSwap();
    quote.expiry = from_quantlib(helper.swaption()->exercise()->lastDate());
    quote.start = from_quantlib(swap->startDate());
    quote.end = from_quantlib(swap->maturityDate());
    quote.strike = swap->fixedRate();
    add_legs(quote, *swap);
    quote.volatility.value = volatility;
    quote.volatility.shift = shift;
    quote.volatility.kind = matrix->volatilityType() == ql::Normal ? MarketVolatility::Kind::normal
                            : shift != 0.0                         ? MarketVolatility::Kind::shifted_lognormal
                                                                   : MarketVolatility::Kind::lognormal;
    quote.volatility.years = (quote.expiry - from_quantlib(kind.discount->referenceDate())) / 365.0;
    quote.price = helper.marketValue();
    return quote;
}

OptionQuote option_quote(const BlackSurface& surface, Period expiry, Date date, double forward) {
    const MarketVolatility found = volatility_at(surface, date);
    return {label_of(expiry), date, forward, found.value, found.years};
}

Date date_of(const Market& market, Period expiry) {
    return from_quantlib(market.today() + to_quantlib(expiry));
}

const XmlElement& matrix_config(const Market& market, const std::string& currency,
                                const std::string& configuration) {
    const XmlElement& entry = market.serving("SwaptionVolatilities", currency, configuration);
    return market.settings().curve("SwaptionVolatilities", last_part(entry.text()), entry.place());
}

}  // namespace

Curve swaption_discount(Market& market, const LgmTerms& terms, const std::string& configuration) {
    const XmlElement& config = matrix_config(market, terms.currency, configuration);
    return swap_discount(market, required(config, "SwapIndexBase"), terms.currency, configuration);
}

std::vector<SwaptionQuote> swaption_basket(Market& market, Volatilities& volatilities, const LgmTerms& terms,
                                           const std::string& configuration) {
    const SwaptionMatrix matrix = volatilities.swaption(terms.currency, configuration);
    const XmlElement& config = matrix_config(market, terms.currency, configuration);
    const std::string name = required(config, "SwapIndexBase");
    const std::string short_name = text_or(config, "ShortSwapIndexBase", name);
    std::vector<SwaptionQuote> basket;
    for (std::size_t i = 0; i < terms.expiries.size(); ++i) {
        const bool is_short = to_quantlib(terms.terms[i]) <= tenor_of(short_name);
        const std::string& chosen = is_short ? short_name : name;
        basket.push_back(faulty(config.place(), "calibration to " + chosen, [&] {
            return swaption_quote(swap_kind(market, chosen, terms.currency, configuration), matrix,
                                  terms.expiries[i], terms.terms[i]);
        }));
    }
    return basket;
}

std::vector<OptionQuote> exchange_rate_basket(Market& market, Volatilities& volatilities,
                                              const LognormalTerms& terms, const std::string& base,
                                              const std::string& configuration) {
    const BlackSurface surface = volatilities.exchange_rate(terms.name + base, configuration);
    const Curve foreign = market.discount(terms.name, configuration),
                domestic = market.discount(base, configuration);
    const double spot = market.exchange_rate(terms.name, base, configuration);
    std::vector<OptionQuote> basket;
    for (const Period& expiry : terms.expiries) {
        const Date date = date_of(market, expiry);
        const double forward =
            spot * foreign->discount(to_quantlib(date)) / domestic->discount(to_quantlib(date));
        basket.push_back(option_quote(surface, expiry, date, forward));
    }
    return basket;
}

std::vector<OptionQuote> equity_basket(const Market& market, Volatilities& volatilities,
                                       const LognormalTerms& terms, const EquityMarket& equity,
                                       const std::string& configuration) {
    const BlackSurface surface = volatilities.equity(terms.name, configuration);
    std::vector<OptionQuote> basket;
    for (const Period& expiry : terms.expiries) {
        const Date date = date_of(market, expiry);
        basket.push_back(
            option_quote(surface, expiry, date, equity.spot * equity.dividend(date) / equity.discount(date)));
    }
    return basket;
}

}  // namespace snell::ore
