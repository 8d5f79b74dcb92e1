#include "engine/capital/simm_portfolio.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "engine/capital/simm_factors.h"

namespace snell {
namespace {

/// A pair of currencies in the order of the alphabet: USDGBP and GBPUSD are one.
std::string ordered_pair(const std::string& pair) {
    const std::string first = pair.substr(0, 3), second = pair.substr(3, 3);
    return first < second ? first + second : second + first;
}

/// Class of risk, and whether it is a volatility.
struct Kind {
    SimmClass of;
    bool vega;
};
Kind kind_of(CrifRisk risk) {
    switch (risk) {
        case CrifRisk::rate_volatility:
        case CrifRisk::inflation_volatility:
            return {SimmClass::rates, true};
        case CrifRisk::credit_qualifying:
            return {SimmClass::credit_qualifying, false};
        case CrifRisk::credit_qualifying_volatility:
            return {SimmClass::credit_qualifying, true};
        case CrifRisk::credit_non_qualifying:
            return {SimmClass::credit_non_qualifying, false};
        case CrifRisk::credit_non_qualifying_volatility:
            return {SimmClass::credit_non_qualifying, true};
        case CrifRisk::equity:
            return {SimmClass::equity, false};
        case CrifRisk::equity_volatility:
            return {SimmClass::equity, true};
        case CrifRisk::commodity:
            return {SimmClass::commodity, false};
        case CrifRisk::commodity_volatility:
            return {SimmClass::commodity, true};
        case CrifRisk::exchange_rate:
            return {SimmClass::fx, false};
        case CrifRisk::exchange_rate_volatility:
            return {SimmClass::fx, true};
        default:
            return {SimmClass::rates, false};
    }
}

auto key(const SimmFactor& f) { return std::tuple(f.bucket, f.risk, f.name, f.tenor, f.label); }

/// Sorts by factor and adds up what is to one factor.
void net(SimmSensitivities& all) {
    std::vector<std::size_t> order(all.factors.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return key(all.factors[a]) < key(all.factors[b]); });
    SimmSensitivities netted;
    for (const std::size_t i : order) {
        if (!netted.factors.empty() && key(netted.factors.back()) == key(all.factors[i])) {
            netted.amounts.back() += all.amounts[i];
            continue;
        }
        netted.factors.push_back(all.factors[i]);
        netted.amounts.push_back(all.amounts[i]);
    }
    all = std::move(netted);
}

/// Notionals by product times their factors in percent; paragraph 9 of section A on add-ons.
void add_notionals(SimmPortfolio& portfolio, std::span<const CrifRow> rows) {
    std::map<std::string, double> factors, notionals;
    for (const CrifRow& row : rows) {
        if (row.risk == CrifRisk::notional_factor) factors[row.qualifier] = row.amount;
        if (row.risk == CrifRisk::notional) notionals[row.qualifier] += row.amount;
    }
    for (const auto& [product, notional] : notionals) {
        const auto factor = factors.find(product);
        if (factor == factors.end())
            ++portfolio.notionals_without_factor;
        else
            portfolio.of_notionals += notional * factor->second / 100.0;
    }
}

}  // namespace

SimmPortfolio simm_portfolio(std::span<const CrifRow> given, const SimmRules& rules,
                             const std::string& calculation_currency) {
    std::vector<CrifRow> rows(given.begin(), given.end());
    for (CrifRow& row : rows)
        if (row.risk == CrifRisk::exchange_rate_volatility) row.qualifier = ordered_pair(row.qualifier);
    const SimmFactorMaker maker(rules, rows);
    SimmPortfolio portfolio;
    for (const CrifRow& row : rows) {
        SimmProduct& product = portfolio.products[static_cast<std::size_t>(row.product)];
        if (row.risk == CrifRisk::product_multiplier) product.multiplier = row.amount;
        if (row.risk == CrifRisk::fixed_amount) portfolio.fixed += row.amount;
        if (row.risk >= CrifRisk::product_multiplier) continue;
        if (row.risk == CrifRisk::exchange_rate && row.qualifier == calculation_currency) continue;
        const Kind kind = kind_of(row.risk);
        SimmSensitivities& own = row.risk == CrifRisk::base_correlation ? product.base_correlation
                                 : kind.vega ? product.vega[static_cast<std::size_t>(kind.of)]
                                             : product.delta[static_cast<std::size_t>(kind.of)];
        own.factors.push_back(maker.make(row));
        own.amounts.push_back(row.amount);
    }
    for (SimmProduct& product : portfolio.products) {
        for (SimmSensitivities& each : product.delta) net(each);
        for (SimmSensitivities& each : product.vega) net(each);
        net(product.base_correlation);
    }
    add_notionals(portfolio, rows);
    return portfolio;
}

SimmPortfolioMargin simm(const SimmPortfolio& portfolio, const SimmRules& rules) {
    SimmPortfolioMargin result;
    for (std::size_t p = 0; p < portfolio.products.size(); ++p) {
        result.products[p] = simm_product(portfolio.products[p], rules);
        result.total += result.products[p].margin;
        result.additional += result.products[p].additional;
    }
    result.additional += portfolio.fixed + portfolio.of_notionals;
    result.total += result.additional;
    return result;
}

}  // namespace snell
