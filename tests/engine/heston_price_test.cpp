#include <gtest/gtest.h>

#include <array>

#include "engine/greeks.h"
#include "engine/price.h"
#include "engine/tbb_backend.h"
#include "models/heston_formula.h"
#include "models/merton_formula.h"
#include "tests/engine/slopes_of.h"
#include "tests/models/heston_worlds.h"

namespace snell {
namespace {

using D = Dual<double, 8>;

/// 1 in 9,000 for Student's t with 63 degrees of freedom, two sides.
constexpr double sigmas = 4.1;

Settings settings_of(Sampler sampler, std::int64_t paths, int steps) {
    Settings settings;
    settings.sampler = sampler;
    settings.replicates = 64;
    settings.paths = paths;
    settings.steps = steps;
    return settings;
}

European call(double strike, Years maturity, int asset = 0) {
    return {asset, OptionType::call, strike, maturity};
}

/// What a simulated number may be off: its error and, as the order is at least 1, not more than what the last
/// halving of the steps changed (with the error of that).
double allowance(const Estimate& fine, const Estimate& coarse) {
    return sigmas * (fine.std_error + coarse.std_error) + abs(fine.value - coarse.value);
}

void expect_formula_price(const Heston<double>& model, const European& option, int steps) {
    const TbbBackend backend(2);
    const Estimate fine =
        price(backend, model, option, settings_of(Sobol{.seed = 1}, 1 << 16, steps)).estimate;
    const Estimate coarse =
        price(backend, model, option, settings_of(Sobol{.seed = 1}, 1 << 16, steps / 2)).estimate;
    const double expected = HestonFormula<double>(model, option.asset, option.maturity)
                                .option(sign_of(option.type), option.strike);
    EXPECT_NEAR(fine.value, expected, allowance(fine, coarse));
    EXPECT_LT(allowance(fine, coarse), 1.0);  // of a spot of 100: a test that says something
}

TEST(HestonPrice, agrees_with_the_formula_in_published_worlds) {
    expect_formula_price(lewis.model<double>(), call(100.0, 1.0), 16);
    expect_formula_price(fang_oosterlee.model<double>(), call(100.0, 1.0), 16);
    expect_formula_price(broadie_kaya_1.model<double>(), call(100.0, 1.0), 16);
    expect_formula_price(broadie_kaya_2.model<double>(), call(100.0, 5.0), 40);
}

TEST(HestonPrice, agrees_with_the_formula_in_andersens_hard_worlds) {
    expect_formula_price(andersen_1.model<double>(), call(60.0, 10.0), 80);
    expect_formula_price(andersen_2.model<double>(), call(60.0, 15.0), 60);
    expect_formula_price(andersen_3.model<double>(), call(100.0, 5.0), 40);
}

TEST(HestonPrice, converges_faster_than_first_order_in_the_step) {
    const TbbBackend backend(2);
    const Heston<double> model = lewis.model<double>();
    const double expected = HestonFormula<double>(model, 0, 1.0).option(1.0, 100.0);
    std::array<double, 4> bias{};
    for (std::size_t i = 0; i < bias.size(); ++i) {
        const Estimate found =
            price(backend, model, call(100.0, 1.0), settings_of(Sobol{.seed = 11}, 1 << 20, 1 << i)).estimate;
        bias[i] = abs(found.value - expected);
        // An error of a tenth of the bias moves the fitted order by less than 0.1.
        EXPECT_LT(found.std_error, 0.1 * bias[i]) << (1 << i);
    }
    // Least squares of log2 bias on log2 steps, at 0, 1, 2, 3.
    const double order = -(1.5 * (log(bias[3]) - log(bias[0])) + 0.5 * (log(bias[2]) - log(bias[1]))) /
                         (5.0 * 0.69314718055994531);
    EXPECT_GT(order, 1.5);  // measured 1.85 +- 0.02
}

TEST(HestonPrice, controls_leave_the_mean_and_shrink_the_error) {
    const TbbBackend backend(2);
    const Heston<double> model = lewis.model<double>();
    Asian asian;
    asian.strike = 100.0;
    asian.fixings = {0.25, 0.5, 0.75, 1.0};
    for (const Product& product : {Product(call(100.0, 1.0)), Product(asian)}) {
        Settings settings = settings_of(Philox{.seed = 3}, 1 << 16, 16);
        const Estimate with = price(backend, model, product, settings).estimate;
        settings.controls = false;
        const Estimate without = price(backend, model, product, settings).estimate;
        EXPECT_NEAR(with.value, without.value, sigmas * without.std_error);
        // Measured variance ratio 12; errors from 64 replicates are themselves off by 9 % each.
        EXPECT_LT(with.std_error, without.std_error / 2.5);
    }
}

TEST(HestonPrice, assets_of_a_basket_have_their_own_prices) {
    Heston<double> model = lewis.model<double>();
    model.market.assets.push_back({"other", 80.0, Curve<double>(0.0), std::nullopt});
    model.market.correlation = Matrix<double>(2);
    model.market.correlation(0, 1) = model.market.correlation(1, 0) = 0.6;
    model.terms.push_back({0.05, 2.0, 0.06, 0.4, -0.3});
    expect_formula_price(model, call(100.0, 1.0, 0), 16);
    expect_formula_price(model, call(80.0, 1.0, 1), 16);
}

TEST(BatesPrice, agrees_with_the_formula) {
    Heston<double> model = broadie_kaya_1.model<double>();
    model.jumps = {Jumps<double>{0.5, -0.1, 0.15}};
    expect_formula_price(model, call(100.0, 1.0), 16);
    expect_formula_price(model, {0, OptionType::put, 85.0, 1.0}, 16);
}

/// The formula's Greeks by the names that the engine gives them.
double formula_greek(const std::string& name) {
    const HestonFormula<D> formula(lewis.model<D>(), 0, 1.0);
    const D option = formula.option(1.0, 100.0);
    if (name == "gamma") return formula.gamma(100.0).value;
    if (name == "theta") {
        Heston<D> tomorrow(lewis.model<double>());
        tomorrow.market.today.slope[0] = 1.0;
        return HestonFormula<D>(tomorrow, 0, 1.0).option(1.0, 100.0).slope[0];
    }
    const std::vector<std::string> names{"delta",   "rho",     "d_dividend", "d_v0",
                                         "d_kappa", "d_theta", "d_xi",       "d_rho"};
    const auto at = std::find(names.begin(), names.end(), name) - names.begin();
    EXPECT_LT(at, 8) << name;
    return option.slope[at];
}

TEST(HestonGreeks, pathwise_agree_with_the_formula) {
    const TbbBackend backend(2);
    const Heston<double> model = lewis.model<double>();
    const auto fine = greeks(backend, model, call(100.0, 1.0), settings_of(Sobol{.seed = 5}, 1 << 16, 16));
    const auto coarse = greeks(backend, model, call(100.0, 1.0), settings_of(Sobol{.seed = 5}, 1 << 16, 8));
    ASSERT_EQ(fine.size(), 10u);
    for (std::size_t i = 0; i < fine.size(); ++i)
        EXPECT_NEAR(fine[i].estimate.value, formula_greek(fine[i].name),
                    allowance(fine[i].estimate, coarse[i].estimate))
            << fine[i].name;
}

Heston<Slope> lewis_with_slopes(int group) {
    Heston<Slope> model(lewis.model<double>());
    HestonTerms<Slope>& own = model.terms[0];
    Slope* const cells[2][5] = {{&model.market.assets[0].spot, &own.v0, &own.kappa, &own.theta, &own.xi},
                                {&own.rho, &model.market.rate.quotes[0],
                                 &model.market.assets[0].dividend.quotes[0], &model.market.today, nullptr}};
    for (int p = 0; p < 5; ++p)
        if (cells[group][p]) cells[group][p]->slope[p] = 1.0;
    return model;
}

TEST(HestonGreeks, likelihood_ratios_agree_with_the_formula) {
    const TbbBackend backend(2);
    const std::vector<std::vector<std::string>> names{
        {"delta", "d_v0", "d_kappa", "d_theta", "d_xi", "gamma"}, {"d_rho", "rho", "d_dividend", "theta"}};
    for (int group = 0; group < 2; ++group) {
        const auto run = [&](int steps) {
            const Settings settings = settings_of(Sobol{.seed = 8}, 1 << 16, steps);
            const auto grid = grid_for(lewis.model<double>(), call(100.0, 1.0), steps);
            return slopes_of(backend, lewis_with_slopes(group), call(100.0, 1.0), settings, grid,
                             SlopeMethod::likelihood_ratio, group == 0 ? 0 : -1);
        };
        const auto fine = run(16), coarse = run(8);
        for (std::size_t i = 0; i < names[static_cast<std::size_t>(group)].size(); ++i) {
            const std::string& name = names[static_cast<std::size_t>(group)][i];
            EXPECT_NEAR(fine[i].value, formula_greek(name), allowance(fine[i], coarse[i])) << name;
            EXPECT_GT(fine[i].std_error, 0.0) << name;
        }
    }
}

TEST(HestonGreeks, of_a_digital_agree_with_the_formula) {
    const TbbBackend backend(2);
    const Heston<double> model = lewis.model<double>();
    Digital digital;
    digital.strike = 100.0;
    digital.maturity = 1.0;
    const auto run = [&](int steps) {
        return greeks(backend, model, digital, settings_of(Sobol{.seed = 5}, 1 << 16, steps));
    };
    const D expected = HestonFormula<D>(lewis.model<D>(), 0, 1.0).digital(1.0, 100.0);
    const std::vector<std::string> names{"delta",   "rho",     "d_dividend", "d_v0",
                                         "d_kappa", "d_theta", "d_xi",       "d_rho"};
    const auto fine = run(16), coarse = run(8);
    int seen = 0;
    for (std::size_t i = 0; i < fine.size(); ++i) {
        const auto at = std::find(names.begin(), names.end(), fine[i].name) - names.begin();
        if (at == 8) continue;  // gamma, theta
        EXPECT_EQ(fine[i].method, "likelihood ratio");
        EXPECT_NEAR(fine[i].estimate.value, expected.slope[at],
                    allowance(fine[i].estimate, coarse[i].estimate))
            << fine[i].name;
        ++seen;
    }
    EXPECT_EQ(seen, 8);
}

TEST(HestonGreeks, have_the_same_bits_in_every_instruction_set) {
    const auto grid = grid_for(lewis.model<double>(), call(100.0, 1.0), 8);
    std::vector<std::vector<double>> found;
    for (Isa isa : {Isa::scalar, Isa::avx2, Isa::automatic}) {
        const auto slopes =
            slopes_of(TbbBackend(2, isa), lewis_with_slopes(0), call(100.0, 1.0),
                      settings_of(Philox{.seed = 2}, 1 << 12, 8), grid, SlopeMethod::likelihood_ratio, 0);
        std::vector<double>& values = found.emplace_back();
        for (const Estimate& each : slopes) values.push_back(each.value);
    }
    EXPECT_EQ(found[0], found[1]);
    EXPECT_EQ(found[0], found[2]);
}

TEST(MertonGreeks, agree_with_the_series_by_either_method) {
    const TbbBackend backend(2);
    BlackScholes<double> model;
    model.market = lewis.model<double>().market;
    model.volatility = {Curve<double>(0.2)};
    const Jumps<double> plain{0.6, -0.15, 0.25};
    model.jumps = {plain};

    Jumps<D> jumps(plain);
    D spot(100.0), volatility(0.2);
    spot.slope[0] = volatility.slope[1] = jumps.intensity.slope[2] = 1.0;
    jumps.log_mean.slope[3] = jumps.log_std.slope[4] = 1.0;
    const D expected =
        exp(-0.01) * merton(D(1.0), spot * exp(-0.01), D(100.0), volatility * volatility, jumps, D(1.0));

    BlackScholes<Slope> with(model);
    with.market.assets[0].spot.slope[0] = with.volatility[0].quotes[0].slope[1] = 1.0;
    auto& moved = std::get<Jumps<Slope>>(*with.jumps[0]);
    moved.intensity.slope[2] = moved.log_mean.slope[3] = moved.log_std.slope[4] = 1.0;
    for (SlopeMethod method : {SlopeMethod::pathwise, SlopeMethod::likelihood_ratio}) {
        const auto found = slopes_of(backend, with, call(100.0, 1.0),
                                     settings_of(Sobol{.seed = 4}, 1 << 16, 0), {1.0}, method, 0);
        for (std::size_t p = 0; p < 5; ++p)
            EXPECT_NEAR(found[p].value, expected.slope[p], sigmas * found[p].std_error)
                << p << " by method " << static_cast<int>(method);
    }
    const Estimate value =
        price(backend, model, call(100.0, 1.0), settings_of(Sobol{.seed = 4}, 1 << 16, 0)).estimate;
    EXPECT_NEAR(value.value, expected.value, sigmas * value.std_error);
}

}  // namespace
}  // namespace snell
