#include "engine/capital/simm_parameters.h"

/// ISDA SIMM Methodology, version 2.5A (ISDA, effective 15 July 2023), sections D to K: margin period of ten
/// days.  Rows of matrices are in the order of the document.
// clang-format off
namespace snell {
namespace {

constexpr std::string_view well_traded[] = {"USD", "EUR", "GBP"};
constexpr std::string_view less_well_traded[] = {"CHF", "AUD", "NZD", "CAD", "SEK", "NOK", "DKK", "HKD", "KRW", "SGD", "TWD"};
constexpr std::string_view low_volatility[] = {"JPY"};
constexpr std::string_view high_volatility[] = {"BRL", "RUB", "TRY", "ZAR"};
constexpr std::string_view significant[] = {"USD", "EUR", "JPY", "GBP", "AUD", "CHF", "CAD"};
constexpr std::string_view frequent[] = {"BRL", "CNY", "HKD", "INR", "KRW", "MXN", "NOK", "NZD", "RUB", "SEK", "SGD", "TRY", "ZAR"};

// Credit qualifying: 12 buckets and the residual.
constexpr double credit_weight[] = {75, 91, 78, 55, 67, 47, 187, 665, 262, 251, 172, 247, 665};
constexpr double credit_threshold[] = {0.91, 0.19, 0.19, 0.19, 0.19, 0.19, 0.91, 0.19, 0.19, 0.19, 0.19, 0.19, 0.19};
constexpr double credit_vega[] = {0.74, 0.74, 0.74, 0.74, 0.74, 0.74, 0.74, 0.74, 0.74, 0.74, 0.74, 0.74, 0.74};
constexpr double credit_vega_threshold[] = {260, 260, 260, 260, 260, 260, 260, 260, 260, 260, 260, 260, 260};
constexpr double credit_within[] = {0.42, 0.42, 0.42, 0.42, 0.42, 0.42, 0.42, 0.42, 0.42, 0.42, 0.42, 0.42, 0.5};
constexpr double credit_between[] = {
    1, 0.36, 0.38, 0.35, 0.37, 0.33, 0.36, 0.31, 0.32, 0.33, 0.32, 0.3,
    0.36, 1, 0.46, 0.44, 0.45, 0.43, 0.33, 0.36, 0.38, 0.39, 0.4, 0.36,
    0.38, 0.46, 1, 0.49, 0.49, 0.47, 0.34, 0.36, 0.41, 0.42, 0.43, 0.39,
    0.35, 0.44, 0.49, 1, 0.48, 0.48, 0.31, 0.34, 0.38, 0.42, 0.41, 0.37,
    0.37, 0.45, 0.49, 0.48, 1, 0.48, 0.33, 0.35, 0.39, 0.42, 0.43, 0.38,
    0.33, 0.43, 0.47, 0.48, 0.48, 1, 0.29, 0.32, 0.36, 0.39, 0.4, 0.35,
    0.36, 0.33, 0.34, 0.31, 0.33, 0.29, 1, 0.28, 0.32, 0.31, 0.3, 0.28,
    0.31, 0.36, 0.36, 0.34, 0.35, 0.32, 0.28, 1, 0.33, 0.34, 0.33, 0.3,
    0.32, 0.38, 0.41, 0.38, 0.39, 0.36, 0.32, 0.33, 1, 0.38, 0.36, 0.34,
    0.33, 0.39, 0.42, 0.42, 0.42, 0.39, 0.31, 0.34, 0.38, 1, 0.38, 0.36,
    0.32, 0.4, 0.43, 0.41, 0.43, 0.4, 0.3, 0.33, 0.36, 0.38, 1, 0.35,
    0.3, 0.36, 0.39, 0.37, 0.38, 0.35, 0.28, 0.3, 0.34, 0.36, 0.35, 1};

// Credit non-qualifying: 2 buckets and the residual.
constexpr double securitised_weight[] = {280, 1300, 1300};
constexpr double securitised_threshold[] = {9.5, 0.5, 0.5};
constexpr double securitised_vega[] = {0.74, 0.74, 0.74};
constexpr double securitised_vega_threshold[] = {145, 145, 145};
constexpr double securitised_within[] = {0.27, 0.27, 0.5};
constexpr double securitised_between[] = {1, 0.4, 0.4, 1};

// Equity: 12 buckets and the residual.
constexpr double equity_weight[] = {26, 28, 34, 28, 23, 25, 29, 27, 32, 32, 18, 18, 34};
constexpr double equity_threshold[] = {10, 10, 10, 10, 21, 21, 21, 21, 1.4, 0.6, 2100, 2100, 0.6};
constexpr double equity_vega[] = {0.45, 0.45, 0.45, 0.45, 0.45, 0.45, 0.45, 0.45, 0.45, 0.45, 0.45, 0.96, 0.45};
constexpr double equity_vega_threshold[] = {210, 210, 210, 210, 1300, 1300, 1300, 1300, 40, 200, 5900, 5900, 40};
constexpr double equity_within[] = {0.18, 0.23, 0.3, 0.26, 0.23, 0.35, 0.36, 0.33, 0.19, 0.2, 0.45, 0.45, 0};
constexpr double equity_between[] = {
    1, 0.2, 0.2, 0.2, 0.13, 0.16, 0.16, 0.16, 0.17, 0.12, 0.18, 0.18,
    0.2, 1, 0.25, 0.23, 0.14, 0.17, 0.18, 0.17, 0.19, 0.13, 0.19, 0.19,
    0.2, 0.25, 1, 0.24, 0.13, 0.17, 0.18, 0.16, 0.2, 0.13, 0.18, 0.18,
    0.2, 0.23, 0.24, 1, 0.17, 0.22, 0.22, 0.22, 0.21, 0.16, 0.24, 0.24,
    0.13, 0.14, 0.13, 0.17, 1, 0.27, 0.26, 0.27, 0.15, 0.2, 0.3, 0.3,
    0.16, 0.17, 0.17, 0.22, 0.27, 1, 0.34, 0.33, 0.18, 0.24, 0.38, 0.38,
    0.16, 0.18, 0.18, 0.22, 0.26, 0.34, 1, 0.32, 0.18, 0.24, 0.37, 0.37,
    0.16, 0.17, 0.16, 0.22, 0.27, 0.33, 0.32, 1, 0.18, 0.23, 0.37, 0.37,
    0.17, 0.19, 0.2, 0.21, 0.15, 0.18, 0.18, 0.18, 1, 0.14, 0.2, 0.2,
    0.12, 0.13, 0.13, 0.16, 0.2, 0.24, 0.24, 0.23, 0.14, 1, 0.25, 0.25,
    0.18, 0.19, 0.18, 0.24, 0.3, 0.38, 0.37, 0.37, 0.2, 0.25, 1, 0.45,
    0.18, 0.19, 0.18, 0.24, 0.3, 0.38, 0.37, 0.37, 0.2, 0.25, 0.45, 1};

// Commodities: 17 buckets.
constexpr double commodity_weight[] = {27, 29, 33, 25, 35, 24, 40, 53, 44, 58, 20, 21, 13, 16, 13, 58, 17};
constexpr double commodity_threshold[] = {310, 2100, 1700, 1700, 1700, 3200, 3200, 2700, 2700, 52, 530, 1600, 100, 100, 100, 52, 4000};
constexpr double commodity_vega[] = {0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6};
constexpr double commodity_vega_threshold[] = {210, 2700, 290, 290, 290, 5000, 5000, 920, 920, 100, 350, 720, 500, 500, 500, 65, 65};
constexpr double commodity_within[] = {0.84, 0.98, 0.96, 0.97, 0.98, 0.88, 0.98, 0.49, 0.8, 0.46, 0.55, 0.46, 0.66, 0.18, 0.21, 0, 0.36};
constexpr double commodity_between[] = {
    1, 0.33, 0.21, 0.27, 0.29, 0.21, 0.48, 0.16, 0.41, 0.23, 0.18, 0.02, 0.21, 0.19, 0.15, 0, 0.24,
    0.33, 1, 0.94, 0.94, 0.89, 0.21, 0.19, 0.13, 0.21, 0.21, 0.41, 0.27, 0.31, 0.29, 0.21, 0, 0.6,
    0.21, 0.94, 1, 0.91, 0.85, 0.12, 0.2, 0.09, 0.19, 0.2, 0.36, 0.18, 0.22, 0.23, 0.23, 0, 0.54,
    0.27, 0.94, 0.91, 1, 0.84, 0.14, 0.24, 0.13, 0.21, 0.19, 0.39, 0.25, 0.23, 0.27, 0.18, 0, 0.59,
    0.29, 0.89, 0.85, 0.84, 1, 0.15, 0.17, 0.09, 0.16, 0.21, 0.38, 0.28, 0.28, 0.27, 0.18, 0, 0.55,
    0.21, 0.21, 0.12, 0.14, 0.15, 1, 0.33, 0.53, 0.26, 0.09, 0.21, 0.04, 0.11, 0.1, 0.09, 0, 0.24,
    0.48, 0.19, 0.2, 0.24, 0.17, 0.33, 1, 0.31, 0.72, 0.24, 0.14, -0.12, 0.19, 0.14, 0.08, 0, 0.24,
    0.16, 0.13, 0.09, 0.13, 0.09, 0.53, 0.31, 1, 0.24, 0.04, 0.13, -0.07, 0.04, 0.06, 0.01, 0, 0.16,
    0.41, 0.21, 0.19, 0.21, 0.16, 0.26, 0.72, 0.24, 1, 0.21, 0.18, -0.07, 0.12, 0.12, 0.1, 0, 0.21,
    0.23, 0.21, 0.2, 0.19, 0.21, 0.09, 0.24, 0.04, 0.21, 1, 0.14, 0.11, 0.11, 0.1, 0.07, 0, 0.14,
    0.18, 0.41, 0.36, 0.39, 0.38, 0.21, 0.14, 0.13, 0.18, 0.14, 1, 0.28, 0.3, 0.25, 0.18, 0, 0.38,
    0.02, 0.27, 0.18, 0.25, 0.28, 0.04, -0.12, -0.07, -0.07, 0.11, 0.28, 1, 0.18, 0.18, 0.08, 0, 0.21,
    0.21, 0.31, 0.22, 0.23, 0.28, 0.11, 0.19, 0.04, 0.12, 0.11, 0.3, 0.18, 1, 0.34, 0.16, 0, 0.34,
    0.19, 0.29, 0.23, 0.27, 0.27, 0.1, 0.14, 0.06, 0.12, 0.1, 0.25, 0.18, 0.34, 1, 0.13, 0, 0.26,
    0.15, 0.21, 0.23, 0.18, 0.18, 0.09, 0.08, 0.01, 0.1, 0.07, 0.18, 0.08, 0.16, 0.13, 1, 0, 0.21,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0,
    0.24, 0.6, 0.54, 0.59, 0.55, 0.24, 0.24, 0.16, 0.21, 0.14, 0.38, 0.21, 0.34, 0.26, 0.21, 0, 1};

constexpr SimmParameters parameters{
    .version = "2.5A",
    .rates = {
        .well_traded = well_traded, .less_well_traded = less_well_traded, .low_volatility = low_volatility,
        // 2w, 1m, 3m, 6m, 1y, 2y, 3y, 5y, 10y, 15y, 20y, 30y
        .weight = {{{109, 105, 90, 71, 66, 66, 64, 60, 60, 61, 61, 67},
                    {15, 18, 9, 11, 13, 15, 19, 23, 23, 22, 22, 23},
                    {163, 109, 87, 89, 102, 96, 101, 97, 97, 102, 106, 101}}},
        .threshold = {230, 44, 70, 33}, .vega_threshold = {3300, 470, 570, 120},
        .tenors = {1, 0.74, 0.63, 0.55, 0.45, 0.36, 0.32, 0.28, 0.23, 0.2, 0.18, 0.16,
                   0.74, 1, 0.8, 0.69, 0.52, 0.41, 0.35, 0.29, 0.24, 0.18, 0.17, 0.16,
                   0.63, 0.8, 1, 0.85, 0.67, 0.53, 0.45, 0.39, 0.32, 0.24, 0.22, 0.22,
                   0.55, 0.69, 0.85, 1, 0.83, 0.71, 0.62, 0.54, 0.45, 0.36, 0.35, 0.33,
                   0.45, 0.52, 0.67, 0.83, 1, 0.94, 0.86, 0.78, 0.65, 0.58, 0.55, 0.53,
                   0.36, 0.41, 0.53, 0.71, 0.94, 1, 0.95, 0.89, 0.78, 0.72, 0.68, 0.67,
                   0.32, 0.35, 0.45, 0.62, 0.86, 0.95, 1, 0.96, 0.87, 0.8, 0.77, 0.74,
                   0.28, 0.29, 0.39, 0.54, 0.78, 0.89, 0.96, 1, 0.94, 0.89, 0.86, 0.84,
                   0.23, 0.24, 0.32, 0.45, 0.65, 0.78, 0.87, 0.94, 1, 0.97, 0.95, 0.94,
                   0.2, 0.18, 0.24, 0.36, 0.58, 0.72, 0.8, 0.89, 0.97, 1, 0.98, 0.98,
                   0.18, 0.17, 0.22, 0.35, 0.55, 0.68, 0.77, 0.86, 0.95, 0.98, 1, 0.99,
                   0.16, 0.16, 0.22, 0.33, 0.53, 0.67, 0.74, 0.84, 0.94, 0.98, 0.99, 1},
        .inflation_weight = 63, .basis_weight = 21, .vega_weight = 0.18, .volatility_ratio = 0.44,
        .sub_curves = 0.99, .inflation = 0.37, .basis = 0.01, .currencies = 0.24},
    .credit_qualifying = {
        .weight = credit_weight, .threshold = credit_threshold, .vega_weight = credit_vega,
        .vega_threshold = credit_vega_threshold, .within = credit_within, .between = credit_between,
        .same_name = 0.93, .residual_same_name = 0.5},
    .credit_non_qualifying = {
        .weight = securitised_weight, .threshold = securitised_threshold, .vega_weight = securitised_vega,
        .vega_threshold = securitised_vega_threshold, .within = securitised_within, .between = securitised_between,
        .same_name = 0.82, .residual_same_name = 0.5},
    .equity = {
        .weight = equity_weight, .threshold = equity_threshold, .vega_weight = equity_vega,
        .vega_threshold = equity_vega_threshold, .within = equity_within, .between = equity_between,
        .volatility_ratio = 0.58},
    .commodity = {
        .weight = commodity_weight, .threshold = commodity_threshold, .vega_weight = commodity_vega,
        .vega_threshold = commodity_vega_threshold, .within = commodity_within, .between = commodity_between,
        .volatility_ratio = 0.69, .has_residual = false},
    .base_correlation_weight = 10, .base_correlation = 0.24,
    .exchange = {
        .high_volatility = high_volatility, .significant = significant, .frequent = frequent,
        .weight = {{7.4, 13.6}, {13.6, 14.6}},
        .correlation = {{{0.5, 0.27}, {0.27, 0.42}}, {{0.85, 0.54}, {0.54, 0.5}}},
        .threshold = {5100, 1200, 190}, .vega_threshold = {2800, 1300, 550, 490, 310, 200},
        .vega_weight = 0.47, .volatility_ratio = 0.52, .vega_correlation = 0.5},
    // rates, credit qualifying, credit non-qualifying, equity, commodity, FX
    .classes = {1, 0.29, 0.13, 0.28, 0.46, 0.32,
                0.29, 1, 0.54, 0.71, 0.52, 0.38,
                0.13, 0.54, 1, 0.46, 0.41, 0.12,
                0.28, 0.71, 0.46, 1, 0.49, 0.35,
                0.46, 0.52, 0.41, 0.49, 1, 0.41,
                0.32, 0.38, 0.12, 0.35, 0.41, 1}};

}  // namespace

const SimmParameters& simm_2_5a() { return parameters; }

}  // namespace snell
// clang-format on
