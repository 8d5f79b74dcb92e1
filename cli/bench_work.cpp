#include "cli/bench_work.h"

namespace snell {
namespace {

constexpr double spot = 100.0, rate = 0.03, volatility = 0.2, correlation = 0.5;
constexpr int basket_assets = 5;

Market<double> market_of(int assets) {
    Market<double> market;
    market.rate = Curve<double>(rate);
    market.correlation = Matrix<double>(assets);
    for (int i = 0; i < assets; ++i) {
        market.assets.push_back({"asset_" + std::to_string(i + 1), spot, Curve<double>(0.0), std::nullopt});
        for (int j = 0; j < i; ++j) market.correlation(i, j) = market.correlation(j, i) = correlation;
    }
    return market;
}

BlackScholes<double> lognormal(int assets) {
    BlackScholes<double> model;
    model.market = market_of(assets);
    model.volatility.assign(static_cast<std::size_t>(assets), Curve<double>(volatility));
    return model;
}

Heston<double> heston() {
    Heston<double> model;
    model.market = market_of(1);
    model.terms = {{0.04, 1.5, 0.04, 0.5, -0.7}};
    return model;
}

std::vector<Years> every_day() {
    std::vector<Years> times;
    for (int i = 1; i <= bench_steps; ++i) times.push_back(static_cast<double>(i) / bench_steps);
    return times;
}

}  // namespace

std::vector<BenchWork> bench_works() {
    const European call{.strike = spot, .maturity = 1.0};
    const Basket basket{.assets = {0, 1, 2, 3, 4},
                        .weights = std::vector<double>(basket_assets, 1.0 / basket_assets),
                        .strike = spot,
                        .maturity = 1.0};
    return {{"gbm", "European call, Black-Scholes", lognormal(1), call, 1},
            {"asian", "arithmetic Asian call, fixed every day", lognormal(1),
             Asian{.strike = spot, .fixings = every_day()}, 1},
            {"heston", "European call, Heston", heston(), call, 1},
            {"basket5", "call on a basket of five, Black-Scholes", lognormal(basket_assets), basket,
             basket_assets}};
}

}  // namespace snell
