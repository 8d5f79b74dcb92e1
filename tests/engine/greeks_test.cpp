#include "engine/greeks.h"

#include <gtest/gtest.h>

#include <map>

#include "tests/engine/worlds.h"

namespace snell {
namespace {

std::map<std::string, Greek> greeks_of(const Model& model, const Product& product,
                                       std::int64_t paths = 1 << 16) {
    const TbbBackend backend;
    std::map<std::string, Greek> found;
    for (Greek& g : greeks(backend, model, product, worlds::settings(paths)))
        found.emplace(g.name, std::move(g));
    return found;
}

void expect_near(const Greek& greek, double truth) {
    EXPECT_NEAR(greek.estimate.value, truth, 4.0 * greek.estimate.std_error) << greek.name;
    EXPECT_GT(greek.estimate.std_error, 0.0) << greek.name;
}

class EuropeanGreeks : public testing::TestWithParam<double> {};

TEST_P(EuropeanGreeks, agree_with_black_and_scholes) {
    const double sign = GetParam();
    const worlds::BlackScholesFormula f{sign, 100.0, 105.0, 0.05, 0.02, 0.3, 1.5};
    const European option{0, sign > 0.0 ? OptionType::call : OptionType::put, f.strike, f.maturity};
    auto found = greeks_of(worlds::black_scholes(f.spot, f.rate, f.dividend, f.volatility), option);
    expect_near(found.at("delta"), f.delta());
    expect_near(found.at("gamma"), f.gamma());
    expect_near(found.at("vega"), f.vega());
    expect_near(found.at("rho"), f.rho());
    expect_near(found.at("theta"), f.theta());
    expect_near(found.at("d_dividend"), f.dividend_rho());
    EXPECT_EQ(found.at("delta").method, "pathwise");
    EXPECT_EQ(found.at("gamma").method, "pathwise x likelihood ratio");
}
INSTANTIATE_TEST_SUITE_P(CallAndPut, EuropeanGreeks, testing::Values(1.0, -1.0));

TEST(Greeks, buckets_of_a_volatility_curve_add_up_to_its_parallel_vega) {
    BlackScholes<double> model = worlds::black_scholes(100.0, 0.02, 0.0, 0.2);
    model.volatility = {Curve<double>({0.5, 1.0, 2.0}, {0.2, 0.22, 0.25})};
    const Asian asian{0,     OptionType::call, Asian::Average::arithmetic, Asian::Strike::fixed,
                      100.0, {0.25, 0.75, 1.5}};
    auto found = greeks_of(model, asian);
    const double sum = found.at("vega@0.5").estimate.value + found.at("vega@1").estimate.value +
                       found.at("vega@2").estimate.value;
    // The same paths carry all slopes, so the sum holds to rounding.
    EXPECT_NEAR(sum, found.at("vega").estimate.value, 1e-9 * std::fabs(sum));
}

TEST(Greeks, correlation_slope_of_independent_assets_is_nought) {
    BlackScholes<double> model = worlds::black_scholes(100.0, 0.02, 0.0, 0.2);
    model.market.assets.push_back({"other", 90.0, Curve<double>(0.0), std::nullopt});
    model.volatility.push_back(Curve<double>(0.3));
    model.market.correlation = Matrix<double>(2);
    model.market.correlation(0, 1) = model.market.correlation(1, 0) = 0.5;
    auto found = greeks_of(model, European{1, OptionType::call, 95.0, 1.0});
    const worlds::BlackScholesFormula f{1.0, 90.0, 95.0, 0.02, 0.0, 0.3, 1.0};
    expect_near(found.at("delta[other]"), f.delta());
    expect_near(found.at("gamma[other]"), f.gamma());
    expect_near(found.at("vega[other]"), f.vega());
    EXPECT_EQ(found.at("delta[asset]").estimate.value, 0.0);
    EXPECT_NEAR(found.at("d_correlation[1,2]").estimate.value, 0.0,
                4.0 * found.at("d_correlation[1,2]").estimate.std_error);
}

}  // namespace
}  // namespace snell
