#pragma once
#include "engine/capital/simm.h"

namespace snell {

/// Correlations of one class of risk: rho of two factors of a bucket, gamma of two buckets.
class SimmCorrelations {
  public:
    SimmCorrelations(SimmClass of, const SimmRules& rules) : of_(of), rules_(rules) {
        if (of != SimmClass::rates && of != SimmClass::fx) buckets_ = &rules.parameters->buckets(of);
    }

    /// Of two different factors.
    double within(const SimmFactor& a, const SimmFactor& b) const {
        if (of_ == SimmClass::rates) return of_rates(a, b);
        if (of_ == SimmClass::fx) return of_exchange(a, b);
        const bool same = of_ == SimmClass::credit_non_qualifying ? a.label == b.label : a.name == b.name;
        const auto bucket = static_cast<std::size_t>(a.bucket);
        if (!same) return buckets_->within[bucket];
        return is_residual(a.bucket) ? buckets_->residual_same_name : buckets_->same_name;
    }

    double between(int b, int c) const {
        if (of_ == SimmClass::rates) return rules_.parameters->rates.currencies;
        if (of_ == SimmClass::fx || is_residual(b) || is_residual(c)) return 0.0;
        return buckets_->between[static_cast<std::size_t>(b * buckets_->numbered() + c)];
    }

    bool is_residual(int bucket) const {
        return buckets_ && buckets_->has_residual && bucket == buckets_->numbered();
    }

  private:
    SimmClass of_;
    const SimmRules& rules_;
    const SimmBuckets* buckets_ = nullptr;

    static bool is_inflation(const SimmFactor& f) {
        return f.risk == CrifRisk::inflation || f.risk == CrifRisk::inflation_volatility;
    }

    double of_rates(const SimmFactor& a, const SimmFactor& b) const {
        const SimmRates& rates = rules_.parameters->rates;
        if (a.risk == CrifRisk::currency_basis || b.risk == CrifRisk::currency_basis) return rates.basis;
        if (is_inflation(a) || is_inflation(b)) return rates.inflation;
        const double tenors = rates.tenors[static_cast<std::size_t>(a.tenor * 12 + b.tenor)];
        return a.label == b.label ? tenors : tenors * rates.sub_curves;
    }

    double of_exchange(const SimmFactor& a, const SimmFactor& b) const {
        const SimmExchange& exchange = rules_.parameters->exchange;
        if (a.risk == CrifRisk::exchange_rate_volatility) return exchange.vega_correlation;
        return exchange.correlation[rules_.calculation_volatility][a.volatility][b.volatility];
    }
};

}  // namespace snell
