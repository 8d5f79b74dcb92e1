#pragma once
#include <optional>
#include <vector>

#include "engine/xva/xva.h"

namespace snell {

/// What each position that holds an option is worth today by the model that is simulated, in base currency:
/// what its exposures start at.  It differs from the market's value where the model is not calibrated to the
/// option: a cap in a model that meets swaptions.  Nothing for the other positions, on which the two agree,
/// and for one that the model cannot value.
std::vector<std::optional<double>> option_values(const Book& book, const World& world,
                                                 const CrossAsset& model, const XvaSettings& settings);

/// What a position with early exercise is worth today by the model that is simulated, and what it may be off
/// by as its rule was regressed: between `low` and `high` (regression_bounds).  In base currency.
struct EarlyValue {
    int position = 0;
    double value = 0.0;
    Estimate low = {}, high = {};
    std::string fault = {};  ///< why the model cannot value it; empty: it can
};

/// Of all positions with early exercise.
std::vector<EarlyValue> early_values(const Book& book, const World& world, const CrossAsset& model,
                                     const XvaSettings& settings);

}  // namespace snell
