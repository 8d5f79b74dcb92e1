#include <fmt/format.h>

#include <algorithm>

#include "models/calibrate.h"
#include "models/root.h"

namespace snell {
namespace {

/// What rounding of some dozen flows of unit size leaves in a price.
constexpr double rounding = 1e-14;

/// The zeta with that value of the option; the value rises with zeta.  Negative if even 0 is too much.
double implied_zeta(const LgmOptionFlows& flows, double price) {
    const double least = flows.value(0.0);
    if (least >= price) return least > price + rounding ? -1.0 : 0.0;
    double high = 1e-6;
    while (flows.value(high) < price && high < 1e4) high *= 4.0;
    return bracketed_root([&](double zeta) { return flows.value(zeta) - price; }, 0.0, high);
}

/// Constant value of the piece that brings zeta from one number to the next.
double piece_value(const LgmTerms& terms, double variance, Years from, Years to) {
    const double rate = terms.parametrisation == LgmTerms::Volatility::hagan ? 0.0 : 2.0 * terms.reversion;
    return sqrt(max(variance, 0.0) / integrate_exponential(rate, from, to));
}

std::vector<SwaptionQuote> by_expiry(std::vector<SwaptionQuote> quotes, Date today) {
    std::erase_if(quotes,
                  [&](const SwaptionQuote& q) { return q.expiry <= today || !q.volatility.fault.empty(); });
    std::stable_sort(quotes.begin(), quotes.end(),
                     [](const auto& a, const auto& b) { return a.expiry < b.expiry; });
    const auto same = [](const auto& a, const auto& b) { return a.expiry == b.expiry; };
    quotes.erase(std::unique(quotes.begin(), quotes.end(), same), quotes.end());
    return quotes;
}

Lgm::Volatility parametrisation_of(const LgmTerms& terms) {
    return terms.parametrisation == LgmTerms::Volatility::hagan ? Lgm::Volatility::hagan
                                                                : Lgm::Volatility::hull_white;
}

}  // namespace

std::vector<FixedFlow> payer_swap_flows(const SwaptionQuote& quote, const DailyCurve& discount) {
    std::vector<FixedFlow> flows;
    for (std::size_t i = 0; i < quote.fixed_pay.size(); ++i)
        flows.push_back({quote.fixed_pay[i], -quote.strike * quote.fixed_accrual[i]});
    Date start = quote.start;
    for (std::size_t i = 0; i < quote.float_pay.size(); ++i) {
        const Date pay = quote.float_pay[i];
        flows.push_back({start, (1.0 + quote.float_amount[i]) * discount(pay) / discount(start)});
        flows.push_back({pay, -1.0});
        start = pay;
    }
    return flows;
}

Lgm calibrate_lgm(const CurrencyMarket& market, const LgmTerms& terms, CalibrationReport& report) {
    const std::vector<SwaptionQuote> quotes = by_expiry(market.swaptions, market.discount.today);
    const DailyCurve& discount = market.calibration.values.empty() ? market.discount : market.calibration;
    const Lgm still(discount, {parametrisation_of(terms), StepFunction(0.0), terms.reversion});
    if (!terms.volatility.calibrate || quotes.empty()) {
        if (terms.volatility.calibrate)
            report.warnings.push_back(fmt::format(
                "{}: no swaption to calibrate to; the volatility stays as configured", market.code));
        return Lgm(market.discount,
                   {parametrisation_of(terms), StepFunction(terms.volatility.times, terms.volatility.values),
                    terms.reversion});
    }
    StepFunction volatility;
    volatility.values.clear();
    double reached = 0.0;
    Years from = 0.0;
    std::vector<LgmOption> options;
    for (const SwaptionQuote& quote : quotes) {
        const Years to = still.time(quote.expiry);
        options.emplace_back(still, payer_swap_flows(quote, discount), quote.expiry);
        const double zeta = implied_zeta(options.back().flows(), quote.price);
        if (zeta < reached)
            report.warnings.push_back(
                fmt::format("{}: swaption {} needs a negative variance after {:.4g} years; it gets none",
                            market.code, quote.label, from));
        volatility.values.push_back(piece_value(terms, zeta - reached, from, to));
        volatility.times.push_back(to);
        reached = max(reached, zeta);
        from = to;
    }
    volatility.times.pop_back();  // the last piece goes on for ever
    const Lgm model(market.discount, {parametrisation_of(terms), volatility, terms.reversion});
    for (std::size_t i = 0; i < quotes.size(); ++i)
        report.rows.push_back({"swaption", market.code, quotes[i].label, quotes[i].price,
                               options[i].flows().value(model.zeta(model.time(quotes[i].expiry)))});
    return model;
}

}  // namespace snell
