#include "core/math/normal_inverse.h"
#include "engine/build.h"
#include "models/heston_formula.h"
#include "tests/engine/nested.h"

namespace snell::nested {
namespace {

/// A long call and a short put: a forward, whose value on a date is S exp(-q tau) - K exp(-r tau).
ExposureTask forward_task(const Model& model, double strike, Years maturity, std::vector<Years> dates) {
    ExposureTask task = task_of(
        model,
        {European{0, OptionType::call, strike, maturity}, European{0, OptionType::put, strike, maturity}},
        std::move(dates));
    task.quantities = {1.0, -1.0};
    return task;
}

/// EPE of that forward: an option on it for the date.
double forward_epe(double sign, double strike, Years maturity, Years date) {
    const double left = maturity - date;
    const worlds::BlackScholesFormula option{
        sign, spot, strike * std::exp(-(rate - dividend) * left), rate, dividend, volatility, date};
    return std::exp(-dividend * left) * option.price();
}

TEST(Exposure, of_a_forward_meets_the_formula_on_every_date_by_every_method) {
    const std::vector<Years> dates{0.25, 0.5, 1.0, 1.9};
    const ExposureTask task = forward_task(world, 105.0, 2.0, dates);
    for (const NestedMethod method :
         {NestedMethod::plain, NestedMethod::jackknife, NestedMethod::multilevel}) {
        ExposureSettings settings = settings_of(method, 64, 1 << 12);
        settings.draws.inner = Philox{.seed = 5};
        const Exposures e = found(task, settings);
        ASSERT_EQ(e.positions.size(), 3u);
        // The extrapolated bias has an error of higher order, a share of itself.
        for (std::size_t d = 0; d < dates.size(); ++d) {
            const DateExposure& net = e.positions[2][d];
            const double order = 0.5 * std::fabs(net.epe.bias.value);
            EXPECT_TRUE(meets(net.epe, forward_epe(1.0, 105.0, 2.0, dates[d]), order)) << dates[d];
            EXPECT_TRUE(meets(net.ene, forward_epe(-1.0, 105.0, 2.0, dates[d]), order)) << dates[d];
            EXPECT_GT(net.epe.estimate.std_error, 0.0);
        }
    }
}

TEST(Exposure, of_a_sold_option_is_its_price_and_of_a_held_one_too) {
    ExposureTask task = task_of(world, {European{0, OptionType::call, 95.0, 1.0}}, {0.3, 0.9});
    const double price =
        worlds::BlackScholesFormula{1.0, spot, 95.0, rate, dividend, volatility, 1.0}.price();
    for (const double quantity : {1.0, -2.0}) {
        task.quantities = {quantity};
        const Exposures e = found(task, settings_of(NestedMethod::plain, 16, 1 << 13));
        for (const DateExposure& date : e.positions[0]) {
            EXPECT_TRUE(
                agrees(quantity > 0.0 ? date.epe.estimate : date.ene.estimate, std::fabs(quantity) * price));
            EXPECT_EQ((quantity > 0.0 ? date.ene : date.epe).estimate.value, 0.0);
        }
    }
}

TEST(Exposure, of_a_call_has_the_quantile_of_the_formula) {
    const Years date = 0.5;
    const ExposureTask task = task_of(world, {European{0, OptionType::call, 100.0, 1.0}}, {date});
    const Exposures e = found(task, settings_of(NestedMethod::jackknife, 256, 1 << 14));
    const auto value_at = [&](double q) {
        const double deviation = volatility * std::sqrt(date);
        const double s = spot * std::exp((rate - dividend) * date - 0.5 * deviation * deviation +
                                         deviation * normal_inverse(q));
        return worlds::BlackScholesFormula{1.0, s, 100.0, rate, dividend, volatility, 1.0 - date}.price();
    };
    EXPECT_TRUE(meets(e.positions[0][0].pfe, value_at(0.95)));
    EXPECT_TRUE(meets(e.positions[0][0].low, value_at(0.05)));
}

TEST(Exposure, has_errors_that_are_honest) {
    const ExposureTask task = forward_task(world, 100.0, 1.0, {0.5});
    const double expected = spot * std::exp(-dividend) - 100.0 * std::exp(-rate);  // inner means have no bias
    constexpr int seeds = 200;
    int covered = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        ExposureSettings settings = settings_of(NestedMethod::jackknife, 8, 1 << 9);
        settings.draws.outer = Philox{.seed = seed};
        settings.draws.inner = Sobol{.seed = seed};
        const Estimate value = found(task, settings).positions[2][0].value.estimate;
        if (std::fabs(value.value - expected) <= 2.0395 * value.std_error) ++covered;  // t(31), 97.5 %
    }
    EXPECT_GE(covered, 92 * seeds / 100);
    EXPECT_LE(covered, 98 * seeds / 100);
}

TEST(Exposure, of_antithetic_inner_paths_meets_the_same) {
    ExposureSettings settings = settings_of(NestedMethod::jackknife, 32, 1 << 13);
    settings.draws.antithetic = true;
    const Exposures e = found(forward_task(world, 100.0, 1.0, {0.5}), settings);
    EXPECT_TRUE(meets(e.positions[2][0].epe, forward_epe(1.0, 100.0, 1.0, 0.5),
                      std::fabs(e.positions[2][0].epe.bias.value)));
}

TEST(Exposure, under_heston_of_a_forward_meets_the_formula) {
    const Model model = heston_world();
    const Exposures e =
        found(forward_task(model, 100.0, 1.0, {0.5}), settings_of(NestedMethod::plain, 256, 1 << 12));
    const HestonFormula<double> formula(heston_world(), 0, 0.5);
    const double epe =
        std::exp(-dividend * 0.5) * formula.option(1.0, 100.0 * std::exp(-(rate - dividend) * 0.5));
    const NestedEstimate& net = e.positions[2][0].epe;
    EXPECT_TRUE(meets(net, epe, 1e-3 * epe + std::fabs(net.bias.value)));  // steps of a week: 1e-3
}

/// Quantiles of a call's value on a date, by the formula at each state of independent paths.
std::vector<double> values_by_formula(const Heston<double>& model, Years date, double strike, Years maturity,
                                      int paths) {
    std::vector<Years> grid;
    for (int i = 1; i <= 24; ++i) grid.push_back(date * i / 24);
    Settings settings;
    settings.sampler = Philox{.seed = 11};
    const Walk<double> walk =
        build_walk(Model(model), European{0, OptionType::call, 1.0, date}, {}, settings, grid);
    const auto& kernel = std::get<Heston<double>::Kernel<1>>(walk.kernel);
    Draws<double> draws(*walk.draws);
    std::vector<double> values;
    for (int p = 0; p < paths; ++p) {
        Heston<double>::Kernel<1>::State<double> state;
        kernel.start(walk.table.data(), state);
        draws.start(0, static_cast<std::uint64_t>(p));
        for (int s = 0; s < walk.steps; ++s) kernel.step(walk.table.data(), state, draws.step(s), s);
        Heston<double> later = model;
        later.market.assets[0].spot = std::exp(state.x[0]);
        later.terms[0].v0 = std::max(state.v[0], 1e-6);
        values.push_back(HestonFormula<double>(later, 0, maturity - date).option(1.0, strike));
    }
    return values;
}

TEST(Exposure, under_heston_starts_from_the_variance_of_the_path) {
    const Model model = heston_world();
    const Exposures e = found(task_of(model, {European{0, OptionType::call, 130.0, 1.0}}, {0.5}),
                              settings_of(NestedMethod::jackknife, 128, 1 << 12));
    std::vector<double> values = values_by_formula(heston_world(), 0.5, 130.0, 1.0, 4000);
    // Mean of the square: out of the money it lives on the spread of the variance.
    double mean = 0.0, squares = 0.0;
    for (const double v : values) mean += v * v / 4000.0;
    for (const double v : values) squares += (v * v - mean) * (v * v - mean) / (4000.0 * 3999.0);
    const NestedEstimate found =
        measure(e.run.samples, 0,
                Functional([](const SignedLaw& law) { return law.mean([](double x) { return x * x; }); }));
    const double undiscounted = std::exp(2.0 * rate * 0.5);
    EXPECT_NEAR(undiscounted * found.estimate.value, mean,
                4.0 * std::hypot(std::sqrt(squares), undiscounted * found.estimate.std_error) + 0.01 * mean);
}

TEST(Exposure, has_the_same_bits_for_any_threads_and_lanes) {
    const Model model = heston_world();
    ExposureTask task = forward_task(model, 100.0, 1.0, {0.3, 0.8});
    Barrier barrier;
    barrier.barrier_type = BarrierType::up_and_out;
    barrier.barrier = 130.0;
    barrier.strike = 95.0;
    barrier.maturity = 1.0;
    task.products.push_back(barrier);
    task.quantities.push_back(1.0);
    ExposureSettings settings = settings_of(NestedMethod::multilevel, 32, 1 << 9);
    settings.steps = 12;
    const Exposures reference = exposures(TbbBackend(1, Isa::scalar), task, settings);
    for (const Isa isa : {Isa::avx2, Isa::automatic}) {
        const Exposures other = exposures(TbbBackend(2, isa), task, settings);
        ASSERT_EQ(other.run.samples.levels.size(), reference.run.samples.levels.size());
        for (std::size_t l = 0; l < other.run.samples.levels.size(); ++l)
            EXPECT_EQ(other.run.samples.levels[l].quarters, reference.run.samples.levels[l].quarters);
    }
}

TEST(Exposure, takes_the_drift_of_the_real_world_to_the_date_and_the_models_from_there) {
    ExposureTask task = forward_task(world, 100.0, 1.0, {0.5});
    task.drift = 0.12;
    const Exposures e = found(task, settings_of(NestedMethod::plain, 64, 1 << 13));
    const double expected = std::exp(-rate * 0.5) *
                            (spot * std::exp(0.12 * 0.5 - dividend * 0.5) - 100.0 * std::exp(-rate * 0.5));
    EXPECT_TRUE(agrees(e.positions[2][0].value.estimate, expected));
}

TEST(Exposure, asks_for_dates_on_which_something_is_left) {
    const ExposureTask task = task_of(world, {European{0, OptionType::call, 100.0, 1.0}}, {0.5, 1.0});
    EXPECT_THROW(found(task, settings_of(NestedMethod::plain, 16, 64)), InputError);
}

}  // namespace
}  // namespace snell::nested
