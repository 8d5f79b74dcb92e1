#include "engine/capital/simm.h"

#include <algorithm>
#include <cmath>

#include "core/math/normal_inverse.h"
#include "engine/capital/simm_correlations.h"

namespace snell {
namespace {

/// A factor after weighting: WS or VR, or CVR, with the concentration factor that it was weighted with.
struct Weighted {
    const SimmFactor* factor;
    double value;
    double concentration = 1.0;
};

/// Weighted factors of one bucket.
struct Bucket {
    int number;
    std::vector<Weighted> factors;
    double concentration = 1.0;  ///< of a currency of rates; else 1
    double root = 0.0;           ///< K
    double sum = 0.0;            ///< of the weighted factors
};

double ratio(double a, double b) { return std::min(a, b) / std::max(a, b); }

/// Vegas of one name at all tenors are one factor, except of rates and of credit (paragraphs 10 and 11), and
/// so are those of inflation.
bool one_factor(const SimmFactor& a, const SimmFactor& b) {
    if (a.risk != b.risk || a.bucket != b.bucket || a.name != b.name) return false;
    switch (a.risk) {
        case CrifRisk::inflation_volatility:
        case CrifRisk::equity_volatility:
        case CrifRisk::commodity_volatility:
        case CrifRisk::exchange_rate_volatility:
            return true;
        default:
            return a.tenor == b.tenor && a.label == b.label;
    }
}

/// CR of each factor: max(1, root of |sum over its name| / threshold); paragraphs 8(a) and 10(c).  Names of a
/// bucket follow each other.
std::vector<double> concentrations(std::span<const SimmFactor> factors, std::span<const double> amounts) {
    std::vector<double> found(factors.size());
    for (std::size_t begin = 0, end = 0; begin < factors.size(); begin = end) {
        const SimmFactor& first = factors[begin];
        double sum = 0.0;
        for (; end < factors.size(); ++end) {
            if (factors[end].bucket != first.bucket || factors[end].name != first.name) break;
            if (factors[end].risk != CrifRisk::currency_basis) sum += amounts[end] * factors[end].scale;
        }
        const double factor = std::max(1.0, std::sqrt(std::abs(sum) / first.threshold));
        std::fill(found.begin() + static_cast<std::ptrdiff_t>(begin),
                  found.begin() + static_cast<std::ptrdiff_t>(end), factor);
    }
    return found;
}

/// Buckets of weighted factors, roots not yet taken.
std::vector<Bucket> weighted(std::span<const SimmFactor> factors, std::span<const double> amounts) {
    const std::vector<double> concentration = concentrations(factors, amounts);
    std::vector<Bucket> buckets;
    for (std::size_t i = 0; i < factors.size(); ++i) {
        const SimmFactor& factor = factors[i];
        if (buckets.empty() || buckets.back().number != factor.bucket) {
            buckets.push_back({factor.bucket, {}});
            if (factor.risk <= CrifRisk::inflation_volatility)
                buckets.back().concentration = concentration[i];
        }
        const bool basis = factor.risk == CrifRisk::currency_basis;  // stands apart from concentration, 8(b)
        const double value = factor.weight * (amounts[i] * factor.scale) * (basis ? 1.0 : concentration[i]);
        std::vector<Weighted>& own = buckets.back().factors;
        if (!own.empty() && one_factor(*own.back().factor, factor))
            own.back().value += value;
        else
            own.push_back({&factor, value, concentration[i]});
    }
    return buckets;
}

/// K of a bucket: the root of the sum over k, l of rho f WS WS, and the sum of WS; `power` 2 squares rho.
void take_root(Bucket& bucket, const SimmCorrelations& correlations, int power) {
    double square = 0.0;
    for (std::size_t k = 0; k < bucket.factors.size(); ++k) {
        const Weighted& a = bucket.factors[k];
        bucket.sum += a.value;
        square += a.value * a.value;
        for (std::size_t l = 0; l < k; ++l) {
            const Weighted& b = bucket.factors[l];
            const double rho = correlations.within(*a.factor, *b.factor);
            const double common = power == 1 ? rho * ratio(a.concentration, b.concentration) : rho * rho;
            square += 2.0 * common * a.value * b.value;
        }
    }
    bucket.root = std::sqrt(std::max(square, 0.0));
}

/// Sum over buckets of K K and over pairs of gamma g S S, S the sum of a bucket within its K; without the
/// residual bucket.
double square_across(std::span<const Bucket> buckets, const SimmCorrelations& correlations, int power) {
    const auto bounded = [](const Bucket& b) { return std::max(std::min(b.sum, b.root), -b.root); };
    double square = 0.0;
    for (std::size_t b = 0; b < buckets.size(); ++b) {
        if (correlations.is_residual(buckets[b].number)) continue;
        square += buckets[b].root * buckets[b].root;
        for (std::size_t c = 0; c < b; ++c) {
            const double gamma = correlations.between(buckets[b].number, buckets[c].number);
            const double common = power == 1
                                      ? gamma * ratio(buckets[b].concentration, buckets[c].concentration)
                                      : gamma * gamma;
            square += 2.0 * common * bounded(buckets[b]) * bounded(buckets[c]);
        }
    }
    return std::max(square, 0.0);
}

/// Margin of delta or vega: the root across buckets, and K of the residual bucket; paragraphs 7, 8 and 10.
double margin(std::vector<Bucket> buckets, const SimmCorrelations& correlations) {
    double residual = 0.0;
    for (Bucket& bucket : buckets) {
        take_root(bucket, correlations, 1);
        if (correlations.is_residual(bucket.number)) residual += bucket.root;
    }
    return std::sqrt(square_across(buckets, correlations, 1)) + residual;
}

/// max(0, sum CVR + lambda K), with lambda of theta = min(0, sum CVR / sum |CVR|); paragraph 11(c).
double curvature(double sum, double sum_of_sizes, double root) {
    if (sum_of_sizes == 0.0) return 0.0;
    const double quantile = normal_inverse(0.995);
    const double theta = std::min(0.0, sum / sum_of_sizes);
    const double lambda = (quantile * quantile - 1.0) * (1.0 + theta) - theta;
    return std::max(0.0, sum + lambda * root);
}

/// CVR of each factor, by bucket; volatility indices of equity have none (11(d)).
std::vector<Bucket> curved(std::span<const SimmFactor> factors, std::span<const double> amounts,
                           double sign) {
    std::vector<Bucket> buckets;
    for (std::size_t i = 0; i < factors.size(); ++i) {
        const SimmFactor& factor = factors[i];
        if (buckets.empty() || buckets.back().number != factor.bucket) buckets.push_back({factor.bucket, {}});
        const double value = sign * amounts[i] * factor.curve;
        std::vector<Weighted>& own = buckets.back().factors;
        if (!own.empty() && one_factor(*own.back().factor, factor))
            own.back().value += value;
        else
            own.push_back({&factor, value});
    }
    return buckets;
}

}  // namespace

double simm_linear(SimmClass of, std::span<const SimmFactor> factors, std::span<const double> amounts,
                   const SimmRules& rules) {
    return margin(weighted(factors, amounts), SimmCorrelations(of, rules));
}

double simm_curvature(SimmClass of, std::span<const SimmFactor> factors, std::span<const double> amounts,
                      const SimmRules& rules) {
    const SimmCorrelations correlations(of, rules);
    std::vector<Bucket> buckets = curved(factors, amounts, rules.posts ? -1.0 : 1.0);
    double sum = 0.0, sizes = 0.0, total = 0.0;
    for (Bucket& bucket : buckets) {
        take_root(bucket, correlations, 2);
        double size = 0.0;
        for (const Weighted& each : bucket.factors) size += std::abs(each.value);
        if (correlations.is_residual(bucket.number)) {
            total += curvature(bucket.sum, size, bucket.root);
        } else {
            sum += bucket.sum;
            sizes += size;
        }
    }
    total += curvature(sum, sizes, std::sqrt(square_across(buckets, correlations, 2)));
    const double hvr = rules.parameters->rates.volatility_ratio;
    return of == SimmClass::rates ? total / (hvr * hvr) : total;  // 11(d)
}

double simm_base_correlation(std::span<const double> amounts, const SimmRules& rules) {
    const SimmParameters& p = *rules.parameters;
    double sum = 0.0, squares = 0.0;
    for (const double amount : amounts) {
        const double value = p.base_correlation_weight * amount;
        sum += value;
        squares += value * value;
    }
    return std::sqrt(p.base_correlation * sum * sum + (1.0 - p.base_correlation) * squares);
}

bool SimmProduct::empty() const {
    const auto none = [](const SimmSensitivities& s) { return s.factors.empty(); };
    return std::all_of(delta.begin(), delta.end(), none) && std::all_of(vega.begin(), vega.end(), none) &&
           none(base_correlation);
}

double across_classes(std::span<const double, simm_classes> margins, const SimmParameters& parameters) {
    double square = 0.0;
    for (std::size_t r = 0; r < simm_classes; ++r)
        for (std::size_t s = 0; s < simm_classes; ++s)
            square += parameters.classes[r * simm_classes + s] * margins[r] * margins[s];
    return std::sqrt(std::max(square, 0.0));
}

SimmProductMargin simm_product(const SimmProduct& product, const SimmRules& rules) {
    SimmProductMargin result;
    std::array<double, simm_classes> of_class{};
    for (std::size_t c = 0; c < simm_classes; ++c) {
        const SimmClass of = static_cast<SimmClass>(c);
        const SimmSensitivities &delta = product.delta[c], &vega = product.vega[c];
        result.margins[c][0] = simm_linear(of, delta.factors, delta.amounts, rules);
        result.margins[c][1] = simm_linear(of, vega.factors, vega.amounts, rules);
        result.margins[c][2] = simm_curvature(of, vega.factors, vega.amounts, rules);
        if (of == SimmClass::credit_qualifying)
            result.margins[c][3] = simm_base_correlation(product.base_correlation.amounts, rules);
        for (const double margin : result.margins[c]) of_class[c] += margin;
    }
    result.margin = across_classes(of_class, *rules.parameters);
    result.additional = (product.multiplier - 1.0) * result.margin;
    return result;
}

}  // namespace snell
