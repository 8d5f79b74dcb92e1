#pragma once
#include <string>
#include <vector>

#include "models/cross_asset.h"
#include "models/cross_asset_terms.h"
#include "models/lgm_option.h"
#include "models/world.h"

namespace snell {

/// How well the model prices one quote that it was fitted to.
struct CalibrationRow {
    std::string kind;                  ///< "swaption", "fx option", "equity option"
    std::string name;                  ///< "EUR", "USDEUR", "SP5"
    std::string label;                 ///< "1Y x 19Y"
    double market = 0.0, model = 0.0;  ///< price per unit nominal, or implied volatility of an option
    double residual() const { return model - market; }
};

struct CalibrationReport {
    std::vector<CalibrationRow> rows;
    std::vector<std::string> warnings;  ///< what could not be met, or is not there, in words
};

struct Calibration {
    CrossAsset model;
    CalibrationReport report;
};

/// The model of a world as configured: in the order of world.currencies and world.equities, parameters that
/// are to be calibrated bootstrapped, one piece for each expiry of a quote.
///
/// A currency without terms, or that the world could not build, stands still (zero volatility; flat curve at
/// 0 if it has none) with a warning.  Correlations that are not given are 0.  A quote that would need a
/// negative variance gets none for its piece, and a warning. Throws std::invalid_argument if the world has no
/// currency, InputError E306 for impossible correlations.
Calibration calibrate(const World& world, const CrossAssetTerms& terms);

/// Payer swap of a quote as flows certain today.  A floating coupon is worth spread P(t, start) - P(t, pay):
/// its growth is that of the discount curve times a factor that stays what it is today.
std::vector<FixedFlow> payer_swap_flows(const SwaptionQuote& quote, const DailyCurve& discount);

/// alpha, or sigma, bootstrapped so that the model prices every payer swaption; quotes after the first on an
/// expiry are left out.  Adds a row for each quote.
Lgm calibrate_lgm(const CurrencyMarket& market, const LgmTerms& terms, CalibrationReport& report);

}  // namespace snell
