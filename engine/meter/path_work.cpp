#include "engine/meter/path_work.h"

#include <numeric>

#include "engine/build.h"

namespace snell::meter {
namespace {

constexpr Years year = 1.0;

Market<double> market(int assets) {
    Market<double> market;
    market.rate = Curve<double>(rate);
    market.correlation = Matrix<double>(assets);
    for (int i = 0; i < assets; ++i) {
        market.assets.push_back(
            {"asset_" + std::to_string(i + 1), spot, Curve<double>(dividend), std::nullopt});
        for (int j = 0; j < i; ++j) market.correlation(i, j) = market.correlation(j, i) = correlation;
    }
    return market;
}

std::vector<Years> fixings(int count) {
    std::vector<Years> times;
    for (int i = 1; i <= count; ++i) times.push_back(static_cast<double>(day_of(i, count)) / days);
    return times;
}

Basket basket(int assets) {
    Basket basket{.assets = {},
                  .weights = std::vector<double>(static_cast<std::size_t>(assets), 1.0 / assets),
                  .strike = strike,
                  .maturity = year};
    basket.assets.resize(static_cast<std::size_t>(assets));
    std::iota(basket.assets.begin(), basket.assets.end(), 0);
    return basket;
}

}  // namespace

Model model_of(const PathWork& work) {
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

Product product_of(const PathWork& work) {
    if (work.kind == Kind::asian) return Asian{.strike = strike, .fixings = fixings(work.steps)};
    if (work.kind == Kind::basket) return basket(work.assets);
    return European{.strike = strike, .maturity = year};
}

Walk<double> walk_of(const PathWork& work, const Sampler& sampler) {
    Settings settings;
    settings.sampler = sampler;
    const Model model = model_of(work);
    const Product product = product_of(work);
    return build_walk(model, product, {}, settings, grid_for(model, product, work.steps));
}

}  // namespace snell::meter
