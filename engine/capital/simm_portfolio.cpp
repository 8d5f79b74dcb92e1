#include "engine/capital/simm_portfolio.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "core/math/normal_inverse.h"

namespace snell {
namespace {

constexpr double million = 1e6;

bool among(std::string_view currency, std::span<const std::string_view> list) {
    return std::find(list.begin(), list.end(), currency) != list.end();
}

/// Numbers for names, in the order of the names so that sums do not depend on the order of rows.
std::map<std::string, int> numbered(std::span<const CrifRow> rows, std::string CrifRow::*member) {
    std::map<std::string, int> numbers;
    for (const CrifRow& row : rows) numbers[row.*member] = 0;
    int next = 0;
    for (auto& [name, number] : numbers) number = next++;
    return numbers;
}

/// SF(t): half of two weeks over the time to expiry, at most a half; paragraph 11(b).  A month is a twelfth
/// of 365 days.
double curvature_scale(int tenor) {
    constexpr std::array<double, 12> months{0, 1, 3, 6, 12, 24, 36, 60, 120, 180, 240, 360};
    if (tenor <= 0) return 0.5;
    return 0.5 * std::min(1.0, 14.0 / (months[static_cast<std::size_t>(tenor)] * 365.0 / 12.0));
}

/// Volatility that a risk weight stands for: RW root(365/14) over the quantile of 99 %; paragraph 10(b).
double volatility(double weight) { return weight * std::sqrt(365.0 / 14.0) / normal_inverse(0.99); }

/// Well, less well traded of regular volatility, low, high.
int rate_threshold_group(std::string_view currency, const SimmRates& rates) {
    if (among(currency, rates.well_traded)) return 0;
    if (among(currency, rates.less_well_traded)) return 1;
    return among(currency, rates.low_volatility) ? 2 : 3;
}

/// Significantly material, frequently traded, other.
int exchange_threshold_group(std::string_view currency, const SimmExchange& exchange) {
    if (among(currency, exchange.significant)) return 0;
    return among(currency, exchange.frequent) ? 1 : 2;
}

/// A pair of currencies in the order of the alphabet: USDGBP and GBPUSD are one.
std::string ordered_pair(const std::string& pair) {
    const std::string first = pair.substr(0, 3), second = pair.substr(3, 3);
    return first < second ? first + second : second + first;
}

class FactorMaker {
  public:
    FactorMaker(const SimmRules& rules, std::span<const CrifRow> rows)
        : rules_(rules),
          names_(numbered(rows, &CrifRow::qualifier)),
          labels_(numbered(rows, &CrifRow::label)) {}

    SimmFactor make(const CrifRow& row) const {
        SimmFactor factor;
        factor.risk = row.risk;
        factor.name = names_.at(row.qualifier);
        factor.tenor = row.tenor;
        factor.label = labels_.at(row.label);
        factor.bucket = row.bucket;
        switch (row.risk) {
            case CrifRisk::rate_curve:
            case CrifRisk::inflation:
            case CrifRisk::currency_basis:
            case CrifRisk::rate_volatility:
            case CrifRisk::inflation_volatility:
                of_rates(factor, row);
                break;
            case CrifRisk::exchange_rate:
            case CrifRisk::exchange_rate_volatility:
                of_exchange(factor, row);
                break;
            case CrifRisk::base_correlation:
                factor.bucket = 0;
                break;
            default:
                of_bucket(factor, row);
        }
        return factor;
    }

  private:
    const SimmRules& rules_;
    std::map<std::string, int> names_, labels_;

    void of_rates(SimmFactor& factor, const CrifRow& row) const {
        const SimmRates& rates = rules_.parameters->rates;
        factor.bucket = factor.name;
        const auto group = static_cast<std::size_t>(rate_volatility_group(row.qualifier, rates));
        const auto traded = static_cast<std::size_t>(rate_threshold_group(row.qualifier, rates));
        factor.threshold = rates.threshold[traded] * million;
        if (row.risk == CrifRisk::rate_curve)
            factor.weight = rates.weight[group][static_cast<std::size_t>(row.tenor)];
        else if (row.risk == CrifRisk::inflation)
            factor.weight = rates.inflation_weight;
        else if (row.risk == CrifRisk::currency_basis)
            factor.weight = rates.basis_weight;
        else
            of_vega(factor, {rates.vega_weight, rates.vega_threshold[traded], 1.0, 1.0});
    }

