#include "bench/peers/snell_walk.h"

#include "engine/build.h"

namespace snell::peers {
namespace {

constexpr Years year = 1.0;

snell::Market<double> market(int assets) {
    snell::Market<double> market;
    market.rate = Curve<double>(rate);
    market.correlation = Matrix<double>(assets);
    for (int i = 0; i < assets; ++i) {
        market.assets.push_back(
            {"asset_" + std::to_string(i + 1), spot, Curve<double>(dividend), std::nullopt});
        for (int j = 0; j < i; ++j) market.correlation(i, j) = market.correlation(j, i) = correlation;
    }
    return market;
}

std::vector<Years> fixings() {
    std::vector<Years> times;
    for (int i = 1; i <= steps; ++i) times.push_back(static_cast<double>(fixing_day(i)) / days);
    return times;
}

}  // namespace

Model model_of(const Work& work) {
    if (work.kind == Kind::heston) {
        const Variance& v = work.variance;
        Heston<double> model;
        model.market = market(work.assets);
        model.terms = {{v.v0, v.kappa, v.theta, v.xi, v.rho}};
        return model;
    }
    BlackScholes<double> model;
    model.market = market(work.assets);
    model.volatility.assign(static_cast<std::size_t>(work.assets), Curve<double>(volatility));
    return model;
}

Product product_of(const Work& work) {
    if (work.kind == Kind::asian) return Asian{.strike = strike, .fixings = fixings()};
    if (work.kind == Kind::basket)
        return Basket{.assets = {0, 1, 2, 3, 4},
                      .weights = std::vector<double>(basket_assets, 1.0 / basket_assets),
                      .strike = strike,
                      .maturity = year};
    return European{.strike = strike, .maturity = year};
}

Walk<double> walk_of(const Work& work, const Settings& settings) {
    const Model model = model_of(work);
    const Product product = product_of(work);
    return build_walk(model, product, {}, settings, grid_for(model, product, steps));
}

}  // namespace snell::peers
