#include "engine/capital/simm_parameters.h"

/// ISDA SIMM Methodology, version 2.6 (ISDA, effective 2 December 2023), sections D to K: margin period of
/// ten days.  Rows of matrices are in the order of the document.
// clang-format off
namespace snell {
namespace {

constexpr std::string_view well_traded[] = {"USD", "EUR", "GBP"};
constexpr std::string_view less_well_traded[] = {"CHF", "AUD", "NZD", "CAD", "SEK", "NOK", "DKK", "HKD", "KRW", "SGD", "TWD"};
constexpr std::string_view low_volatility[] = {"JPY"};
constexpr std::string_view high_volatility[] = {"BRL", "RUB", "TRY"};
constexpr std::string_view significant[] = {"USD", "EUR", "JPY", "GBP", "AUD", "CHF", "CAD"};
constexpr std::string_view frequent[] = {"BRL", "CNY", "HKD", "INR", "KRW", "MXN", "NOK", "NZD", "RUB", "SEK", "SGD", "TRY", "ZAR"};

// Credit qualifying: 12 buckets and the residual.
constexpr double credit_weight[] = {75, 90, 84, 54, 62, 48, 185, 343, 255, 250, 214, 173, 343};
constexpr double credit_threshold[] = {1, 0.17, 0.17, 0.17, 0.17, 0.17, 1, 0.17, 0.17, 0.17, 0.17, 0.17, 0.17};
constexpr double credit_vega[] = {0.76, 0.76, 0.76, 0.76, 0.76, 0.76, 0.76, 0.76, 0.76, 0.76, 0.76, 0.76, 0.76};
constexpr double credit_vega_threshold[] = {360, 360, 360, 360, 360, 360, 360, 360, 360, 360, 360, 360, 360};
constexpr double credit_within[] = {0.46, 0.46, 0.46, 0.46, 0.46, 0.46, 0.46, 0.46, 0.46, 0.46, 0.46, 0.46, 0.5};
constexpr double credit_between[] = {
    1, 0.38, 0.38, 0.35, 0.37, 0.34, 0.42, 0.32, 0.34, 0.33, 0.34, 0.33,
    0.38, 1, 0.48, 0.46, 0.48, 0.46, 0.39, 0.4, 0.41, 0.41, 0.43, 0.4,
    0.38, 0.48, 1, 0.5, 0.51, 0.5, 0.4, 0.39, 0.45, 0.44, 0.47, 0.42,
    0.35, 0.46, 0.5, 1, 0.5, 0.5, 0.37, 0.37, 0.41, 0.43, 0.45, 0.4,
    0.37, 0.48, 0.51, 0.5, 1, 0.5, 0.39, 0.38, 0.43, 0.43, 0.46, 0.42,
    0.34, 0.46, 0.5, 0.5, 0.5, 1, 0.37, 0.35, 0.39, 0.41, 0.44, 0.41,
    0.42, 0.39, 0.4, 0.37, 0.39, 0.37, 1, 0.33, 0.37, 0.37, 0.35, 0.35,
    0.32, 0.4, 0.39, 0.37, 0.38, 0.35, 0.33, 1, 0.36, 0.37, 0.37, 0.36,
    0.34, 0.41, 0.45, 0.41, 0.43, 0.39, 0.37, 0.36, 1, 0.41, 0.4, 0.38,
    0.33, 0.41, 0.44, 0.43, 0.43, 0.41, 0.37, 0.37, 0.41, 1, 0.41, 0.39,
    0.34, 0.43, 0.47, 0.45, 0.46, 0.44, 0.35, 0.37, 0.4, 0.41, 1, 0.4,
    0.33, 0.4, 0.42, 0.4, 0.42, 0.41, 0.35, 0.36, 0.38, 0.39, 0.4, 1};

// Credit non-qualifying: 2 buckets and the residual.
constexpr double securitised_weight[] = {280, 1300, 1300};
constexpr double securitised_threshold[] = {9.5, 0.5, 0.5};
constexpr double securitised_vega[] = {0.76, 0.76, 0.76};
constexpr double securitised_vega_threshold[] = {70, 70, 70};
constexpr double securitised_within[] = {0.32, 0.32, 0.5};
constexpr double securitised_between[] = {1, 0.43, 0.43, 1};

// Equity: 12 buckets and the residual.
constexpr double equity_weight[] = {30, 33, 36, 29, 26, 25, 34, 28, 36, 50, 19, 19, 50};
constexpr double equity_threshold[] = {3, 3, 3, 3, 12, 12, 12, 12, 0.64, 0.37, 810, 810, 0.37};
constexpr double equity_vega[] = {0.45, 0.45, 0.45, 0.45, 0.45, 0.45, 0.45, 0.45, 0.45, 0.45, 0.45, 0.96, 0.45};
constexpr double equity_vega_threshold[] = {210, 210, 210, 210, 1300, 1300, 1300, 1300, 39, 190, 6400, 6400, 39};
constexpr double equity_within[] = {0.18, 0.2, 0.28, 0.24, 0.25, 0.36, 0.35, 0.37, 0.23, 0.27, 0.45, 0.45, 0};
constexpr double equity_between[] = {
    1, 0.18, 0.19, 0.19, 0.14, 0.16, 0.15, 0.16, 0.18, 0.12, 0.19, 0.19,
    0.18, 1, 0.22, 0.21, 0.15, 0.18, 0.17, 0.19, 0.2, 0.14, 0.21, 0.21,
    0.19, 0.22, 1, 0.22, 0.13, 0.16, 0.18, 0.17, 0.22, 0.13, 0.2, 0.2,
    0.19, 0.21, 0.22, 1, 0.17, 0.22, 0.22, 0.23, 0.22, 0.17, 0.26, 0.26,
    0.14, 0.15, 0.13, 0.17, 1, 0.29, 0.26, 0.29, 0.14, 0.24, 0.32, 0.32,
    0.16, 0.18, 0.16, 0.22, 0.29, 1, 0.34, 0.36, 0.17, 0.3, 0.39, 0.39,
    0.15, 0.17, 0.18, 0.22, 0.26, 0.34, 1, 0.33, 0.16, 0.28, 0.36, 0.36,
    0.16, 0.19, 0.17, 0.23, 0.29, 0.36, 0.33, 1, 0.17, 0.29, 0.4, 0.4,
    0.18, 0.2, 0.22, 0.22, 0.14, 0.17, 0.16, 0.17, 1, 0.13, 0.21, 0.21,
    0.12, 0.14, 0.13, 0.17, 0.24, 0.3, 0.28, 0.29, 0.13, 1, 0.3, 0.3,
    0.19, 0.21, 0.2, 0.26, 0.32, 0.39, 0.36, 0.4, 0.21, 0.3, 1, 0.45,
    0.19, 0.21, 0.2, 0.26, 0.32, 0.39, 0.36, 0.4, 0.21, 0.3, 0.45, 1};

// Commodities: 17 buckets.
constexpr double commodity_weight[] = {48, 29, 33, 25, 35, 30, 60, 52, 68, 63, 21, 21, 15, 16, 13, 68, 17};
constexpr double commodity_threshold[] = {310, 2100, 1700, 1700, 1700, 2800, 2800, 2700, 2700, 52, 530, 1300, 100, 100, 100, 52, 4000};
constexpr double commodity_vega[] = {0.55, 0.55, 0.55, 0.55, 0.55, 0.55, 0.55, 0.55, 0.55, 0.55, 0.55, 0.55, 0.55, 0.55, 0.55, 0.55, 0.55};
constexpr double commodity_vega_threshold[] = {390, 2900, 310, 310, 310, 6300, 6300, 1200, 1200, 120, 390, 1300, 590, 590, 590, 69, 69};
constexpr double commodity_within[] = {0.83, 0.97, 0.93, 0.97, 0.98, 0.9, 0.98, 0.49, 0.8, 0.46, 0.58, 0.53, 0.62, 0.16, 0.18, 0, 0.38};
constexpr double commodity_between[] = {
    1, 0.22, 0.18, 0.21, 0.2, 0.24, 0.49, 0.16, 0.38, 0.14, 0.1, 0.02, 0.12, 0.11, 0.02, 0, 0.17,
    0.22, 1, 0.92, 0.9, 0.88, 0.25, 0.08, 0.19, 0.17, 0.17, 0.42, 0.28, 0.36, 0.27, 0.2, 0, 0.64,
    0.18, 0.92, 1, 0.87, 0.84, 0.16, 0.07, 0.15, 0.1, 0.18, 0.33, 0.22, 0.27, 0.23, 0.16, 0, 0.54,
    0.21, 0.9, 0.87, 1, 0.77, 0.19, 0.11, 0.18, 0.16, 0.14, 0.32, 0.22, 0.28, 0.22, 0.11, 0, 0.58,
    0.2, 0.88, 0.84, 0.77, 1, 0.19, 0.09, 0.12, 0.13, 0.18, 0.42, 0.34, 0.32, 0.29, 0.13, 0, 0.59,
    0.24, 0.25, 0.16, 0.19, 0.19, 1, 0.31, 0.62, 0.23, 0.1, 0.21, 0.05, 0.18, 0.1, 0.08, 0, 0.28,
    0.49, 0.08, 0.07, 0.11, 0.09, 0.31, 1, 0.21, 0.79, 0.17, 0.1, -0.08, 0.1, 0.07, -0.02, 0, 0.13,
    0.16, 0.19, 0.15, 0.18, 0.12, 0.62, 0.21, 1, 0.16, 0.08, 0.13, -0.07, 0.07, 0.05, 0.02, 0, 0.19,
    0.38, 0.17, 0.1, 0.16, 0.13, 0.23, 0.79, 0.16, 1, 0.15, 0.09, -0.06, 0.06, 0.06, 0.01, 0, 0.16,
    0.14, 0.17, 0.18, 0.14, 0.18, 0.1, 0.17, 0.08, 0.15, 1, 0.16, 0.09, 0.14, 0.09, 0.03, 0, 0.11,
    0.1, 0.42, 0.33, 0.32, 0.42, 0.21, 0.1, 0.13, 0.09, 0.16, 1, 0.36, 0.3, 0.25, 0.18, 0, 0.37,
    0.02, 0.28, 0.22, 0.22, 0.34, 0.05, -0.08, -0.07, -0.06, 0.09, 0.36, 1, 0.2, 0.18, 0.11, 0, 0.26,
    0.12, 0.36, 0.27, 0.28, 0.32, 0.18, 0.1, 0.07, 0.06, 0.14, 0.3, 0.2, 1, 0.28, 0.19, 0, 0.39,
    0.11, 0.27, 0.23, 0.22, 0.29, 0.1, 0.07, 0.05, 0.06, 0.09, 0.25, 0.18, 0.28, 1, 0.13, 0, 0.26,
    0.02, 0.2, 0.16, 0.11, 0.13, 0.08, -0.02, 0.02, 0.01, 0.03, 0.18, 0.11, 0.19, 0.13, 1, 0, 0.21,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0,
    0.17, 0.64, 0.54, 0.58, 0.59, 0.28, 0.13, 0.19, 0.16, 0.11, 0.37, 0.26, 0.39, 0.26, 0.21, 0, 1};

constexpr SimmParameters parameters{
    .version = "2.6",
    .rates = {
        .well_traded = well_traded, .less_well_traded = less_well_traded, .low_volatility = low_volatility,
        // 2w, 1m, 3m, 6m, 1y, 2y, 3y, 5y, 10y, 15y, 20y, 30y
        .weight = {{{109, 105, 90, 71, 66, 66, 64, 60, 60, 61, 61, 67},
                    {15, 18, 9, 11, 13, 15, 19, 23, 23, 22, 22, 23},
                    {163, 109, 87, 89, 102, 96, 101, 97, 97, 102, 106, 101}}},
        .threshold = {330, 130, 61, 30}, .vega_threshold = {4900, 520, 970, 74},
        .tenors = {1, 0.77, 0.67, 0.59, 0.48, 0.39, 0.34, 0.3, 0.25, 0.23, 0.21, 0.2,
                   0.77, 1, 0.84, 0.74, 0.56, 0.43, 0.36, 0.31, 0.26, 0.21, 0.19, 0.19,
                   0.67, 0.84, 1, 0.88, 0.69, 0.55, 0.47, 0.4, 0.34, 0.27, 0.25, 0.25,
                   0.59, 0.74, 0.88, 1, 0.86, 0.73, 0.65, 0.57, 0.49, 0.4, 0.38, 0.37,
                   0.48, 0.56, 0.69, 0.86, 1, 0.94, 0.87, 0.79, 0.68, 0.6, 0.57, 0.55,
                   0.39, 0.43, 0.55, 0.73, 0.94, 1, 0.96, 0.91, 0.8, 0.74, 0.7, 0.69,
                   0.34, 0.36, 0.47, 0.65, 0.87, 0.96, 1, 0.97, 0.88, 0.81, 0.77, 0.76,
                   0.3, 0.31, 0.4, 0.57, 0.79, 0.91, 0.97, 1, 0.95, 0.9, 0.86, 0.85,
                   0.25, 0.26, 0.34, 0.49, 0.68, 0.8, 0.88, 0.95, 1, 0.97, 0.94, 0.94,
                   0.23, 0.21, 0.27, 0.4, 0.6, 0.74, 0.81, 0.9, 0.97, 1, 0.98, 0.97,
                   0.21, 0.19, 0.25, 0.38, 0.57, 0.7, 0.77, 0.86, 0.94, 0.98, 1, 0.99,
                   0.2, 0.19, 0.25, 0.37, 0.55, 0.69, 0.76, 0.85, 0.94, 0.97, 0.99, 1},
        .inflation_weight = 61, .basis_weight = 21, .vega_weight = 0.23, .volatility_ratio = 0.47,
        .sub_curves = 0.993, .inflation = 0.24, .basis = 0.04, .currencies = 0.32},
    .credit_qualifying = {
        .weight = credit_weight, .threshold = credit_threshold, .vega_weight = credit_vega,
        .vega_threshold = credit_vega_threshold, .within = credit_within, .between = credit_between,
        .same_name = 0.93, .residual_same_name = 0.5},
    .credit_non_qualifying = {
        .weight = securitised_weight, .threshold = securitised_threshold, .vega_weight = securitised_vega,
        .vega_threshold = securitised_vega_threshold, .within = securitised_within, .between = securitised_between,
        .same_name = 0.83, .residual_same_name = 0.5},
    .equity = {
        .weight = equity_weight, .threshold = equity_threshold, .vega_weight = equity_vega,
        .vega_threshold = equity_vega_threshold, .within = equity_within, .between = equity_between,
        .volatility_ratio = 0.6},
    .commodity = {
        .weight = commodity_weight, .threshold = commodity_threshold, .vega_weight = commodity_vega,
        .vega_threshold = commodity_vega_threshold, .within = commodity_within, .between = commodity_between,
        .volatility_ratio = 0.74, .has_residual = false},
    .base_correlation_weight = 10, .base_correlation = 0.29,
    .exchange = {
        .high_volatility = high_volatility, .significant = significant, .frequent = frequent,
        .weight = {{7.4, 14.7}, {14.7, 21.4}},
        .correlation = {{{0.5, 0.25}, {0.25, -0.05}}, {{0.88, 0.72}, {0.72, 0.5}}},
        .threshold = {3300, 880, 170}, .vega_threshold = {2800, 1400, 590, 520, 340, 210},
        .vega_weight = 0.48, .volatility_ratio = 0.57, .vega_correlation = 0.5},
    // rates, credit qualifying, credit non-qualifying, equity, commodity, FX
    .classes = {1, 0.04, 0.04, 0.07, 0.37, 0.14,
                0.04, 1, 0.54, 0.7, 0.27, 0.37,
                0.04, 0.54, 1, 0.46, 0.24, 0.15,
                0.07, 0.7, 0.46, 1, 0.35, 0.39,
                0.37, 0.27, 0.24, 0.35, 1, 0.35,
                0.14, 0.37, 0.15, 0.39, 0.35, 1}};

}  // namespace

const SimmParameters& simm_2_6() { return parameters; }

}  // namespace snell
// clang-format on
