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

}  // namespace snell
