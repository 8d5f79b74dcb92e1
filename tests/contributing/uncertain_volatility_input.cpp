#include "models/market/model_input.h"

namespace snell {

Model UncertainVolatilityInput::assemble(const Market<double>& market,
                                         const std::vector<UncertainVolatilityInput>& terms) {
    UncertainVolatility<double> model;
    model.market = market;
    for (const UncertainVolatilityInput& each : terms)
        model.coins.emplace_back(each.calm, each.wild, each.probability);
    return model;
}

}  // namespace snell
