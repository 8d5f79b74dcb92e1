#include <gtest/gtest.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <cmath>

#include "engine/a2/run.h"
#include "tests/engine/a2_brute_force.h"

namespace snell::a2 {
namespace {

constexpr std::uint64_t drawn_by = 2008;

Method few_steps(int steps, Difference difference = Difference::one_sided) {
    Method method;
    method.steps = steps;
    method.difference = difference;
    return method;
}
Effort small(std::int64_t paths, std::uint64_t seed = 3) {
    Effort effort;
    effort.paths = paths;
    effort.seed = seed;
    effort.threads = 2;
    return effort;
}
BruteForce brute(const Option& option, int steps, const Effort& effort) {
    BruteForce plain{option, steps, effort.paths, effort.seed,
                     std::vector<double>(static_cast<std::size_t>(option.assets()), option.spot)};
    plain.run();
    return plain;
}
/// The scenario that a one-sided Greek moves to.
int scenario_of(const ScenarioSet& set, const std::string& name) {
    for (const Result& result : set.results)
        if (result.name == name) return result.shares.front().scenario;
    ADD_FAILURE() << "no result " << name;
    return 0;
}
const Estimate& named(const std::vector<Named>& results, const std::string& name) {
    const auto found =
        std::find_if(results.begin(), results.end(), [&](const Named& r) { return r.name == name; });
    EXPECT_NE(found, results.end()) << name;
    return found->estimate;
}
/// Largest difference of what a path pays from what it pays without reuse.
double farthest(const Valuation& valuation, int scenario, const BruteForce& plain) {
    double farthest = 0.0;
    for (std::int64_t p = 0; p < plain.paths; ++p)
        farthest = std::max(farthest,
                            std::abs(valuation.paid(scenario, p) - plain.paid[static_cast<std::size_t>(p)]));
    return farthest;
}

/// Payments are of order 1; a logarithm of 24 steps carries 24 roundings and the maximum a few more.
constexpr double rounding = 1e-12;

TEST(A2Scenarios, are_as_many_as_the_workload_counts) {
    const auto one_sided = make_scenarios(draw_option(drawn_by, 5), few_steps(252));
    EXPECT_EQ(one_sided.scenarios.size(), 93u);
    EXPECT_EQ(one_sided.results.size(), 93u);  // the price and 92 Greeks
    EXPECT_EQ(one_sided.asset_paths(), 130);   // 465 without reuse
    const auto central = make_scenarios(draw_option(drawn_by, 5), few_steps(252, Difference::central));
    EXPECT_EQ(central.scenarios.size(), 1u + 2 * (1 + 1 + 5 + 25 + 45) + 4 * 10);
    EXPECT_EQ(central.results.size(), 93u);
    EXPECT_EQ(central.asset_paths(), 5 + 2 * 125);
}

TEST(A2Option, is_drawn_in_its_ranges_with_room_for_the_bumps) {
    for (int assets : {1, 5, 10, 40}) {
        const Option option = draw_option(drawn_by, assets);
        for (const auto& terms : option.terms) {
            EXPECT_TRUE(terms.kappa >= 1.5 && terms.kappa <= 9.0);
            EXPECT_TRUE(terms.theta >= 0.02 && terms.theta <= 0.4);
            EXPECT_TRUE(terms.xi >= 0.3 && terms.xi <= 0.9);
            EXPECT_TRUE(terms.v0 >= 0.02 && terms.v0 <= 0.4);
            EXPECT_TRUE(terms.rho >= -0.7 && terms.rho <= -0.1);
        }
        EXPECT_GT(eigenvalues(option.correlation).front(), Bumps{}.correlation);
        for (int i = 0; i < assets; ++i)
            EXPECT_EQ(option.correlation(2 * i, 2 * i + 1), option.terms[static_cast<std::size_t>(i)].rho);
    }
}

TEST(A2Option, refuses_drivers_that_are_not_positive_definite) {
    Option option = draw_option(drawn_by, 2);
    option.correlation(3, 1) = option.correlation(1, 3) = 0.999;
    EXPECT_THROW(make_scenarios(option, few_steps(4)), std::invalid_argument);
}

class AgainstBruteForce : public testing::Test {
  protected:
    static constexpr int steps = 24;
    const Option option = draw_option(drawn_by, 4);
    const Effort effort = small(600);
    Valuation valuation{make_scenarios(option, few_steps(steps)), effort};
    void SetUp() override { valuation.run(); }
};

TEST_F(AgainstBruteForce, the_price_is_the_same_path_by_path) {
    EXPECT_LE(farthest(valuation, 0, brute(option, steps, effort)), rounding);
}
TEST_F(AgainstBruteForce, theta_is_the_same_path_by_path) {
    Option moved = option;
    moved.maturity += Bumps{}.time;
    const int scenario = scenario_of(valuation.scenarios(), "theta");
    EXPECT_LE(farthest(valuation, scenario, brute(moved, steps, effort)), rounding);
}
TEST_F(AgainstBruteForce, rho_is_the_same_path_by_path) {
    Option moved = option;
    moved.rate += Bumps{}.rate;
    const int scenario = scenario_of(valuation.scenarios(), "rho");
    EXPECT_LE(farthest(valuation, scenario, brute(moved, steps, effort)), rounding);
}
TEST_F(AgainstBruteForce, every_correlation_vega_is_the_same_path_by_path) {
    for (int j = 1; j < 2 * option.assets(); ++j)
        for (int k = 0; k < j; ++k) {
            Option moved = option;
            const double entry = moved.correlation(j, k) + Bumps{}.correlation;
            moved.correlation(j, k) = moved.correlation(k, j) = entry;
            if (j % 2 == 1 && k == j - 1) moved.terms[static_cast<std::size_t>(k / 2)].rho = entry;
            const std::string name = "vega_" + driver_name(k) + "_" + driver_name(j);
            const int scenario = scenario_of(valuation.scenarios(), name);
            EXPECT_LE(farthest(valuation, scenario, brute(moved, steps, effort)), rounding) << name;
        }
}
TEST_F(AgainstBruteForce, model_vegas_are_the_same_path_by_path) {
    Option moved = option;
    moved.terms[2].xi *= 1.0 + Bumps{}.variance;
    EXPECT_LE(
        farthest(valuation, scenario_of(valuation.scenarios(), "vega_xi_3"), brute(moved, steps, effort)),
        rounding);
    moved = option;
    moved.terms[1].v0 *= 1.0 + Bumps{}.variance;
    EXPECT_LE(
        farthest(valuation, scenario_of(valuation.scenarios(), "vega_v0_2"), brute(moved, steps, effort)),
        rounding);
}
TEST_F(AgainstBruteForce, shifted_spots_are_the_same_path_by_path) {
    BruteForce plain{option, steps, effort.paths, effort.seed, {1.0, 1.01, 1.0, 1.01}};
    plain.run();
    EXPECT_LE(farthest(valuation, scenario_of(valuation.scenarios(), "cross_gamma_2_4"), plain), rounding);
}

/// A path's slope in a spot, its exercise held, is what it pays by the asset that set the maximum; the value
/// is flat in the rule, so the slopes agree to first order.
TEST(A2Greeks, central_deltas_agree_with_pathwise_slopes_under_the_same_exercise) {
    constexpr int steps = 24;
    const Option option = draw_option(drawn_by, 3);
    const Effort effort = small(20000);
    Valuation valuation(make_scenarios(option, few_steps(steps, Difference::central)), effort);
    const std::vector<Named> results = valuation.run();
    const BruteForce plain = brute(option, steps, effort);
    for (int i = 0; i < option.assets(); ++i) {
        double sum = 0.0, squares = 0.0;
        for (std::size_t p = 0; p < plain.paid.size(); ++p) {
            const auto step = static_cast<std::size_t>(plain.stopped[p]);
            if (plain.leader[step][p] != i || !(plain.best[step][p] > option.strike)) continue;
            const double slope = plain.deflator(plain.stopped[p]) * plain.best[step][p] / option.spot;
            sum += slope;
            squares += slope * slope;
        }
        const auto n = static_cast<double>(effort.paths);
        const double mean = sum / n, error = std::sqrt((squares / n - mean * mean) / n);
        const Estimate& delta = named(results, "delta_" + std::to_string(i + 1));
        EXPECT_NEAR(delta.value, mean, 4.0 * std::hypot(error, delta.std_error)) << i;
    }
}

TEST(A2Greeks, one_sided_and_central_differences_agree_within_their_errors) {
    const Option option = draw_option(drawn_by, 2);
    const auto central =
        Valuation(make_scenarios(option, few_steps(24, Difference::central)), small(20000)).run();
    const auto one_sided = Valuation(make_scenarios(option, few_steps(24)), small(20000)).run();
    for (const Named& result : central) {
        if (result.name.find("gamma") != std::string::npos) continue;  // the bump smooths them differently
        const Estimate& other = named(one_sided, result.name);
        // half the bump times the second derivative, which is below 10 for every parameter here
        const double bias = 0.5 * 0.01 * 10.0;
        EXPECT_NEAR(result.estimate.value, other.value,
                    4.0 * std::hypot(result.estimate.std_error, other.std_error) + bias)
            << result.name;
    }
}

TEST(A2Scheme, with_and_without_the_martingale_correction_has_one_limit) {
    const Option option = draw_option(drawn_by, 2);
    Method method = few_steps(64);
    const Named corrected = Valuation(price_scenario(option, method), small(1 << 15)).run().front();
    method.martingale = Martingale::plain;
    const Named plain = Valuation(price_scenario(option, method), small(1 << 15)).run().front();
    EXPECT_NE(corrected.estimate.value, plain.estimate.value);
    EXPECT_NEAR(corrected.estimate.value, plain.estimate.value, 4.0 * corrected.estimate.std_error);
}

/// The interval of the value and of each Greek covers what a run of 64 times the paths gives.
TEST(A2Errors, cover_the_value_of_a_large_run) {
    const Option option = draw_option(drawn_by, 2);
    const Method method = few_steps(12, Difference::central);
    constexpr int runs = 48;
    constexpr std::int64_t paths = 2048;
    const auto truth = Valuation(make_scenarios(option, method), small(64 * paths, 1000)).run();
    std::vector<int> covered(truth.size(), 0);
    double all = 0.0;
    for (int run = 0; run < runs; ++run) {
        const auto found =
            Valuation(make_scenarios(option, method), small(paths, 2000 + static_cast<std::uint64_t>(run)))
                .run();
        for (std::size_t k = 0; k < truth.size(); ++k) {
            const Estimate &small_run = found[k].estimate, &large = truth[k].estimate;
            const bool inside = std::abs(small_run.value - large.value) <=
                                1.96 * std::hypot(small_run.std_error, large.std_error);
            covered[k] += inside;
            all += inside;
        }
    }
    for (std::size_t k = 0; k < truth.size(); ++k)
        EXPECT_GE(covered[k], 38) << truth[k].name;  // of 48, at 95 %: fewer comes once in 1,000 results
    const double share = all / (runs * static_cast<double>(truth.size()));
    EXPECT_GT(share, 0.92);
    EXPECT_LT(share, 0.98);
}

/// Of all that paths pay, with trails of a few scenarios in memory at a time.
std::uint64_t hash_of(int threads, Isa isa, Martingale martingale, double memory) {
    Method method = few_steps(20);
    method.martingale = martingale;
    Effort effort = small(700);
    effort.threads = threads;
    effort.isa = isa;
    effort.memory = memory;
    Valuation valuation(make_scenarios(draw_option(drawn_by, 5), method), effort);
    const std::vector<Named> results = valuation.run();
    std::vector<double> numbers;
    for (const Named& result : results) {
        numbers.push_back(result.estimate.value);
        numbers.push_back(result.estimate.std_error);
    }
    return XXH64(numbers.data(), numbers.size() * sizeof(double), 0);
}

TEST(A2Bits, are_the_same_for_any_threads_lanes_and_memory) {
    constexpr std::uint64_t corrected = 0xfbb9a34f253f2777, plain = 0xdf72660f5d231dd;
    for (int threads : {1, 2, 3})
        EXPECT_EQ(hash_of(threads, Isa::avx2, Martingale::corrected, 4e9), corrected) << threads;
    EXPECT_EQ(hash_of(2, Isa::scalar, Martingale::corrected, 4e9), corrected);
    EXPECT_EQ(hash_of(2, Isa::automatic, Martingale::corrected, 1e6), corrected);
    EXPECT_EQ(hash_of(2, Isa::scalar, Martingale::plain, 4e9), plain);
    EXPECT_EQ(hash_of(2, Isa::avx2, Martingale::plain, 4e9), plain);
    if (!__builtin_cpu_supports("avx512f")) GTEST_SKIP() << "this processor has no AVX-512";
    EXPECT_EQ(hash_of(2, Isa::avx512, Martingale::corrected, 4e9), corrected);
}

}  // namespace
}  // namespace snell::a2
