#include <gtest/gtest.h>

#include <cmath>

#include "engine/nested/problems.h"
#include "tests/engine/underlyings.h"
#include "tests/engine/worlds.h"
#include "tests/refs.h"

namespace snell {
namespace {

SignedLaw evenly(int n) {
    SignedLaw law;
    for (int i = n - 1; i >= 0; --i) law.add(i, 1.0 / n);
    law.sort();
    return law;
}

TEST(SignedLaw, of_equal_weights_has_the_quantile_at_rank_floor_q_n) {
    const SignedLaw law = evenly(100);
    for (const double q : {0.01, 0.3, 0.5, 0.95, 0.99})
        EXPECT_EQ(law.quantile(q), std::floor(q * 100.0 + 1e-9));
}

TEST(SignedLaw, has_shortfalls_that_are_the_means_of_its_tails) {
    const SignedLaw law = evenly(1000);
    EXPECT_NEAR(law.upper_shortfall(0.9), (900.0 + 999.0) / 2.0, 1e-9);
    EXPECT_NEAR(law.lower_shortfall(0.1), 49.5 + 0.0, 0.5 + 1e-9);
    EXPECT_NEAR(0.9 * law.lower_shortfall(0.9) + 0.1 * law.upper_shortfall(0.9),
                law.mean([](double x) { return x; }), 1e-9);
}

TEST(SignedLaw, forgets_values_whose_weights_cancel) {
    SignedLaw law = evenly(10);
    for (const double far : {-50.0, 3.5, 80.0}) {
        law.add(far, 0.25);
        law.add(far, -0.25);
    }
    EXPECT_THROW(law.quantile(0.5), std::logic_error);  // not sorted
    law.sort();
    EXPECT_NEAR(law.expected_positive(), 4.5, 1e-12);
    EXPECT_EQ(law.quantile(0.55), 5.0);
}

double positive(double x) { return x > 0.0 ? x : 0.0; }

NestedSettings settings_of(NestedMethod method, int inner, std::int64_t outers) {
    NestedSettings settings;
    settings.method = method;
    settings.inner = inner;
    settings.outers = outers;
    return settings;
}

NestedEstimate expectation(const NestedRun& run, double (*f)(double)) {
    return measure(run.samples, 0, Functional([=](const SignedLaw& law) { return law.mean(f); }));
}

TEST(Nested, meets_the_closed_form_of_giles_and_haji_ali_by_every_method) {
    const QuadraticProblem problem;
    for (const auto& each : published_cases("nested"))
        if (each.at("id") == "nested_giles_expected_positive_part") {
            EXPECT_NEAR(problem.expected_positive(), each.at("value").get<double>(), 1e-9);
        }
    const auto found = [&](NestedMethod method, int inner, std::int64_t outers) {
        return expectation(simulate(problem.simulation(), 1, settings_of(method, inner, outers)), positive);
    };
    const NestedEstimate plain = found(NestedMethod::plain, 512, 1 << 14);
    const NestedEstimate jackknife = found(NestedMethod::jackknife, 512, 1 << 14);
    const NestedEstimate levels = found(NestedMethod::multilevel, 1024, 1 << 15);
    const double truth = problem.expected_positive();
    EXPECT_GT(plain.estimate.value - truth, 4.0 * plain.estimate.std_error) << "a bias that is seen";
    const double spread = std::hypot(plain.estimate.std_error, plain.bias.std_error);
    EXPECT_NEAR(plain.estimate.value - plain.bias.value, truth, 4.0 * spread);
    EXPECT_TRUE(agrees(jackknife.estimate, truth, 3.0 * abs(jackknife.bias.value)));
    EXPECT_TRUE(agrees(levels.estimate, truth, abs(levels.bias.value) + 4.0 * levels.bias.std_error));
    EXPECT_LT(abs(jackknife.estimate.value - truth), 0.25 * (plain.estimate.value - truth));
}

TEST(Nested, meets_the_biased_tail_of_gordy_and_juneja) {
    const NoisyLoss problem;
    const double u = 2.326347874041;
    for (const auto& each : published_cases("nested"))
        if (each.at("id") == "nested_gordy_juneja_gaussian_n128") {
            EXPECT_NEAR(problem.tail(u, 128.0), each.at("value").get<double>(), 1e-10);
        }
    const NestedRun plain = simulate(problem.simulation(), 1, settings_of(NestedMethod::plain, 128, 1 << 16));
    const auto tail = [=](const SignedLaw& law) { return law.tail(u); };
    const NestedEstimate found = measure(plain.samples, 0, Functional(tail));
    EXPECT_TRUE(agrees(found.estimate, problem.tail(u, 128.0)));
    const double expected_bias = problem.tail(u, 128.0) - problem.tail(u, 1e300);
    // Half the samples have not quite twice the bias: the difference of the closed forms says by how much.
    const double difference = problem.tail(u, 64.0) - problem.tail(u, 128.0);
    EXPECT_TRUE(agrees(found.bias, difference));
    EXPECT_NEAR(difference, expected_bias, 0.1 * expected_bias);
}

TEST(Nested, has_value_at_risk_and_shortfall_whose_bias_the_jackknife_removes) {
    const NoisyLoss problem{1.0, 3};
    const double q = 0.99, at = 2.3263478740408408;  // of a standard normal
    const double beyond = worlds::pdf(at) / (1.0 - q);
    const auto both = [=](const SignedLaw& law) {
        const double quantile = law.quantile(q);
        return std::vector<double>{quantile, law.upper_shortfall(q, quantile)};
    };
    const auto found = [&](NestedMethod method) {
        return measure(simulate(problem.simulation(), 1, settings_of(method, 16, 1 << 16)).samples, 0,
                       Functionals(both));
    };
    const auto plain = found(NestedMethod::plain), jackknife = found(NestedMethod::jackknife);
    const double wider = std::sqrt(1.0 + 1.0 / 16.0);  // what inner noise does to a normal loss
    EXPECT_TRUE(agrees(plain[0].estimate, wider * at));
    EXPECT_TRUE(agrees(plain[1].estimate, wider * beyond));
    // 2 sqrt(1 + 1/16) - sqrt(1 + 1/8) leaves at / (4 * 16^2) of the quantile, to first order.
    EXPECT_TRUE(agrees(jackknife[0].estimate, at, at / 512.0));
    EXPECT_TRUE(agrees(jackknife[1].estimate, beyond, beyond / 512.0));
}

TEST(Nested, levels_have_the_rates_of_the_antithetic_coupling) {
    const QuadraticProblem problem;
    NestedSettings settings = settings_of(NestedMethod::multilevel, 512, 1 << 16);
    const NestedRun run = simulate(problem.simulation(), 1, settings);
    ASSERT_EQ(run.levels.size(), 7u);
    const LevelRates found = rates(run.levels);
    // Bias 1; variance 3/2 for a kink that the density passes (Bujok, Hambly and Reisinger 2015).
    EXPECT_NEAR(found.alpha, 1.0, 0.35);
    EXPECT_NEAR(found.beta, 1.5, 0.25);
    EXPECT_GT(run.levels[0].outers, 8 * run.levels[4].outers);
}

TEST(Nested, choosing_its_inner_samples_leaves_a_bias_like_its_error) {
    const QuadraticProblem problem{0.3, 5};
    int inner[2];
    for (const int big : {0, 1}) {
        const std::int64_t outers = big ? 1 << 14 : 1 << 10;
        const NestedRun run = simulate(problem.simulation(), 1, settings_of(NestedMethod::plain, 0, outers));
        const NestedEstimate found = expectation(run, positive);
        EXPECT_LT(abs(found.bias.value), 2.5 * found.estimate.std_error) << outers;
        inner[big] = run.levels[0].inner;
    }
    // The root of 16, each rounded up to a power of two.
    EXPECT_GE(inner[1], 2 * inner[0]);
    EXPECT_LE(inner[1], 8 * inner[0]);
}

TEST(Nested, goes_on_until_a_target_is_met) {
    const QuadraticProblem problem{0.3, 9};
    for (const NestedMethod method :
         {NestedMethod::plain, NestedMethod::jackknife, NestedMethod::multilevel}) {
        NestedSettings settings = settings_of(method, 0, 0);
        settings.target_se = 4e-3;
        const NestedRun run = simulate(problem.simulation(), 1, settings);
        const NestedEstimate found = expectation(run, positive);
        EXPECT_TRUE(run.target_met);
        EXPECT_LE(found.estimate.std_error, 4e-3);
        EXPECT_NEAR(found.estimate.value, problem.expected_positive(), 2.4e-2);
    }
}

}  // namespace
}  // namespace snell
