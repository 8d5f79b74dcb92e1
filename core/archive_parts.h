#pragma once
#include "core/archive.h"
#include "core/error.h"
#include "core/market_needs.h"
#include "core/philox.h"
#include "core/schedule.h"
#include "core/sobol.h"

/// Parts of core/archive.h for what core holds.
namespace snell {

template <class A>
void archive(A& a, Period& period) {
    auto& [months, days] = period;
    a(months, days);
}

template <class A>
void archive(A& a, Diagnostic& diagnostic) {
    auto& [code, where, problem, remedy] = diagnostic;
    a(code, where, problem, remedy);
}

template <class A>
void archive(A& a, Philox& philox) {
    auto& [seed, purpose] = philox;
    a(seed, purpose);
}

template <class A>
void archive(A& a, Sobol& sobol) {
    auto& [seed, purpose, bridge] = sobol;
    a(seed, purpose, bridge);
}

template <class A>
void archive(A& a, VolatilityNeed& need) {
    auto& [kind, name, expiry, end, strike] = need;
    a(kind, name, expiry, end, strike);
}

/// Asked again in their order, needs get the same numbers.
template <class A>
void archive(A& a, MarketNeeds& needs) {
    std::vector<std::string> currencies = needs.currencies(), indices = needs.indices(),
                             equities = needs.equities(), credits = needs.credits(),
                             yield_curves = needs.yield_curves();
    std::vector<VolatilityNeed> volatilities = needs.volatilities();
    Date horizon = needs.horizon();
    a(currencies, indices, equities, credits, yield_curves, volatilities, horizon);
    if constexpr (A::reads) {
        needs = {};
        for (const std::string& name : currencies) needs.currency(name);
        for (const std::string& name : indices) needs.index(name);
        for (const std::string& name : equities) needs.equity(name);
        for (const std::string& name : credits) needs.credit(name);
        for (const std::string& name : yield_curves) needs.yield_curve(name);
        for (const VolatilityNeed& need : volatilities) needs.volatility(need);
        needs.until(horizon);
    }
}

}  // namespace snell
