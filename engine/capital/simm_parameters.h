#pragma once
#include <array>
#include <span>
#include <string_view>

/// The numbers of one version of the ISDA SIMM, apart from its formulas.
namespace snell {

/// A class of risk with numbered buckets: credit, equity, commodities.  Tables run over buckets; where there
/// is a residual bucket, it is the last.
struct SimmBuckets {
    std::span<const double> weight;          ///< of delta [USD per unit of sensitivity]
    std::span<const double> threshold;       ///< of delta [million USD per unit of risk]
    std::span<const double> vega_weight;     ///< [-]
    std::span<const double> vega_threshold;  ///< [million USD]
    std::span<const double> within;          ///< correlation of two names of a bucket
    std::span<const double> between;         ///< correlation of buckets [bucket][bucket], residual apart
    double same_name = 1.0;                  ///< correlation of two factors of one name, or group of names
    double residual_same_name = 1.0;         ///< the same in the residual bucket
    double volatility_ratio = 1.0;           ///< HVR of vega
    bool has_residual = true;

    int count() const { return static_cast<int>(weight.size()); }
    int numbered() const { return count() - (has_residual ? 1 : 0); }
};

/// Rates.  Currencies fall into groups of volatility: regular, low, high; "regular" into well and less well
/// traded for thresholds.
struct SimmRates {
    std::span<const std::string_view> well_traded;       ///< of regular volatility
    std::span<const std::string_view> less_well_traded;  ///< of regular volatility
    std::span<const std::string_view> low_volatility;    ///< all others: high
    std::array<std::array<double, 12>, 3> weight;  ///< [regular, low, high][tenor] [USD per basis point]
    std::array<double, 4> threshold;       ///< [well, less well, low, high] [million USD per basis point]
    std::array<double, 4> vega_threshold;  ///< [well, less well, low, high] [million USD]
    std::array<double, 144> tenors;        ///< correlation [tenor][tenor]
    double inflation_weight, basis_weight, vega_weight;
    double volatility_ratio;                          ///< HVR, which scales curvature
    double sub_curves, inflation, basis, currencies;  ///< correlations
};

/// Exchange rates.
struct SimmExchange {
    std::span<const std::string_view> high_volatility;  ///< all others: regular
    std::span<const std::string_view> significant;      ///< material, for thresholds
    std::span<const std::string_view> frequent;         ///< traded; all others: neither
    double weight[2][2];              ///< [group of the calculation currency][group], regular and high [%]
    double correlation[2][2][2];      ///< [group of the calculation currency][group][group]
    std::array<double, 3> threshold;  ///< [significant, frequent, other] [million USD per %]
    std::array<double, 6> vega_threshold;  ///< of pairs: ss, sf, so, ff, fo, oo [million USD]
    double vega_weight, volatility_ratio, vega_correlation;
};

/// Order of risk classes in all tables.
enum class SimmClass : std::uint8_t {
    rates,
    credit_qualifying,
    credit_non_qualifying,
    equity,
    commodity,
    fx
};
inline constexpr int simm_classes = 6;
inline constexpr std::array<std::string_view, simm_classes> simm_class_names{
    "InterestRate", "CreditQualifying", "CreditNonQualifying", "Equity", "Commodity", "FX"};

struct SimmParameters {
    std::string_view version;
    SimmRates rates;
    SimmBuckets credit_qualifying, credit_non_qualifying, equity, commodity;
    double base_correlation_weight, base_correlation;
    SimmExchange exchange;
    std::array<double, simm_classes * simm_classes> classes;  ///< correlation [class][class]

    /// Of a class with numbered buckets.
    const SimmBuckets& buckets(SimmClass of) const;
};

const SimmParameters& simm_2_5a();
const SimmParameters& simm_2_6();

/// All versions, the oldest first.
std::array<const SimmParameters*, 2> simm_versions();

}  // namespace snell
