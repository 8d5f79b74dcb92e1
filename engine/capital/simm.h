#pragma once
#include <array>
#include <span>
#include <vector>

#include "engine/capital/simm_parameters.h"
#include "portfolios/crif.h"

/// ISDA Standard Initial Margin Model: margins as functions of arrays.  Numbers of paragraphs are those of
/// the methodology, version 2.5A.  Amounts are in US dollars.
namespace snell {

/// A risk factor: what is known of it whatever the sensitivity to it.
struct SimmFactor {
    CrifRisk risk = CrifRisk::rate_curve;
    int bucket = 0;        ///< as numbered, from 0; of rates a currency, else 0
    int name = 0;          ///< factors of one name share their concentration
    int tenor = -1;        ///< number in `crif_tenors`; -1: there is none
    int label = 0;         ///< sub-curve, payment currency, group name
    int volatility = 0;    ///< of an exchange rate: 1 if its currency is of high volatility
    double scale = 1.0;    ///< of vega: sigma HVR, paragraph 10; else 1
    double weight = 0.0;   ///< RW or VRW
    double curve = 0.0;    ///< of vega: sigma SF(t), which makes curvature, paragraph 11
    double threshold = 1;  ///< of a concentration [USD]
};

/// Factors with the sensitivity to each, sorted by bucket, kind, name, tenor and label; no factor twice.
struct SimmSensitivities {
    std::vector<SimmFactor> factors;
    std::vector<double> amounts;  ///< [factor]
};

/// Numbers of a version, and from where one looks.
struct SimmRules {
    const SimmParameters* parameters = &simm_2_5a();
    int calculation_volatility = 0;  ///< 1 if the calculation currency is of high volatility
    bool posts = false;              ///< margin that we post: curvature of the other side
};

/// Delta or vega margin of one class of risk, with factors in order; 0 of none.
double simm_linear(SimmClass of, std::span<const SimmFactor> factors, std::span<const double> amounts,
                   const SimmRules& rules);
/// Curvature margin, of sensitivities to volatility.
double simm_curvature(SimmClass of, std::span<const SimmFactor> factors, std::span<const double> amounts,
                      const SimmRules& rules);
double simm_base_correlation(std::span<const double> amounts, const SimmRules& rules);

/// Kinds of margin, in the order of `simm_margin_names`.
enum class SimmMargin : std::uint8_t { delta, vega, curvature, base_correlation };
inline constexpr int simm_margins = 4;
inline constexpr std::array<std::string_view, simm_margins> simm_margin_names{"Delta", "Vega", "Curvature",
                                                                              "BaseCorr"};

/// Sensitivities of a product class: delta and vega of each class of risk, and base correlations.
struct SimmProduct {
    std::array<SimmSensitivities, simm_classes> delta, vega;
    SimmSensitivities base_correlation;
    double multiplier = 1.0;  ///< MS, at least 1

    bool empty() const;
};

/// Initial margin of a product class, paragraph 6.
struct SimmProductMargin {
    std::array<std::array<double, simm_margins>, simm_classes> margins{};  ///< [class][kind]
    double margin = 0.0;                                                   ///< of all, without the multiplier
    double additional = 0.0;                                               ///< by the multiplier
};
SimmProductMargin simm_product(const SimmProduct&, const SimmRules&);

/// Root of the sum over classes of risk of psi IM IM, paragraph 6.
double across_classes(std::span<const double, simm_classes> margins, const SimmParameters&);

}  // namespace snell
