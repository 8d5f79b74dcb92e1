#pragma once
#include <vector>

#include "engine/build.h"

namespace snell {

/// Control variates for a product under a model: related payoffs whose expectation is known in closed form
/// (geometric Asian, European).  Never the product itself under the same model.  Under stochastic volatility
/// they are read off a lognormal twin of the asset, which moves by the same Brownian increments with the
/// expected variance.  `grid` is the one that is simulated on [years].
std::vector<Control> controls_for(const Model& model, const Product& product, const std::vector<Years>& grid);

}  // namespace snell
