#include "engine/capital/simm_factors.h"

#include <algorithm>
#include <cmath>

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

struct Vega {
    double weight, threshold, sigma, ratio;
};
void of_vega(SimmFactor& factor, const Vega& vega) {
    factor.weight = vega.weight;
    factor.threshold = vega.threshold * million;
    factor.scale = vega.sigma * vega.ratio;
    factor.curve = vega.sigma * curvature_scale(factor.tenor);
}

}  // namespace

int rate_volatility_group(std::string_view currency, const SimmRates& rates) {
    const int traded = rate_threshold_group(currency, rates);
    return traded == 0 ? 0 : traded - 1;
}

int exchange_volatility_group(std::string_view currency, const SimmExchange& exchange) {
    return among(currency, exchange.high_volatility) ? 1 : 0;
}

SimmFactorMaker::SimmFactorMaker(const SimmRules& rules, std::span<const CrifRow> rows)
    : rules_(rules), names_(numbered(rows, &CrifRow::qualifier)), labels_(numbered(rows, &CrifRow::label)) {}

SimmFactor SimmFactorMaker::make(const CrifRow& row) const {
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

void SimmFactorMaker::of_rates(SimmFactor& factor, const CrifRow& row) const {
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

void SimmFactorMaker::of_exchange(SimmFactor& factor, const CrifRow& row) const {
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
        exchange.weight[exchange_volatility_group(one, exchange)][exchange_volatility_group(two, exchange)];
    const auto [less, more] =
        std::minmax({exchange_threshold_group(one, exchange), exchange_threshold_group(two, exchange)});
    const int pair = less == 0 ? more : less + more + 1;  // 00 01 02 11 12 22
    of_vega(factor, {exchange.vega_weight, exchange.vega_threshold[static_cast<std::size_t>(pair)],
                     volatility(weight), exchange.volatility_ratio});
}

void SimmFactorMaker::of_bucket(SimmFactor& factor, const CrifRow& row) const {
    const auto bucket = static_cast<std::size_t>(row.bucket);
    const auto of = [&](SimmClass risk) -> const SimmBuckets& { return rules_.parameters->buckets(risk); };
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

}  // namespace snell
