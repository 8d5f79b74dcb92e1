#pragma once
#include <array>
#include <span>
#include <string>
#include <vector>

#include "engine/capital/simm.h"

namespace snell {

/// Sensitivities of one portfolio, netted, and what sets additional margin.
struct SimmPortfolio {
    std::array<SimmProduct, crif_product_names.size()> products;
    double fixed = 0.0;                ///< additional margin of fixed amounts [USD]
    double of_notionals = 0.0;         ///< additional margin of notionals by their factors [USD]
    int notionals_without_factor = 0;  ///< products with a notional and no factor: no margin
};

/// Nets the rows of one portfolio by risk factor (paragraph 7).  Exchange rates of the calculation currency
/// carry no risk and are left out.
SimmPortfolio simm_portfolio(std::span<const CrifRow> rows, const SimmRules& rules,
                             const std::string& calculation_currency);

struct SimmPortfolioMargin {
    std::array<SimmProductMargin, crif_product_names.size()> products;
    double additional = 0.0;  ///< of multipliers, fixed amounts and notionals
    double total = 0.0;
};
SimmPortfolioMargin simm(const SimmPortfolio& portfolio, const SimmRules& rules);

}  // namespace snell
