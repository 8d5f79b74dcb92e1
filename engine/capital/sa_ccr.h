#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "portfolios/capital_terms.h"

/// Standardised approach for counterparty credit risk (Basel Framework, CRE52; BCBS 279, 2014) as functions
/// of arrays.  Amounts in one currency, times in years.
namespace snell {

inline constexpr double sa_ccr_alpha = 1.4;
inline constexpr int capital_classes = 5;

/// A derivative as add-ons see it; those of one netting set are sorted by class, hedging set and underlying.
struct SaCcrTrade {
    CapitalClass asset_class = CapitalClass::interest_rate;
    int hedging_set = 0;             ///< number within the netting set
    int underlying = 0;              ///< number of the entity or type of commodity
    double adjusted_notional = 0.0;  ///< d, CRE52.34 to 39
    double delta = 0.0;              ///< CRE52.40 to 42
    double factor = 0.0;             ///< SF, CRE52.72 and 46
    double correlation = 0.0;        ///< rho, CRE52.72
    double maturity = 0.0;           ///< M
    double end = 0.0;                ///< E, which says the maturity bucket of a rate derivative
};

/// Supervisory duration, CRE52.34; the end no earlier than ten business days.
double supervisory_duration(double start, double end);

/// Price, strike and time to exercise of an option on what has the volatility sigma.
struct SaCcrOption {
    double price, strike, expiry, volatility;
};
/// Delta of an option bought or sold, call or put, CRE52.41.
double option_delta(CapitalPosition position, const SaCcrOption& option);
/// Size of the delta of a tranche between two points [-], CRE52.41.
double tranche_delta(double attachment, double detachment);

/// MF: of a derivative without margin, CRE52.48, and with a margin period in business days, CRE52.52.
double maturity_factor(double maturity);
double margined_factor(double margin_days);

/// How a netting set is margined.
struct SaCcrMargin {
    bool margined = false;
    double days = 0.0;  ///< margin period of risk [business days]
    double threshold = 0.0, minimum_transfer = 0.0, independent_collateral = 0.0;
};

/// Add-on of each class, CRE52.55 to 71.
std::array<double, capital_classes> sa_ccr_add_ons(std::span<const SaCcrTrade> trades,
                                                   const SaCcrMargin& margin);

/// min(1, 5 % + 95 % exp((V - C) / (2 95 % AddOn))), CRE52.23; 1 where there is no add-on.
double sa_ccr_multiplier(double value, double collateral, double add_on);

/// RC, CRE52.10 and 18.
double replacement_cost(double value, double collateral, const SaCcrMargin& margin);

struct SaCcrExposure {
    double replacement_cost = 0.0;
    std::array<double, capital_classes> add_ons{};
    double add_on = 0.0;  ///< of all classes
    double multiplier = 1.0;
    double future = 0.0;  ///< PFE
    double at_default = 0.0;
};
/// EAD of a netting set; a margined one is capped at what it would be without margin, CRE52.2.
SaCcrExposure sa_ccr(std::span<const SaCcrTrade> trades, double value, double collateral,
                     const SaCcrMargin& margin);

}  // namespace snell
