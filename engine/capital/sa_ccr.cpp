#include "engine/capital/sa_ccr.h"

#include <algorithm>
#include <cmath>

#include "core/math/exp.h"
#include "core/math/log.h"
#include "core/math/normal_cdf.h"

namespace snell {
namespace {

constexpr double business_days = 250.0;  // of a year
constexpr double least_time = 10.0 / business_days;
constexpr double floor_of_multiplier = 0.05;

/// One add-on of rates in a hedging set: effective notionals of three maturity buckets, CRE52.57.
double rate_add_on(std::span<const SaCcrTrade> trades, std::span<const double> effective) {
    double d[3] = {};
    for (std::size_t i = 0; i < trades.size(); ++i)
        d[trades[i].end < 1.0 ? 0 : trades[i].end <= 5.0 ? 1 : 2] += effective[i];
    const double square =
        d[0] * d[0] + d[1] * d[1] + d[2] * d[2] + 1.4 * d[0] * d[1] + 1.4 * d[1] * d[2] + 0.6 * d[0] * d[2];
    return trades.front().factor * std::sqrt(std::max(square, 0.0));
}

/// Add-on of a hedging set whose entities share a systematic risk, CRE52.60, 63 and 69.  Of exchange rates
/// there is one entity, whatever rho.
double systematic_add_on(std::span<const SaCcrTrade> trades, std::span<const double> effective) {
    double common = 0.0, own = 0.0;
    for (std::size_t begin = 0, end = 0; begin < trades.size(); begin = end) {
        double add_on = 0.0;
        for (; end < trades.size() && trades[end].underlying == trades[begin].underlying; ++end)
            add_on += trades[end].factor * effective[end];
        const double rho = trades[begin].correlation;
        common += rho * add_on;
        own += (1.0 - rho * rho) * add_on * add_on;
    }
    return std::sqrt(common * common + own);
}

SaCcrExposure exposure(std::span<const SaCcrTrade> trades, double value, double collateral,
                       const SaCcrMargin& margin) {
    SaCcrExposure result;
    result.replacement_cost = replacement_cost(value, collateral, margin);
    result.add_ons = sa_ccr_add_ons(trades, margin);
    for (const double add_on : result.add_ons) result.add_on += add_on;
    result.multiplier = sa_ccr_multiplier(value, collateral, result.add_on);
    result.future = result.multiplier * result.add_on;
    result.at_default = sa_ccr_alpha * (result.replacement_cost + result.future);
    return result;
}

}  // namespace

double supervisory_duration(double start, double end) {
    constexpr double rate = 0.05;
    return (exp(-rate * start) - exp(-rate * std::max(end, least_time))) / rate;
}

double option_delta(CapitalPosition position, const SaCcrOption& option) {
    const double deviation = option.volatility * std::sqrt(option.expiry);
    const double d = (log(option.price / option.strike) + 0.5 * deviation * deviation) / deviation;
    switch (position) {
        case CapitalPosition::call_bought:
            return normal_cdf(d);
        case CapitalPosition::call_sold:
            return -normal_cdf(d);
        case CapitalPosition::put_bought:
            return -normal_cdf(-d);
        default:
            return normal_cdf(-d);
    }
}

double tranche_delta(double attachment, double detachment) {
    return 15.0 / ((1.0 + 14.0 * attachment) * (1.0 + 14.0 * detachment));
}

double maturity_factor(double maturity) { return std::sqrt(std::min(std::max(maturity, least_time), 1.0)); }

double margined_factor(double margin_days) { return 1.5 * std::sqrt(margin_days / business_days); }

std::array<double, capital_classes> sa_ccr_add_ons(std::span<const SaCcrTrade> trades,
                                                   const SaCcrMargin& margin) {
    std::vector<double> effective(trades.size());  // delta d MF
    for (std::size_t i = 0; i < trades.size(); ++i)
        effective[i] = trades[i].delta * trades[i].adjusted_notional *
                       (margin.margined ? margined_factor(margin.days) : maturity_factor(trades[i].maturity));
    std::array<double, capital_classes> add_ons{};
    for (std::size_t begin = 0, end = 0; begin < trades.size(); begin = end) {
        const SaCcrTrade& first = trades[begin];
        while (end < trades.size() && trades[end].asset_class == first.asset_class &&
               trades[end].hedging_set == first.hedging_set)
            ++end;
        const auto own = trades.subspan(begin, end - begin);
        const auto notionals = std::span<const double>(effective).subspan(begin, end - begin);
        add_ons[static_cast<std::size_t>(first.asset_class)] +=
            first.asset_class == CapitalClass::interest_rate ? rate_add_on(own, notionals)
                                                             : systematic_add_on(own, notionals);
    }
    return add_ons;
}

double sa_ccr_multiplier(double value, double collateral, double add_on) {
    if (add_on == 0.0) return 1.0;
    const double rest = 1.0 - floor_of_multiplier;
    return std::min(1.0, floor_of_multiplier + rest * exp((value - collateral) / (2.0 * rest * add_on)));
}

double replacement_cost(double value, double collateral, const SaCcrMargin& margin) {
    const double now = std::max(value - collateral, 0.0);
    if (!margin.margined) return now;
    return std::max(now, margin.threshold + margin.minimum_transfer - margin.independent_collateral);
}

SaCcrExposure sa_ccr(std::span<const SaCcrTrade> trades, double value, double collateral,
                     const SaCcrMargin& margin) {
    const SaCcrExposure own = exposure(trades, value, collateral, margin);
    if (!margin.margined) return own;
    const SaCcrExposure without = exposure(trades, value, collateral, {});
    return without.at_default < own.at_default ? without : own;
}

}  // namespace snell
