#pragma once
#include <cmath>
#include <map>
#include <string>

#include "core/market_needs.h"
#include "models/world.h"

namespace snell {

/// Flat quotes by name, for whatever a book needs.  Rates are continuous per 365 days.
struct FlatQuotes {
    std::map<std::string, double> spots, discounts, forwards, equities, dividends, hazards;
    double volatility = 0.1;
};

inline DailyCurve flat_curve(Date today, Date last, double rate) {
    DailyCurve curve{today, {}};
    for (int day = 0; day <= last - today; ++day) curve.values.push_back(std::exp(-rate * day / 365.0));
    return curve;
}

/// The quotes frozen to what the needs name; what is not quoted is a fault.
inline World flat_world(const MarketNeeds& needs, Date today, const FlatQuotes& quotes) {
    World world;
    world.today = today;
    world.base = needs.currencies().front();
    const auto curve = [&](const std::map<std::string, double>& rates, const std::string& name,
                           std::string& fault) {
        const auto at = rates.find(name);
        if (at == rates.end()) fault = name + " is not quoted";
        return flat_curve(today, needs.horizon(), at == rates.end() ? 0.0 : at->second);
    };
    for (const std::string& code : needs.currencies()) {
        CurrencyMarket market{
            .code = code, .spot = 1.0, .discount = {}, .swaptions = {}, .fx_options = {}, .fault = ""};
        if (quotes.spots.contains(code)) market.spot = quotes.spots.at(code);
        market.discount = curve(quotes.discounts, code, market.fault);
        world.currencies.push_back(market);
    }
    const auto currency = [&](const std::string& code) {
        for (std::size_t i = 0; i < needs.currencies().size(); ++i)
            if (needs.currencies()[i] == code) return static_cast<int>(i);
        return 0;
    };
    for (const std::string& name : needs.indices()) {
        IndexMarket market{
            .name = name, .currency = currency(name.substr(0, 3)), .forwarding = {}, .fault = ""};
        market.forwarding = curve(quotes.forwards, name, market.fault);
        world.indices.push_back(market);
    }
    for (const std::string& name : needs.equities()) {
        EquityMarket market;
        market.name = name;
        market.spot = quotes.equities.contains(name) ? quotes.equities.at(name) : 0.0;
        market.currency = currency("USD");
        market.discount = curve(quotes.discounts, "USD", market.fault);
        market.dividend = curve(quotes.dividends, name, market.fault);
        world.equities.push_back(market);
    }
    for (const std::string& name : needs.credits()) {
        CreditMarket market;
        market.name = name;
        market.survival = curve(quotes.hazards, name, market.fault);
        world.credits.push_back(market);
    }
    for (const std::string& name : needs.yield_curves()) {
        YieldMarket market;
        market.name = name;
        market.discount = curve(quotes.discounts, name, market.fault);
        world.yield_curves.push_back(market);
    }
    for (const VolatilityNeed& need : needs.volatilities()) {
        MarketVolatility volatility;
        volatility.value = quotes.volatility;
        volatility.years = (need.expiry - today) / 365.0;
        world.volatilities.push_back(volatility);
    }
    return world;
}

}  // namespace snell
