#include <complex>

#include "core/error.h"
#include "tests/engine/flat_case.h"
#include "tests/engine/underlyings.h"
#include "tests/models/heston_worlds.h"

namespace snell {
namespace {

using worlds::expect_near;

VarianceOption option_of(OptionType type, double strike, Years maturity, Years start = 0.0) {
    VarianceOption option;
    option.type = type;
    option.strike = strike;
    option.variance.maturity = maturity;
    option.variance.start_time = start;
    return option;
}

/// E exp(-s I), I the integral of v from 0 to t; Cox, Ingersoll and Ross (1985), eq. (23), for a rate v.
std::complex<double> transform(const HestonTerms<double>& terms, Years t, std::complex<double> s) {
    const auto& [v0, kappa, theta, xi, rho] = terms;
    const std::complex<double> gamma = std::sqrt(kappa * kappa + 2.0 * xi * xi * s);
    const std::complex<double> settled = 1.0 - std::exp(-gamma * t);
    const std::complex<double> below = (gamma + kappa) * settled + 2.0 * gamma * (1.0 - settled);
    const std::complex<double> level = std::log(2.0 * gamma / below) + 0.5 * (kappa - gamma) * t;
    return std::exp(2.0 * kappa * theta / (xi * xi) * level - 2.0 * s * settled / below * v0);
}

/// E max(K - I, 0) by Bromwich's integral of exp(s K) E exp(-s I) / s^2 along Re s = 1; the trapezoid rule
/// errs by exp(-2 pi / step), and what lies beyond the end has decayed.
double put_on_integral(const HestonTerms<double>& terms, Years t, double strike) {
    constexpr double step = 0.1, end = 4000.0;
    double sum = 0.0;
    for (int i = 0; i < static_cast<int>(end / step); ++i) {
        const std::complex<double> s(1.0, step * i);
        const double value = (std::exp(s * strike) * transform(terms, t, s) / (s * s)).real();
        sum += i == 0 ? 0.5 * value : value;
    }
    return sum * step / M_PI;
}

Price priced_in(const HestonWorld& world, const Product& product, int steps, std::int64_t paths = 1 << 16) {
    Settings settings = worlds::settings(paths);
    settings.steps = steps;
    return price(TbbBackend(1), world.model<double>(), product, settings);
}

TEST(VarianceOption, call_less_put_is_the_swap) {
    for (const std::vector<Years>& dates : {std::vector<Years>{}, worlds::equal_times(1.0, 12)}) {
        VarianceOption call = option_of(OptionType::call, 0.15, 1.0);
        call.variance.observations = dates;
        VarianceOption put = call;
        put.type = OptionType::put;
        VarianceSwap swap;
        swap.variance = call.variance;
        swap.strike = 0.15;
        Settings settings = worlds::settings(1 << 12);
        settings.controls = false;
        settings.steps = 12;
        const auto value = [&](const Product& product) {
            return price(TbbBackend(1), lewis.model<double>(), product, settings).estimate.value;
        };
        EXPECT_NEAR(value(call) - value(put), value(swap), worlds::rounding(1.0));  // path by path
    }
}

TEST(VarianceOption, that_always_pays_is_the_mean_for_steps_of_any_length) {
    const HestonWorld far{1.0, 0.03, 0.0, {2.0, 2.0, 0.01, 0.1, -0.5}};
    for (int steps : {1, 4, 32}) {
        const Estimate found = priced_in(far, option_of(OptionType::call, 0.05, 1.5, 0.25), steps).estimate;
        const double mean = (far.terms.mean_integral(1.5) - far.terms.mean_integral(0.25)) / 1.25;
        EXPECT_NEAR(found.value, std::exp(-0.03 * 1.5) * (mean - 0.05),
                    worlds::rounding(1.0) + 4.0 * found.std_error);
        EXPECT_LT(found.std_error, 1e-12);  // the control is the payoff, but for the strike
    }
}

TEST(VarianceOption, meets_published_values) {
    // Two cases of Broadie and Jain's kind, kept by QuantLib's suite: total variance, so strike and notional
    // are over and times the maturity.
    const HestonWorld high{1.0, 0.0, 0.0, {2.0, 2.0, 0.01, 0.1, -0.5}};
    VarianceOption call = option_of(OptionType::call, 0.05 / 1.5, 1.5);
    call.notional = 1.5;
    expect_near(priced_in(high, call, 48).estimate, 0.9104619, 1e-7, 1e-9);
    const HestonWorld lower{1.0, 0.0, 0.0, {1.5, 2.0, 0.01, 0.1, -0.5}};
    const Price put = priced_in(lower, option_of(OptionType::put, 0.7, 1.0), 48, 1 << 18);
    // Second order: a third of what the last halving changed is left.
    const double bias = (std::fabs(put.time_step_bias->value) + 4.0 * put.time_step_bias->std_error) / 3.0;
    expect_near(put.estimate, 0.04659152382092879, bias, 2e-6);
    EXPECT_LT(bias, 1e-5);
}

TEST(VarianceOption, converges_to_the_transform_with_the_square_of_the_step) {
    const HestonWorld world{1.0, 0.0, 0.0, {0.04, 1.0, 0.04, 0.2, -0.5}};
    const VarianceOption put = option_of(OptionType::put, 0.04, 1.0);
    const double expected = put_on_integral(world.terms, 1.0, 0.04);
    double before = 0.0;
    for (int steps : {1, 2, 4, 8}) {
        const Estimate found = priced_in(world, put, steps, 1 << 20).estimate;
        const double bias = found.value - expected;
        EXPECT_LT(4.0 * found.std_error, 0.5 * std::fabs(bias)) << steps;
        if (before != 0.0) {
            EXPECT_NEAR(bias / before, 0.25, 0.1 + 4.0 * found.std_error / std::fabs(before)) << steps;
        }
        before = bias;
    }
}

TEST(VarianceOption, greeks_are_slopes_of_the_transform) {
    const HestonWorld world{1.0, 0.0, 0.0, {0.04, 1.0, 0.04, 0.2, -0.5}};
    Settings settings = worlds::settings(1 << 17);
    settings.steps = 32;
    const auto all =
        greeks(TbbBackend(1), world.model<double>(), option_of(OptionType::put, 0.04, 1.0), settings);
    const auto slope = [&](double HestonTerms<double>::*term) {
        HestonTerms<double> up = world.terms, down = world.terms;
        const double h = 1e-4;  // its square times a third slope below 1e3 is 1e-5
        up.*term += h;
        down.*term -= h;
        return (put_on_integral(up, 1.0, 0.04) - put_on_integral(down, 1.0, 0.04)) / (2.0 * h);
    };
    // Steps cost a share of the square of 1/32 (the test above: some 10 % in one step).
    const auto expect = [&](const std::string& name, double expected) {
        expect_near(greek(all, name), expected, 1e-5 + std::fabs(expected) / 1024.0, 1e-3);
    };
    expect("d_v0", slope(&HestonTerms<double>::v0));
    expect("d_theta", slope(&HestonTerms<double>::theta));
    expect("d_xi", slope(&HestonTerms<double>::xi));
}

TEST(VarianceOption, on_a_known_variance_is_worth_what_it_pays) {
    const worlds::Flat world;
    const Estimate found = world.price(option_of(OptionType::call, 0.03, 2.0, 0.5));
    EXPECT_NEAR(found.value, world.deflator(2.0) * (0.04 - 0.03), worlds::rounding(1.0));
    EXPECT_LT(found.std_error, worlds::rounding(1.0));
}

TEST(VarianceOption, refuses_a_realised_variance_that_jumps_add_to) {
    Heston<double> bates = lewis.model<double>();
    bates.jumps = {Jumps<double>{0.5, -0.1, 0.15}};
    EXPECT_THROW(priced(bates, option_of(OptionType::call, 0.04, 1.0)), InputError);
    BlackScholes<double> merton = worlds::Flat{}.model();
    merton.jumps = {Jumps<double>{0.5, -0.1, 0.15}};
    EXPECT_THROW(priced(merton, option_of(OptionType::call, 0.04, 1.0)), InputError);
    // On dates the returns show the jumps.
    VarianceOption monthly = option_of(OptionType::call, 0.04, 1.0);
    monthly.variance.observations = worlds::equal_times(1.0, 12);
    EXPECT_GT(priced(bates, monthly).value, priced(lewis.model<double>(), monthly).value);
}

TEST(VarianceOption, refuses_terms_that_contradict_each_other) {
    const auto code_of = [](const VarianceOption& option) {
        try {
            option.check(Quotes{{100.0}});
        } catch (const TermsFault& fault) {
            return fault.code + " " + fault.field;
        }
        return std::string("none");
    };
    EXPECT_EQ(code_of(VarianceOption{}), "E226 observations");
    VarianceOption option = option_of(OptionType::call, 0.04, 1.0);
    EXPECT_EQ(code_of(option), "none");
    option.variance.annualisation = 252.0;
    EXPECT_EQ(code_of(option), "E226 annualisation");
    EXPECT_EQ(code_of(option_of(OptionType::call, 0.04, 1.0, 1.0)), "E221 start_time");
    option.variance.observations = {0.5, 1.5};
    EXPECT_EQ(code_of(option), "E221 maturity");
}

}  // namespace
}  // namespace snell
