#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

/// Sensitivities in the terms of the common risk interchange format (CRIF; ISDA, Risk Data Standards).
namespace snell {

/// What a row is a sensitivity to, in the order of `crif_risk_names`; the last four set additional margin.
enum class CrifRisk : std::uint8_t {
    rate_curve,
    inflation,
    currency_basis,
    rate_volatility,
    inflation_volatility,
    credit_qualifying,
    credit_qualifying_volatility,
    base_correlation,
    credit_non_qualifying,
    credit_non_qualifying_volatility,
    equity,
    equity_volatility,
    commodity,
    commodity_volatility,
    exchange_rate,
    exchange_rate_volatility,
    product_multiplier,
    notional_factor,
    notional,
    fixed_amount,
};

inline constexpr std::array<std::string_view, 20> crif_risk_names{"Risk_IRCurve",
                                                                  "Risk_Inflation",
                                                                  "Risk_XCcyBasis",
                                                                  "Risk_IRVol",
                                                                  "Risk_InflationVol",
                                                                  "Risk_CreditQ",
                                                                  "Risk_CreditVol",
                                                                  "Risk_BaseCorr",
                                                                  "Risk_CreditNonQ",
                                                                  "Risk_CreditVolNonQ",
                                                                  "Risk_Equity",
                                                                  "Risk_EquityVol",
                                                                  "Risk_Commodity",
                                                                  "Risk_CommodityVol",
                                                                  "Risk_FX",
                                                                  "Risk_FXVol",
                                                                  "Param_ProductClassMultiplier",
                                                                  "Param_AddOnNotionalFactor",
                                                                  "Notional",
                                                                  "Param_AddOnFixedAmount"};

enum class CrifProduct : std::uint8_t { rates_fx, credit, equity, commodity };
inline constexpr std::array<std::string_view, 4> crif_product_names{"RatesFX", "Credit", "Equity",
                                                                    "Commodity"};

/// Vertices of rates and of all volatilities but those of credit, which have five of them.
inline constexpr std::array<std::string_view, 12> crif_tenors{"2w", "1m", "3m",  "6m",  "1y",  "2y",
                                                              "3y", "5y", "10y", "15y", "20y", "30y"};
inline constexpr std::array<std::string_view, 7> crif_sub_curves{"OIS",      "Libor1m", "Libor3m",  "Libor6m",
                                                                 "Libor12m", "Prime",   "Municipal"};

/// One row, checked.
struct CrifRow {
    std::string portfolio;
    CrifRisk risk = CrifRisk::rate_curve;
    CrifProduct product = CrifProduct::rates_fx;  ///< of a multiplier: the class that it multiplies
    std::string qualifier;                        ///< currency, pair, issuer, index, commodity, product
    int bucket = -1;                              ///< from 0; the residual is the last; -1: there is none
    int tenor = -1;                               ///< number in `crif_tenors`; -1: there is none
    std::string label;                            ///< Label2: sub-curve, payment currency, group name
    double amount = 0.0;                          ///< [USD]; of a multiplier [-], of a notional factor [%]
    std::size_t table_row = 0;                    ///< where it stands in its file
};

}  // namespace snell