    void of_exchange(SimmFactor& factor, const CrifRow& row) const {
        const SimmExchange& exchange = rules_.parameters->exchange;
        factor.bucket = 0;
        if (row.risk == CrifRisk::exchange_rate) {
            factor.volatility = exchange_volatility_group(row.qualifier, exchange);
            factor.weight = exchange.weight[rules_.calculation_volatility][factor.volatility];
            const int group = exchange_threshold_group(row.qualifier, exchange);
            factor.threshold = exchange.threshold[static_cast<std::size_t>(group)] * million;
            return;
        }
        const std::string one = row.qualifier.substr(0, 3), two = row.qualifier.substr(3, 3);
        const double weight =
            exchange
                .weight[exchange_volatility_group(one, exchange)][exchange_volatility_group(two, exchange)];
        const auto [less, more] =
            std::minmax({exchange_threshold_group(one, exchange), exchange_threshold_group(two, exchange)});
        const int pair = less == 0 ? more : less + more + 1;  // 00 01 02 11 12 22
        of_vega(factor, {exchange.vega_weight, exchange.vega_threshold[static_cast<std::size_t>(pair)],
                         volatility(weight), exchange.volatility_ratio});
    }

    void of_bucket(SimmFactor& factor, const CrifRow& row) const {
        const auto bucket = static_cast<std::size_t>(row.bucket);
        const auto of = [&](SimmClass risk) -> const SimmBuckets& {
            return rules_.parameters->buckets(risk);
        };
        const auto delta = [&](const SimmBuckets& b) {
            factor.weight = b.weight[bucket];
            factor.threshold = b.threshold[bucket] * million;
        };
        const auto vega = [&](const SimmBuckets& b, double sigma) {
            of_vega(factor, {b.vega_weight[bucket], b.vega_threshold[bucket], sigma, b.volatility_ratio});
        };
        const SimmBuckets& equity = of(SimmClass::equity);
        const SimmBuckets& commodity = of(SimmClass::commodity);
        constexpr std::size_t volatility_indices = 11;
        switch (row.risk) {
            case CrifRisk::credit_qualifying:
                return delta(of(SimmClass::credit_qualifying));
            case CrifRisk::credit_non_qualifying:
                return delta(of(SimmClass::credit_non_qualifying));
            case CrifRisk::equity:
                return delta(equity);
            case CrifRisk::commodity:
                return delta(commodity);
            case CrifRisk::credit_qualifying_volatility:
                return vega(of(SimmClass::credit_qualifying), 1.0);
            case CrifRisk::credit_non_qualifying_volatility:
                return vega(of(SimmClass::credit_non_qualifying), 1.0);
            case CrifRisk::equity_volatility:
                vega(equity, volatility(equity.weight[bucket]));
                if (bucket == volatility_indices) factor.curve = 0.0;
                return;
            default:
                return vega(commodity, volatility(commodity.weight[bucket]));
        }
    }

    struct Vega {
        double weight, threshold, sigma, ratio;
    };
    static void of_vega(SimmFactor& factor, const Vega& vega) {
        factor.weight = vega.weight;
        factor.threshold = vega.threshold * million;
        factor.scale = vega.sigma * vega.ratio;
        factor.curve = vega.sigma * curvature_scale(factor.tenor);
    }
};

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

int rate_volatility_group(std::string_view currency, const SimmRates& rates) {
    const int traded = rate_threshold_group(currency, rates);
    return traded == 0 ? 0 : traded - 1;
}

int exchange_volatility_group(std::string_view currency, const SimmExchange& exchange) {
    return among(currency, exchange.high_volatility) ? 1 : 0;
}

SimmPortfolio simm_portfolio(std::span<const CrifRow> given, const SimmRules& rules,
                             const std::string& calculation_currency) {
    std::vector<CrifRow> rows(given.begin(), given.end());
    for (CrifRow& row : rows)
        if (row.risk == CrifRisk::exchange_rate_volatility) row.qualifier = ordered_pair(row.qualifier);
    const FactorMaker maker(rules, rows);
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
