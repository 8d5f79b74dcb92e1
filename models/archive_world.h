#pragma once
#include "core/archive_parts.h"
#include "models/calibrate.h"
#include "models/cross_asset.h"
#include "models/world.h"

/// Parts of core/archive.h for today's world and the model that moves it.
namespace snell {

template <class A>
void archive(A& a, DailyCurve& curve) {
    auto& [today, values] = curve;
    a(today, values);
}

template <class A>
void archive(A& a, MarketVolatility& volatility) {
    auto& [value, kind, shift, years, fault] = volatility;
    a(value, kind, shift, years, fault);
}

template <class A>
void archive(A& a, SwaptionQuote& quote) {
    auto& [label, expiry, start, end, strike, fixed_pay, fixed_accrual, float_pay, float_amount, volatility,
           price] = quote;
    a(label, expiry, start, end, strike, fixed_pay, fixed_accrual, float_pay, float_amount, volatility,
      price);
}

template <class A>
void archive(A& a, OptionQuote& quote) {
    auto& [label, expiry, strike, volatility, years] = quote;
    a(label, expiry, strike, volatility, years);
}

template <class A>
void archive(A& a, CurrencyMarket& currency) {
    auto& [code, spot, discount, calibration, swaptions, fx_options, fault] = currency;
    a(code, spot, discount, calibration, swaptions, fx_options, fault);
}

template <class A>
void archive(A& a, IndexMarket& index) {
    auto& [name, currency, forwarding, fault] = index;
    a(name, currency, forwarding, fault);
}

template <class A>
void archive(A& a, EquityMarket& equity) {
    auto& [name, currency, spot, discount, dividend, options, fault] = equity;
    a(name, currency, spot, discount, dividend, options, fault);
}

template <class A>
void archive(A& a, CreditMarket& credit) {
    auto& [name, survival, recovery, fault] = credit;
    a(name, survival, recovery, fault);
}

template <class A>
void archive(A& a, YieldMarket& curve) {
    auto& [name, currency, discount, fault] = curve;
    a(name, currency, discount, fault);
}

template <class A>
void archive(A& a, World& world) {
    auto& [today, base, currencies, indices, equities, credits, yield_curves, volatilities] = world;
    a(today, base, currencies, indices, equities, credits, yield_curves, volatilities);
}

template <class A>
void archive(A& a, StepFunction& steps) {
    auto& [times, values] = steps;
    a(times, values);
}

template <class A>
void archive(A& a, Lgm::Terms& terms) {
    auto& [parametrisation, volatility, kappa] = terms;
    a(parametrisation, volatility, kappa);
}

template <class A>
void archive(A& a, Lgm& lgm) {
    DailyCurve discount = lgm.discount();
    Lgm::Terms terms = lgm.terms();
    a(discount, terms);
    if constexpr (A::reads) {
        if (terms.volatility.values.size() != terms.volatility.times.size() + 1)
            throw ArchiveFault("a volatility has not one value more than times");
        lgm = Lgm(std::move(discount), std::move(terms));
    }
}

template <class A>
void archive(A& a, CrossAssetParts::Exchange& exchange) {
    auto& [spot, volatility] = exchange;
    a(spot, volatility);
}

template <class A>
void archive(A& a, CrossAssetParts::Equity& equity) {
    auto& [currency, spot, discount, dividend, volatility] = equity;
    a(currency, spot, discount, dividend, volatility);
}

template <class A>
void archive(A& a, HazardTerms& terms) {
    auto& [name, dynamics, reversion, volatility, level, start] = terms;
    a(name, dynamics, reversion, volatility, level, start);
}

template <class A>
void archive(A& a, CrossAssetParts& parts) {
    auto& [currencies, exchanges, equities, correlation, hazards] = parts;
    a(currencies, exchanges, equities, correlation, hazards);
}

template <class A>
void archive(A& a, CalibrationRow& row) {
    auto& [kind, name, label, market, model] = row;
    a(kind, name, label, market, model);
}

template <class A>
void archive(A& a, CalibrationReport& report) {
    auto& [rows, warnings] = report;
    a(rows, warnings);
}

}  // namespace snell
