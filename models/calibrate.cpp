#include "models/calibrate.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "models/volatility_fit.h"

namespace snell {
namespace {

/// A currency that moves nothing, on its own curve if it has one.
Lgm standing_still(const CurrencyMarket& market, const DailyCurve& base) {
    DailyCurve curve = market.discount;
    if (curve.values.size() < base.values.size()) {
        curve.today = base.today;
        curve.values.assign(base.values.size(), 1.0);
    }
    return Lgm(curve, {});
}

/// Number of a factor by its name in the configuration, "IR:EUR", "FX:USDEUR", "EQ:SP5", "CR:CPTY",
/// and whether the configuration means its inverse; -1 if the world does not hold it.
struct NamedFactor {
    int factor = -1;
    double sign = 1.0;
};
NamedFactor factor_of(const World& world, const std::vector<HazardTerms>& hazards, const std::string& name) {
    const int n = static_cast<int>(world.currencies.size());
    for (int c = 0; c < n; ++c) {
        const std::string& code = world.currencies[static_cast<std::size_t>(c)].code;
        if (name == "IR:" + code) return {c, 1.0};
        if (c > 0 && name == "FX:" + code + world.base) return {n + c - 1, 1.0};
        if (c > 0 && name == "FX:" + world.base + code) return {n + c - 1, -1.0};
    }
    for (std::size_t e = 0; e < world.equities.size(); ++e)
        if (name == "EQ:" + world.equities[e].name) return {2 * n - 1 + static_cast<int>(e), 1.0};
    const int factors = 2 * n - 1 + static_cast<int>(world.equities.size());
    for (std::size_t h = 0; h < hazards.size(); ++h)
        if (name == "CR:" + hazards[h].name) return {factors + static_cast<int>(h), 1.0};
    return {};
}

Matrix<double> correlation_of(const World& world, const CrossAssetTerms& terms) {
    Matrix<double> correlation(
        static_cast<int>(2 * world.currencies.size() - 1 + world.equities.size() + terms.hazards.size()));
    for (const CorrelationTerms& pair : terms.correlations) {
        const NamedFactor a = factor_of(world, terms.hazards, pair.first),
                          b = factor_of(world, terms.hazards, pair.second);
        if (a.factor < 0 || b.factor < 0 || a.factor == b.factor) continue;
        correlation(a.factor, b.factor) = correlation(b.factor, a.factor) = a.sign * b.sign * pair.value;
    }
    return correlation;
}

template <class Terms>
const Terms* find(const std::vector<Terms>& all, const std::string& name, std::string Terms::*key) {
    const auto at = std::find_if(all.begin(), all.end(), [&](const Terms& t) { return t.*key == name; });
    return at == all.end() ? nullptr : &*at;
}

/// The factors of a matrix in a given order.
Matrix<double> selected(const Matrix<double>& whole, const std::vector<int>& factors) {
    Matrix<double> part(static_cast<int>(factors.size()));
    for (int i = 0; i < part.size(); ++i)
        for (int j = 0; j < part.size(); ++j)
            part(i, j) = whole(factors[static_cast<std::size_t>(i)], factors[static_cast<std::size_t>(j)]);
    return part;
}

void add_currencies(const World& world, const CrossAssetTerms& terms, CrossAssetParts& parts,
                    CalibrationReport& report) {
    for (const CurrencyMarket& market : world.currencies) {
        const LgmTerms* own = find(terms.currencies, market.code, &LgmTerms::currency);
        if (market.fault.empty() && own) {
            parts.currencies.push_back(calibrate_lgm(market, *own, report));
            continue;
        }
        report.warnings.push_back(fmt::format("{}: {}; its rates do not move", market.code,
                                              market.fault.empty() ? "no model configured" : market.fault));
        parts.currencies.push_back(standing_still(market, world.currencies.front().discount));
    }
}

void add_exchanges(const World& world, const CrossAssetTerms& terms, CrossAssetParts& parts,
                   CalibrationReport& report) {
    const int n = static_cast<int>(world.currencies.size());
    for (int c = 1; c < n; ++c) {
        const CurrencyMarket& market = world.currencies[static_cast<std::size_t>(c)];
        const LognormalTerms* own = find(terms.exchange_rates, market.code, &LognormalTerms::name);
        CrossAssetParts::Exchange exchange{market.fault.empty() ? market.spot : 1.0, StepFunction(0.0)};
        if (market.fault.empty() && own) {
            CrossAssetParts pair{{parts.currencies.front(), parts.currencies[static_cast<std::size_t>(c)]},
                                 {exchange},
                                 {},
                                 selected(parts.correlation, {0, c, n + c - 1})};
            const auto variance = [&](const StepFunction& sigma, Date expiry) {
                pair.exchanges.front().volatility = sigma;
                return CrossAsset(pair).exchange_variance(1, 0, world.today, expiry);
            };
            exchange.volatility = VolatilityFit("fx option", market.code + world.base, world.today, variance)
                                      .fit(market.fx_options, own->volatility, report);
        } else if (market.fault.empty()) {
            report.warnings.push_back(fmt::format("{}: no model configured; the rate follows its forward",
                                                  market.code + world.base));
        }
        parts.exchanges.push_back(exchange);
    }
}

void add_equities(const World& world, const CrossAssetTerms& terms, CrossAssetParts& parts,
                  CalibrationReport& report) {
    const int n = static_cast<int>(world.currencies.size());
    for (std::size_t e = 0; e < world.equities.size(); ++e) {
        const EquityMarket& market = world.equities[e];
        const LognormalTerms* own = find(terms.equities, market.name, &LognormalTerms::name);
        CrossAssetParts::Equity equity{market.currency, market.spot, market.discount, market.dividend,
                                       StepFunction(0.0)};
        if (!market.fault.empty()) {
            equity.spot = 1.0;
            equity.discount = equity.dividend =
                standing_still({}, world.currencies.front().discount).discount();
        } else if (own) {
            CrossAssetParts alone{
                {parts.currencies[static_cast<std::size_t>(market.currency)]},
                {},
                {equity},
                selected(parts.correlation, {market.currency, 2 * n - 1 + static_cast<int>(e)})};
            alone.equities.front().currency = 0;
            const auto variance = [&](const StepFunction& sigma, Date expiry) {
                alone.equities.front().volatility = sigma;
                return CrossAsset(alone).equity_variance(0, world.today, expiry);
            };
            equity.volatility = VolatilityFit("equity option", market.name, world.today, variance)
                                    .fit(market.options, own->volatility, report);
        }
        if (!market.fault.empty() || !own)
            report.warnings.push_back(
                fmt::format("{}: {}; its price follows its forward", market.name,
                            market.fault.empty() ? "no model configured" : market.fault));
        parts.equities.push_back(std::move(equity));
    }
}

/// Names that the world does not hold keep their place, so that a book's other names move no number.
void add_hazards(const World& world, const CrossAssetTerms& terms, CrossAssetParts& parts,
                 CalibrationReport& report) {
    parts.hazards = terms.hazards;
    for (const HazardTerms& hazard : terms.hazards) {
        const CreditMarket* market = find(world.credits, hazard.name, &CreditMarket::name);
        if (!market || !market->fault.empty() || hazard.dynamics != HazardTerms::Dynamics::square_root)
            continue;
        if (const Date date = first_negative_shift(hazard, market->survival); date > world.today)
            report.warnings.push_back(
                fmt::format("{}: the curve's hazard falls below that of the square root before {}, so that "
                            "the hazard can "
                            "be negative there; a lower cir_start, cir_level or cir_volatility mends it",
                            hazard.name, print(date)));
    }
}

}  // namespace

Calibration calibrate(const World& world, const CrossAssetTerms& terms) {
    if (world.currencies.empty()) throw std::invalid_argument("calibrate: the world has no currency");
    CrossAssetParts parts;
    parts.correlation = correlation_of(world, terms);
    CalibrationReport report;
    add_currencies(world, terms, parts, report);
    add_exchanges(world, terms, parts, report);
    add_equities(world, terms, parts, report);
    add_hazards(world, terms, parts, report);
    return {CrossAsset(std::move(parts)), std::move(report)};
}

}  // namespace snell
