#pragma once
#include <string>
#include <vector>

#include "core/estimate.h"
#include "engine/backend.h"
#include "engine/build.h"

namespace snell {

/// One sensitivity of a price.
struct Greek {
    std::string
        name;  ///< delta, gamma, vega, rho, theta, or d_PARAMETER; with the asset and pillar where several
    std::string unit;    ///< of the parameter
    std::string method;  ///< "pathwise", "likelihood ratio", "pathwise x likelihood ratio", "difference of
                         ///< pathwise", "difference of likelihood ratio"
    Estimate estimate;   ///< [payment currency per unit of the parameter]
};

/// All first-order Greeks of a product and gamma per asset, each with its standard error.  Greeks of a
/// continuous payoff are pathwise; of a discontinuous one by likelihood ratio.  Gamma is the likelihood ratio
/// of the pathwise delta, or, where a payoff reads today's spot itself (a level watched from today on) or the
/// law of a model's returns depends on it, a central difference of deltas at spots one percent above and
/// below.  Early exercise follows one rule, which a move of a parameter leaves as it is.
std::vector<Greek> greeks(const Backend& backend, const Model& model, const Product& product,
                          const Settings& settings);

}  // namespace snell
