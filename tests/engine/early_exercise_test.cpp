#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/math/exp.h"
#include "tests/engine/flat_case.h"
#include "tests/engine/underlyings.h"

namespace snell {
namespace {

using worlds::equal_times;
using worlds::Flat;

Exercise bermudan(std::vector<Years> times) {
    Exercise exercise;
    exercise.style = Exercise::Style::bermudan;
    exercise.times = std::move(times);
    return exercise;
}
American put(double strike, Years maturity, Exercise exercise = {}) {
    return {0, OptionType::put, strike, maturity, std::move(exercise)};
}

Settings quick(std::int64_t log2_paths = 16) {
    Settings settings = worlds::settings(std::int64_t{1} << log2_paths);
    settings.exercise.training_paths = 1 << 14;
    settings.exercise.nodes = 32;
    return settings;
}
Price priced_between(const Model& model, const Product& product, const Settings& settings = quick()) {
    return price(TbbBackend(2), model, product, settings);
}

/// The truth lies between the bounds, four errors of each allowed, and the lower one within `shortfall`.
testing::AssertionResult holds(const Price& found, double truth, double shortfall) {
    const Estimate& low = found.estimate;
    const Estimate& high = found.bounds->upper;
    if (low.value - 4.0 * low.std_error <= truth && truth <= high.value + 4.0 * high.std_error &&
        low.value + 4.0 * low.std_error >= truth * (1.0 - shortfall))
        return testing::AssertionSuccess();
    return testing::AssertionFailure() << truth << " is not between " << print(low) << " and " << print(high);
}

/// Binomial tree of Cox, Ross and Rubinstein (1979) whose steps fall on the dates of exercise; its error is
/// of the order of sigma S sqrt(T) / steps.
double binomial(const Flat& world, const American& option, int dates, int steps_a_date) {
    const int steps = dates * steps_a_date;
    const double dt = option.maturity / steps;
    const double up = std::exp(world.volatility * std::sqrt(dt));
    const double p = (std::exp((world.rate - world.dividend) * dt) - 1.0 / up) / (up - 1.0 / up);
    const double discount = std::exp(-world.rate * dt), sign = sign_of(option.type);
    std::vector<double> value(static_cast<std::size_t>(steps) + 1);
    for (int step = steps; step >= 0; --step)
        for (int i = 0; i <= step; ++i) {
            const double spot = world.spot * std::pow(up, 2 * i - step);
            const double pays = std::max(sign * (spot - option.strike), 0.0);
            double& here = value[static_cast<std::size_t>(i)];
            if (step < steps)
                here = discount * (p * value[static_cast<std::size_t>(i) + 1] + (1.0 - p) * here);
            if (step == steps || (step > 0 && step % steps_a_date == 0)) here = std::max(here, pays);
        }
    return value[0];
}

TEST(EarlyExercise, of_a_call_without_dividends_is_worth_nothing) {
    const Flat world{100.0, 0.05, 0.0, 0.2};
    const American call{0, OptionType::call, 100.0, 1.0, bermudan(equal_times(1.0, 8))};
    const double european = world.formula(OptionType::call, 100.0, 1.0).price();
    const Price found = priced_between(world.model(), call);
    EXPECT_TRUE(holds(found, european, 1e-3));
}

TEST(EarlyExercise, on_maturity_alone_is_none) {
    const Flat world;
    const double european = world.formula(OptionType::put, 100.0, 1.0).price();
    const Price found = priced_between(world.model(), put(100.0, 1.0, bermudan({1.0})));
    EXPECT_NEAR(found.estimate.value, european, worlds::rounding(european));  // the option is its own control
    EXPECT_LE(found.bounds->gap.value, 1e-12);  // both bounds are the payoff less the same hedge
}

TEST(EarlyExercise, on_more_dates_is_never_worth_less) {
    const Flat world{36.0, 0.06, 0.0, 0.2};
    Price before = priced_between(world.model(), put(40.0, 1.0, bermudan({1.0})));
    for (int dates : {2, 4, 8, 16}) {
        const Price more = priced_between(world.model(), put(40.0, 1.0, bermudan(equal_times(1.0, dates))));
        EXPECT_GE(more.bounds->upper.value + 4.0 * more.bounds->upper.std_error, before.estimate.value);
        EXPECT_GE(more.estimate.value + 4.0 * more.estimate.std_error, before.estimate.value);
        before = more;
    }
}

TEST(EarlyExercise, of_puts_is_bounded_around_the_binomial_tree) {
    for (const Flat& world : {Flat{36.0, 0.06, 0.0, 0.2}, Flat{44.0, 0.06, 0.02, 0.4}}) {
        const American option = put(40.0, 1.0, bermudan(equal_times(1.0, 10)));
        EXPECT_TRUE(holds(priced_between(world.model(), option), binomial(world, option, 10, 200), 5e-3));
    }
}

TEST(EarlyExercise, at_any_time_is_bounded_around_the_binomial_tree) {
    const Flat world{100.0, 0.05, 0.05, 0.25};
    Settings settings = quick();
    settings.steps = 32;
    const Price found = priced_between(world.model(), put(100.0, 1.0), settings);
    EXPECT_TRUE(holds(found, 9.569445274164, 5e-3));  // Andersen, Lake and Offengenden (2016)
    EXPECT_TRUE(found.time_step_bias.has_value());
}

TEST(EarlyExercise, is_done_at_once_where_waiting_costs) {
    const Flat world{50.0, 0.1, 0.0, 0.1};
    Settings settings = quick(14);
    settings.steps = 8;
    const Price found = priced_between(world.model(), put(100.0, 1.0), settings);
    EXPECT_NEAR(found.estimate.value, 50.0, worlds::rounding(50.0));
}

TEST(EarlyExercise, of_the_best_of_two_meets_the_published_values) {
    Exercise exercise = bermudan(equal_times(3.0, 9));
    exercise.today = true;
    for (const auto& [spot, value] : {std::pair(90.0, 8.07278), std::pair(110.0, 21.34377)}) {
        const auto model = black_scholes(0.05, {{spot, 0.1, 0.2}, {spot, 0.1, 0.2}}, 0.0);
        const AmericanBestOf call{{0, 1}, OptionType::call, AmericanBestOf::Extreme::now, {1.0}, 100.0,
                                  3.0,    exercise};
        EXPECT_TRUE(holds(priced_between(model, call), value, 5e-3));
    }
}

/// The product of lognormal prices is one lognormal price.
TEST(EarlyExercise, of_a_geometric_basket_is_that_of_one_asset) {
    const auto model = black_scholes(0.03, std::vector<Underlying>(3, {100.0, 0.0, 0.2}), 0.5);
    const AmericanBasket basket{{0, 1, 2},
                                OptionType::put,
                                AmericanBasket::Average::geometric,
                                {1.0 / 3.0},
                                100.0,
                                0.5,
                                bermudan(equal_times(0.5, 5))};
    const double variance = 0.04 * (1.0 + 2.0 * 0.5) / 3.0;
    const Flat one{100.0, 0.03, 0.5 * (0.04 - variance), std::sqrt(variance)};
    const American same = put(100.0, 0.5, bermudan(equal_times(0.5, 5)));
    EXPECT_TRUE(holds(priced_between(model, basket), binomial(one, same, 5, 400), 5e-3));
}

TEST(EarlyExercise, of_one_asset_does_not_depend_on_how_it_is_called) {
    const Flat world;
    const Exercise dates = bermudan(equal_times(1.0, 4));
    const Model model = world.model();
    const Price alone = priced_between(model, put(100.0, 1.0, dates));
    const Price basket = priced_between(
        model,
        AmericanBasket{{0}, OptionType::put, AmericanBasket::Average::arithmetic, {1.0}, 100.0, 1.0, dates});
    const Price worst = priced_between(
        model,
        AmericanWorstOf{{0}, OptionType::put, AmericanWorstOf::Extreme::now, {1.0}, 100.0, 1.0, dates});
    for (const Price* other : {&basket, &worst})
        EXPECT_NEAR(
            other->estimate.value, alone.estimate.value,
            4.0 * (other->estimate.std_error + alone.estimate.std_error) + 2e-3 * alone.estimate.value);
}

TEST(EarlyExercise, of_a_running_extreme_and_of_an_average_order_as_their_payoffs) {
    const Flat world;
    const Exercise dates = bermudan(equal_times(1.0, 4));
    const Model model = world.model();
    const auto best = [&](AmericanBestOf::Extreme extreme) {
        return priced_between(model,
                              AmericanBestOf{{0}, OptionType::call, extreme, {1.0}, 100.0, 1.0, dates});
    };
    const Price now = best(AmericanBestOf::Extreme::now), running = best(AmericanBestOf::Extreme::running);
    const Price average = priced_between(model, AmericanAsian{0, OptionType::call, 100.0, 1.0, dates});
    EXPECT_GT(running.estimate.value, now.bounds->upper.value);
    EXPECT_LT(average.bounds->upper.value, now.estimate.value);
    for (const Price* each : {&now, &running, &average})
        EXPECT_LT(each->bounds->gap.value, 0.02 * each->estimate.value);
}

/// The maximum so far only grows: a call on it is best held to the end where cash bears no interest.
TEST(EarlyExercise, of_a_call_on_a_running_maximum_waits_without_interest) {
    const Flat world{100.0, 0.0, 0.0, 0.2};
    const std::vector<Years> times = equal_times(1.0, 4);
    const Price found = priced_between(
        world.model(),
        AmericanBestOf{
            {0}, OptionType::call, AmericanBestOf::Extreme::running, {1.0}, 100.0, 1.0, bermudan(times)});
    Lookback lookback;
    lookback.type = OptionType::call;
    lookback.strike = 100.0;
    lookback.maturity = 1.0;
    lookback.monitoring_times = times;
    lookback.extreme = 1e-6;  // nothing counts but the dates
    const Estimate held = world.price(lookback, 1 << 18);
    EXPECT_TRUE(holds(found, held.value, 5e-3));
}

TEST(EarlyExercise, under_heston_meets_the_finite_differences) {
    Heston<double> model;
    model.market = worlds::market(9.0, 0.1, 0.0);
    model.terms = {{0.0625, 5.0, 0.16, 0.9, 0.1}};
    Settings settings = quick();
    settings.steps = 24;
    const Price found = priced_between(model, put(10.0, 0.25), settings);
    EXPECT_TRUE(holds(found, 1.10763, 5e-3));  // Ikonen and Toivanen (2005), printed to five decimals
}

TEST(EarlyExercise, is_found_on_every_basis_alike) {
    const Flat world{36.0, 0.06, 0.0, 0.2};
    const American option = put(40.0, 1.0, bermudan(equal_times(1.0, 10)));
    const double truth = binomial(world, option, 10, 200);
    for (Family family : {Family::hermite, Family::monomials, Family::laguerre, Family::chebyshev})
        for (auto selection : {ExerciseSettings::Selection::in_the_money, ExerciseSettings::Selection::all}) {
            Settings settings = quick(15);
            settings.exercise.family = family;
            settings.exercise.selection = selection;
            EXPECT_TRUE(holds(priced_between(world.model(), option, settings), truth, 1e-2));
        }
}

/// The bits of a rule and of the sums of both bounds.
std::vector<double> bits_of(const TbbBackend& backend) {
    const auto model = black_scholes(0.05, {{90.0, 0.1, 0.2}, {95.0, 0.05, 0.3}}, 0.3);
    const AmericanBestOf call{{0, 1},
                              OptionType::call,
                              AmericanBestOf::Extreme::now,
                              {1.0},
                              100.0,
                              1.0,
                              bermudan(equal_times(1.0, 3))};
    Settings settings = quick(12);
    settings.exercise.training_paths = 1 << 12;
    settings.exercise.nodes = 8;
    settings.replicates = 2;
    const std::vector<Years> grid = grid_for(model, call, 0);
    const Product ready = trained(backend, model, call, settings, grid);
    std::vector<double> all = *exercise_of(ready)->rule;
    Sums sums{2, bound_outputs, 0, std::vector<double>(2 * bound_outputs, 0.0)};
    backend.bound(bounding_walk(model, ready, settings, grid), 1500, sums);
    all.insert(all.end(), sums.total.begin(), sums.total.end());
    return all;
}

TEST(EarlyExercise, has_the_same_bits_on_any_lanes_and_threads) {
    const std::vector<double> one = bits_of(TbbBackend(1, Isa::scalar));
    for (const TbbBackend& other : {TbbBackend(1, Isa::avx2), TbbBackend(3, Isa::avx2), TbbBackend(2)}) {
        const std::vector<double> found = bits_of(other);
        ASSERT_EQ(found.size(), one.size());
        EXPECT_EQ(std::memcmp(found.data(), one.data(), one.size() * sizeof(double)), 0);
    }
}

/// What the hedge gains until the option is exercised has mean 0, whatever the rule.
TEST(EarlyExercise, is_hedged_at_no_cost) {
    const Flat world{36.0, 0.06, 0.0, 0.4};
    const American option = put(40.0, 1.0, bermudan(equal_times(1.0, 10)));
    const Settings settings = quick();
    const std::vector<Years> grid = grid_for(world.model(), option, 0);
    const TbbBackend backend(2);
    const Product ready = trained(backend, world.model(), option, settings, grid);
    Sums sums{settings.replicates, bound_outputs, 0,
              std::vector<double>(static_cast<std::size_t>(settings.replicates) * bound_outputs, 0.0)};
    backend.bound(bounding_walk(world.model(), ready, settings, grid), 256, sums);
    std::vector<double> gains;
    for (int r = 0; r < sums.replicates; ++r)
        gains.push_back(sums.mean(r, stopped_output) - sums.mean(r, low_output));
    EXPECT_TRUE(agrees(estimate(gains, sums.paths * sums.replicates), 0.0));
}

TEST(EarlyExercise, is_refined_until_the_bounds_meet_or_says_what_is_missing) {
    const Flat world{36.0, 0.06, 0.0, 0.2};
    const American option = put(40.0, 1.0, bermudan(equal_times(1.0, 5)));
    Settings settings = quick(12);
    settings.exercise.target_gap = 0.02;
    const Price met = priced_between(world.model(), option, settings);
    EXPECT_TRUE(met.target_met);
    EXPECT_LE(width(*met.bounds, met.estimate), 0.02);
    settings.exercise.target_gap = 1e-6;
    settings.deadline = 0.2;
    const Price missed = priced_between(world.model(), option, settings);
    EXPECT_FALSE(missed.target_met);
    EXPECT_NE(missed.bounds->missing, "");
}

TEST(EarlyExercise, has_the_delta_and_gamma_of_the_binomial_tree) {
    const American option = put(40.0, 1.0, bermudan(equal_times(1.0, 10)));
    const auto tree = [&](double spot) { return binomial(Flat{spot, 0.06, 0.0, 0.4}, option, 10, 200); };
    const double width = 1.0, middle = tree(38.0), up = tree(38.0 + width), down = tree(38.0 - width);
    const Flat world{38.0, 0.06, 0.0, 0.4};
    const auto all = greeks(TbbBackend(2), world.model(), option, quick());
    // The tree's nodes move with the spot: 1e-3 of a delta; the rule is not the best one: 2e-3.
    EXPECT_NEAR(greek(all, "delta").value, (up - down) / (2.0 * width),
                4.0 * greek(all, "delta").std_error + 3e-3);
    EXPECT_NEAR(greek(all, "gamma").value, (up - 2.0 * middle + down) / (width * width),
                4.0 * greek(all, "gamma").std_error + 3e-3);
}

}  // namespace
}  // namespace snell
