#include "models/heston.h"

#include <gtest/gtest.h>

#include "tests/models/heston_worlds.h"
#include "tests/models/simulated.h"

namespace snell {
namespace {

constexpr int cells_per_unit = 500;

/// Expectation over the normal of a step, by the trapezoid rule on [-9, 9].
template <class Function>
double over_normal(const Function& f) {
    double sum = 0.0;
    for (int i = -9 * cells_per_unit; i <= 9 * cells_per_unit; ++i) {
        const double z = static_cast<double>(i) / cells_per_unit;
        sum += f(z) * exp(-0.5 * z * z);
    }
    return sum * 0.3989422804014327 / cells_per_unit;
}

/// One step from a variance v with its moments.
struct OneStep {
    HestonStep<double> step;
    double v, mean, variance;

    OneStep(const HestonTerms<double>& terms, double dt, double from)
        : step(HestonStep<double>::make(terms, dt, 0.0)), v(from) {
        mean = v * step.decay + step.pull;
        variance = 2.0 * (v * step.scatter + step.scatter_0);
    }
    double psi() const { return variance / (mean * mean); }
    bool smooth() const { return psi() <= 1.5; }
    VarianceMove<double> move(double z) const { return move_variance(step, v, z); }
    /// Of the trapezoid rule: none to speak of for the quadratic branch, which is analytic; at the
    /// exponential branch's kink cell^2 / 12 times density times jump of the slope, below 2 (1 + log psi)
    /// means.
    double quadrature_error(double size) const {
        const double jump = 2.0 * (1.0 + log(psi()));
        return size * (smooth() ? 1e-12 : jump / (12.0 * cells_per_unit * cells_per_unit));
    }
};

/// Steps through both branches, from psi = 0.01 to 1000.
std::vector<OneStep> steps_of_every_kind() {
    std::vector<OneStep> all;
    for (const HestonWorld* world : {&lewis, &andersen_1, &andersen_2, &andersen_3, &broadie_kaya_1})
        for (double dt : {1.0 / 252.0, 0.125, 1.0})
            for (double v : {0.0, 1e-4, 0.04, 0.5}) all.emplace_back(world->terms, dt, v);
    return all;
}

TEST(HestonStep, keeps_the_mean_and_variance_of_v_in_both_branches) {
    int smooth = 0, kinked = 0;
    for (const OneStep& one : steps_of_every_kind()) {
        const double mean = over_normal([&](double z) { return one.move(z).next; });
        EXPECT_NEAR(mean, one.mean, one.quadrature_error(one.mean)) << one.psi();
        const double second = over_normal([&](double z) { return one.move(z).next * one.move(z).next; });
        const double expected = one.variance + one.mean * one.mean;
        EXPECT_NEAR(second, expected, one.quadrature_error(expected)) << one.psi();
        ++(one.smooth() ? smooth : kinked);
    }
    EXPECT_GE(smooth, 10);
    EXPECT_GE(kinked, 10);
}

TEST(HestonStep, keeps_the_price_a_martingale_given_v) {
    // E[exp(C + A v')] = 1, with what is Gaussian given v' taken out.
    for (const OneStep& one : steps_of_every_kind()) {
        const double found = over_normal([&](double z) {
            const VarianceMove<double> move = one.move(z);
            return exp(move.correction + one.step.a * move.next);
        });
        EXPECT_NEAR(found, 1.0, one.quadrature_error(1.0)) << one.psi();
    }
}

TEST(HestonStep, stays_uncorrected_where_the_correction_does_not_exist) {
    // It takes a positive correlation, and steps much longer than the variance's memory.
    const auto [v0, kappa, theta, xi, rho] = HestonTerms<double>{5.0, 20.0, 5.0, 8.0, 0.95};
    const double dt = 2.0;
    const OneStep one({v0, kappa, theta, xi, rho}, dt, v0);
    ASSERT_TRUE(one.smooth());
    const double level = sqrt(one.mean * one.mean - 0.5 * one.variance);
    ASSERT_GT(2.0 * one.step.a * (one.mean - level), 1.0);
    // Andersen (2008), eq. 33.
    const double k0 = -rho * kappa * theta / xi * dt;
    const double k1 = 0.5 * dt * (kappa * rho / xi - 0.5) - rho / xi;
    const double k3 = 0.5 * dt * (1.0 - rho * rho);
    EXPECT_NEAR(one.move(0.3).correction, k0 + (k1 + 0.5 * k3) * v0,
                8 * 0x1p-53 * abs(k0));  // some roundings
}

TEST(HestonStep, never_leaves_the_positive_axis_and_survives_zero) {
    for (double z : {-9.0, -3.0, -1.0, 0.0, 2.0, 9.0}) {
        for (const OneStep& one : steps_of_every_kind()) {
            EXPECT_GE(one.move(z).next, 0.0);
            EXPECT_LT(abs(one.move(z).correction), 1e3);
        }
        const OneStep dead({0.0, 0.0, 0.0, 1.0, -0.5}, 0.1, 0.0);
        EXPECT_NEAR(dead.move(z).next, 0.0, 1e-90);  // the floor of the mean is 1e-100
        EXPECT_LT(abs(dead.move(z).correction), 1e-90);
    }
}

/// The step of a world's asset, with P's slopes.
template <class P>
HestonStep<P> step_of(const HestonWorld& world, double dt) {
    return HestonStep<P>::make(world.model<P>().terms[0], P(dt), P(0.0));
}

TEST(HestonStep, slopes_are_derivatives_away_from_the_switch) {
    using D = Dual<double, 8>;
    const double width = 1e-6;
    for (double v : {0.3, 0.002}) {  // quadratic, exponential
        const auto with_slopes = move_variance(step_of<D>(andersen_1, 0.125), D(v), 0.7);
        EXPECT_EQ(with_slopes.next.value, move_variance(step_of<double>(andersen_1, 0.125), v, 0.7).next);
        for (int p = 4; p < 8; ++p) {
            HestonWorld up = andersen_1, down = andersen_1;
            double* const above[] = {&up.terms.kappa, &up.terms.theta, &up.terms.xi, &up.terms.rho};
            double* const below[] = {&down.terms.kappa, &down.terms.theta, &down.terms.xi, &down.terms.rho};
            *above[p - 4] += width;
            *below[p - 4] -= width;
            const auto more = move_variance(step_of<double>(up, 0.125), v, 0.7);
            const auto less = move_variance(step_of<double>(down, 0.125), v, 0.7);
            // Second-order term with third derivatives below 1e4, and rounding over the width.
            const double tolerance = width * width * 1e4 + 0x1p-50 / width;
            EXPECT_NEAR(with_slopes.next.slope[p], (more.next - less.next) / (2.0 * width), tolerance) << p;
            EXPECT_NEAR(with_slopes.correction.slope[p], (more.correction - less.correction) / (2.0 * width),
                        tolerance)
                << p;
        }
    }
}

TEST(Heston, forward_is_the_mean_of_the_price) {
    for (const HestonWorld* world : {&andersen_1, &andersen_2, &andersen_3, &broadie_kaya_1}) {
        const auto sample = simulate<1>(world->model<double>(), equal_steps(5.0, 10), 1 << 17,
                                        [](const auto& state) { return exp(state.x[0]); });
        const SampleMean found = mean_of(sample);
        EXPECT_NEAR(found.value, world->spot * exp(5.0 * (world->rate - world->dividend)),
                    sigmas * found.std_error);
    }
}

TEST(Heston, variance_has_the_moments_of_cox_ingersoll_and_ross) {
    for (const HestonWorld* world : {&lewis, &andersen_1, &broadie_kaya_2}) {
        const auto& [v0, kappa, theta, xi, rho] = world->terms;
        const double t = 1.5, decay = exp(-kappa * t);
        auto sample = simulate<1>(world->model<double>(), equal_steps(t, 12), 1 << 16,
                                  [](const auto& state) { return state.v[0]; });
        const SampleMean found = mean_of(sample);
        const double mean = theta + (v0 - theta) * decay;
        EXPECT_NEAR(found.value, mean, sigmas * found.std_error);
        // Cox, Ingersoll and Ross (1985), eq. 19.
        const double variance = xi * xi / kappa * (1.0 - decay) * (v0 * decay + 0.5 * theta * (1.0 - decay));
        for (double& v : sample) v = (v - mean) * (v - mean);
        const SampleMean second = mean_of(sample);
        EXPECT_NEAR(second.value, variance, sigmas * second.std_error);
    }
}

TEST(Heston, integral_of_variance_has_its_mean) {
    const auto model = lewis.model<double>();
    for (int steps : {1, 2, 50}) {
        const SampleMean found = mean_of(simulate<1>(model, equal_steps(1.0, steps), 1 << 14,
                                                     [](const auto& state) { return state.integral[0]; }));
        EXPECT_NEAR(found.value, model.terms[0].mean_integral(1.0), sigmas * found.std_error) << steps;
    }
}

TEST(Heston, moves_with_its_lognormal_twin_as_xi_vanishes) {
    // kappa = 0: with reversion the two still differ by a term of order (kappa dt)^2.
    double before = 0.0;
    for (double xi : {1e-3, 1e-4, 1e-5, 1e-6}) {
        const HestonWorld world{100.0, 0.03, 0.01, {0.09, 0.0, 0.09, xi, -0.6}};
        const auto sample =
            simulate<1>(world.model<double>(), equal_steps(1.0, 16), 1 << 10, [](const auto& state) {
                const auto distance = state.x[0] - state.leg[0];
                return distance * distance;
            });
        const double distance = sqrt(mean_of(sample).value);
        if (before > 0.0) {
            EXPECT_NEAR(distance / before, 0.1, 0.1 * 0.05) << xi;  // linear in xi up to 5 %
        }
        before = distance;
    }
}

TEST(Heston, runs_with_slopes_keep_the_bits_of_values) {
    Heston<double> plain = andersen_1.model<double>();
    plain.jumps = {Jumps<double>{1.0, -0.1, 0.2}};
    const auto grid = equal_steps(2.0, 20);
    const auto values = simulate<1, double>(plain, grid, 64, [](const auto& state) { return state.x[0]; });
    const auto lanes = simulate<1>(plain, grid, 64, [](const auto& state) { return state.x[0]; });
    EXPECT_EQ(values, lanes);
}

Heston<double> three_assets() {
    Heston<double> model;
    model.market.rate = Curve<double>(0.02);
    model.market.correlation = Matrix<double>(3);
    const double correlations[] = {0.5, 0.3, -0.2};
    int at = 0;
    for (int i = 0; i < 3; ++i) {
        model.market.assets.push_back({"asset", 100.0, Curve<double>(0.01 * i), std::nullopt});
        for (int j = 0; j < i; ++j, ++at)
            model.market.correlation(i, j) = model.market.correlation(j, i) = correlations[at];
    }
    model.terms = {lewis.terms, andersen_3.terms, broadie_kaya_1.terms};
    return model;
}

TEST(Heston, assets_keep_their_own_distribution_among_others) {
    const Heston<double> all = three_assets();
    const auto grid = equal_steps(1.0, 8);
    for (int asset = 0; asset < 3; ++asset) {
        Heston<double> alone;
        alone.market = all.market;
        alone.market.assets = {all.market.assets[static_cast<std::size_t>(asset)]};
        alone.market.correlation = Matrix<double>(1);
        alone.terms = {all.terms[static_cast<std::size_t>(asset)]};
        const auto payoff = [](const auto& x) {
            using R = std::decay_t<decltype(x)>;
            return max(exp(x) - R(100.0), R(0.0));
        };
        const SampleMean one =
            mean_of(simulate<1>(alone, grid, 1 << 15, [&](const auto& state) { return payoff(state.x[0]); }));
        const SampleMean many = mean_of(
            simulate<0>(all, grid, 1 << 15, [&](const auto& state) { return payoff(state.x[asset]); }));
        // Both samples are independent beyond their first normals; their errors add at most.
        EXPECT_NEAR(one.value, many.value, sigmas * (one.std_error + many.std_error)) << asset;
    }
}

/// Correlation of two numbers read off each path.
template <class Model, class First, class Second>
double correlation_of(const Model& model, const First& first, const Second& second, int paths) {
    const std::vector<Years> one_step{1.0 / 365.0};
    const auto a = simulate<0>(model, one_step, paths, first);
    const auto b = simulate<0>(model, one_step, paths, second);
    const double mean_a = mean_of(a).value, mean_b = mean_of(b).value;
    double ab = 0.0, aa = 0.0, bb = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        ab += (a[i] - mean_a) * (b[i] - mean_b);
        aa += (a[i] - mean_a) * (a[i] - mean_a);
        bb += (b[i] - mean_b) * (b[i] - mean_b);
    }
    return ab / sqrt(aa * bb);
}

TEST(Heston, drivers_have_the_correlation_that_was_asked_for) {
    constexpr int paths = 1 << 16;
    Heston<double> model = three_assets();
    model.terms[1].xi = model.terms[2].xi = 0.05;  // so that v' is all but linear in its normal
    model.terms[0].xi = 0.05;
    for (bool told : {false, true}) {
        if (told) {
            Matrix<double>& drivers = model.drivers.told = Matrix<double>(6);
            const auto set = [&](int i, int j, double c) { drivers(i, j) = drivers(j, i) = c; };
            set(3, 4, 0.25);   // (V_1, V_2)
            set(3, 1, -0.1);   // (V_1, S_2)
            set(4, 0, -0.15);  // (V_2, S_1)
            set(5, 3, 0.05);   // (V_3, V_1)
        }
        const Matrix<double> expected = model.drivers.complete(model.market.correlation, model.terms);
        for (int i = 0; i < 2; ++i) {
            for (int j = 0; j < 2; ++j) {
                const auto price_i = [i](const auto& state) { return state.leg[i]; };
                const auto price_j = [j](const auto& state) { return state.leg[j]; };
                const auto variance_j = [j](const auto& state) { return state.v[j]; };
                const auto variance_i = [i](const auto& state) { return state.v[i]; };
                // The error of a correlation is below 1 / sqrt(paths); v' is linear up to xi sqrt(dt / v)
                // / 2.
                const double tolerance =
                    sigmas / sqrt(double(paths)) + 0.05 * sqrt(1.0 / (365.0 * 0.04)) / 2.0;
                EXPECT_NEAR(correlation_of(model, price_i, price_j, paths), expected(3 + i, 3 + j),
                            tolerance);
                EXPECT_NEAR(correlation_of(model, variance_i, price_j, paths), expected(i, 3 + j), tolerance);
                EXPECT_NEAR(correlation_of(model, variance_i, variance_j, paths), expected(i, j), tolerance);
            }
        }
    }
}

TEST(Bates, forward_is_the_mean_of_the_price) {
    Heston<double> model = broadie_kaya_2.model<double>();
    model.jumps = {Jumps<double>{0.8, -0.3, 0.2}};
    const SampleMean found = mean_of(
        simulate<1>(model, equal_steps(1.0, 4), 1 << 17, [](const auto& state) { return exp(state.x[0]); }));
    EXPECT_NEAR(found.value, 100.0 * exp(0.05), sigmas * found.std_error);
}

}  // namespace
}  // namespace snell
