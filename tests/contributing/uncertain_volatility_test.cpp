#include "tests/contributing/uncertain_volatility.h"

#include <gtest/gtest.h>

#include "core/black_formula.h"
#include "tests/contributing/book.h"
#include "tests/engine/slopes_of.h"
#include "tests/engine/underlyings.h"

namespace snell {
namespace {

UncertainVolatility<double> world(double calm, double wild, double probability) {
    UncertainVolatility<double> model;
    model.market = black_scholes(0.03, {{100.0, 0.01, 0.2}}).market;
    model.coins.emplace_back(calm, wild, probability);
    return model;
}

/// A mixture of two prices of Black (1976).
template <class P>
P closed_form(const UncertainVolatility<P>& model, const European& option) {
    const auto& [calm, wild, probability] = model.coins[0];
    const P forward = model.market.assets[0].spot * exp(model.market.drift(0, option.maturity));
    const P time = P(option.maturity) - model.market.today;
    const auto price = [&](const P& volatility) {
        return black(P(sign_of(option.type)), forward, P(option.strike), volatility * volatility * time);
    };
    return exp(-model.market.discounted(option.maturity)) *
           (probability * price(calm) + (P(1.0) - probability) * price(wild));
}

const European call{0, OptionType::call, 110.0, 1.5};

TEST(UncertainVolatility, keeps_the_forward) {
    const Estimate forward = priced(world(0.1, 0.5, 0.7), European{0, OptionType::call, 0.0, 1.5}, 1 << 16);
    EXPECT_TRUE(agrees(forward, 100.0 * exp(-0.01 * 1.5)));
}

TEST(UncertainVolatility, of_equal_sides_is_black_scholes_on_every_path) {
    const Asian asian{0,     OptionType::call, Asian::Average::arithmetic, Asian::Strike::fixed,
                      100.0, {0.5, 1.0, 1.5}};
    Settings settings = paths(1 << 12);
    settings.sampler = Philox{.seed = 3};  // whose normals do not depend on how many uniforms a step has
    settings.controls = false;
    const auto value = [&](const Model& model) {
        return price(TbbBackend(), model, asian, settings).estimate.value;
    };
    EXPECT_NEAR(value(world(0.2, 0.2, 0.4)), value(black_scholes(0.03, {{100.0, 0.01, 0.2}})), 1e-10);
}

TEST(UncertainVolatility, meets_the_mixture_of_black_and_scholes) {
    for (double strike : {80.0, 110.0, 150.0}) {
        const European option{0, OptionType::put, strike, 1.5};
        EXPECT_TRUE(agrees(priced(world(0.1, 0.5, 0.7), option), closed_form(world(0.1, 0.5, 0.7), option)))
            << strike;
    }
}

TEST(UncertainVolatility, tosses_one_coin_whatever_the_steps) {
    Settings settings = paths(1 << 16);
    settings.steps = 8;
    EXPECT_TRUE(agrees(price(TbbBackend(), world(0.1, 0.5, 0.7), call, settings).estimate,
                       closed_form(world(0.1, 0.5, 0.7), call)));
}

TEST(UncertainVolatility, has_the_greeks_of_the_mixture_by_either_method) {
    const UncertainVolatility<double> model = world(0.1, 0.5, 0.7);
    UncertainVolatility<Slope> moved(model);
    moved.market.assets[0].spot.slope[0] = 1.0;
    moved.coins[0].calm.slope[1] = 1.0;
    moved.coins[0].wild.slope[2] = 1.0;
    moved.coins[0].probability.slope[3] = 1.0;
    moved.market.today.slope[4] = 1.0;
    const Slope expected = closed_form(moved, call);
    for (SlopeMethod method : {SlopeMethod::pathwise, SlopeMethod::likelihood_ratio}) {
        const auto found = slopes_of(TbbBackend(), moved, call, paths(1 << 16), {0.75, 1.5}, method, 0);
        for (std::size_t p = 0; p < 5; ++p)
            EXPECT_TRUE(agrees(found[p], expected.slope[p])) << p << " by " << static_cast<int>(method);
    }
    const auto all = greeks(TbbBackend(), model, call, paths(1 << 16));
    EXPECT_TRUE(agrees(greek(all, "d_calm_probability"), expected.slope[3]));
    const auto price_at = [&](double spot) {
        UncertainVolatility<double> there = model;
        there.market.assets[0].spot = spot;
        return closed_form(there, call);
    };
    // Of the difference over 0.1: h^2/12 times the fourth derivative, below 1e-7.
    const double gamma = (price_at(100.1) - 2.0 * price_at(100.0) + price_at(99.9)) / 0.01;
    EXPECT_TRUE(agrees(greek(all, "gamma"), gamma, 1e-6));
}

TEST(UncertainVolatility, gives_each_of_two_assets_its_own_coin) {
    UncertainVolatility<double> model;
    model.market = black_scholes(0.03, {{100.0, 0.01, 0.2}, {80.0, 0.0, 0.2}}, 0.5).market;
    model.coins.emplace_back(0.1, 0.5, 0.7);
    model.coins.emplace_back(0.3, 0.15, 0.2);
    UncertainVolatility<double> second = world(0.3, 0.15, 0.2);
    second.market.assets[0] = model.market.assets[1];
    EXPECT_TRUE(agrees(priced(model, call), closed_form(model, call)));
    EXPECT_TRUE(agrees(priced(model, European{1, OptionType::call, 85.0, 1.0}),
                       closed_form(second, European{0, OptionType::call, 85.0, 1.0})));
}

TEST(UncertainVolatility, shows_watched_options_the_variance_of_its_side) {
    const auto barrier = [](double calm, double wild, double probability) {
        Barrier option{0,
                       OptionType::call,
                       BarrierType::up_and_out,
                       95.0,
                       140.0,
                       0.0,
                       Barrier::RebateTiming::at_hit,
                       1.5,
                       {}};
        return priced(world(calm, wild, probability), option);
    };
    const Estimate mixed = barrier(0.15, 0.4, 0.6), calm = barrier(0.15, 0.15, 0.6),
                   wild = barrier(0.4, 0.4, 0.6);
    EXPECT_TRUE(agrees(mixed, 0.6 * calm.value + 0.4 * wild.value,
                       4.0 * (0.6 * calm.std_error + 0.4 * wild.std_error)));
}

TEST(UncertainVolatility, has_the_same_bits_alone_and_in_lanes) {
    const auto value = [](Isa isa) {
        return price(TbbBackend(1, isa), world(0.1, 0.5, 0.7), call, paths(1 << 12)).estimate.value;
    };
    EXPECT_EQ(value(Isa::scalar), value(Isa::avx2));
}

TEST(UncertainVolatility, is_read_from_a_file_by_its_kind) {
    const ContributedBook book(
        "[market]\nspot = 100\nrate = 0.03\n[model]\nkind = \"uncertain_volatility\"\n"
        "calm_volatility = 0.1\nwild_volatility = 0.5\ncalm_probability = 0.7\n"
        "[[trades]]\nproduct = \"capped_power\"\ninitial = 90\nstrike = 1\ncap = 0.5\nmaturity = 2.0\n");
    ASSERT_EQ(book.faults.count(), 0u);
    const auto& model = std::get<UncertainVolatility<double>>(*book.models.at(0).model);
    EXPECT_EQ(model.coins.at(0).wild, 0.5);
    EXPECT_GT(priced(model, book.trades.at(0).product).value, 0.0);
    const ContributedBook bad(
        "[market]\nspot = 100\nrate = 0.03\n[model]\nkind = \"uncertain_volatility\"\n"
        "calm_volatility = 0.1\nwild_volatility = 0.5\ncalm_probability = 70\n");
    ASSERT_GE(bad.faults.count(), 1u);
    EXPECT_EQ(bad.faults.all()[0].code, "E106");
}

}  // namespace
}  // namespace snell
