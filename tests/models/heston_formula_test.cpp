#include "models/heston_formula.h"

#include <gtest/gtest.h>

#include "models/merton_formula.h"
#include "tests/models/heston_worlds.h"
#include "tests/refs.h"

namespace snell {
namespace {

using D = Dual<double, 8>;

// What the quadrature leaves, HestonFormula's contract, for forwards up to 200.
constexpr double formula_error = 200.0 * 1e-12;

double call(const HestonWorld& world, double strike, Years maturity) {
    return HestonFormula<double>(world.model<double>(), 0, maturity).option(1.0, strike);
}

HestonWorld world_of(const nlohmann::json& in) {
    return {in.at("spot"),
            in.at("rate"),
            in.at("dividend_yield"),
            {in.at("v0"), in.at("kappa"), in.at("theta"), in.at("sigma"), in.at("rho")}};
}

TEST(Complex, angle_is_that_of_the_point_in_every_quadrant) {
    for (int turn = -15; turn <= 16; ++turn) {
        const double expected = turn * (3.1415926535897931 / 16.0);
        double s, c;
        sincos(expected, s, c);
        // 2^-51 by contract, and what an error of 4 ULP in s and c turns the point by.
        EXPECT_NEAR(angle(3.0 * c, 3.0 * s), expected, 0x1p-51 + 8 * 0x1p-53) << turn;
    }
}

TEST(Complex, root_squared_gives_the_number_back) {
    for (const Complex<double>& z : {Complex<double>(3.0, 4.0), Complex<double>(-3.0, 4.0),
                                     Complex<double>(-3.0, -4.0), Complex<double>(-2.0, 0.0)}) {
        const Complex<double> root = sqrt(z);
        const Complex<double> square = root * root;
        EXPECT_GE(root.re, 0.0);
        EXPECT_NEAR(square.re, z.re, 8 * 0x1p-53 * 5.0);  // some roundings of numbers up to 5
        EXPECT_NEAR(square.im, z.im, 8 * 0x1p-53 * 5.0);
    }
}

TEST(Quadrature, integrates_a_damped_wave) {
    for (double k : {0.0, 1.0, 5.0}) {
        const double found =
            integrate_decaying<double>([&](double u) { return exp(-u) * cos(k * u); }, 1.0, 1e-12);
        EXPECT_NEAR(found, 1.0 / (1.0 + k * k),
                    1e-14);  // far below the tolerance, as halving squares the error
    }
}

TEST(HestonFormula, puts_and_calls_differ_by_the_forward) {
    for (double strike : {50.0, 100.0, 170.0}) {
        const HestonFormula<double> formula(broadie_kaya_2.model<double>(), 0, 2.0);
        const double parity = 100.0 - strike * exp(-0.05 * 2.0);
        EXPECT_NEAR(formula.option(1.0, strike) - formula.option(-1.0, strike), parity, formula_error);
        EXPECT_NEAR(formula.digital(1.0, strike) + formula.digital(-1.0, strike), exp(-0.1), formula_error);
    }
}

TEST(HestonFormula, agrees_with_published_prices) {
    // Lewis; Fang and Oosterlee (2008), table 4, whose last digits are off: here the converged value; Broadie
    // and Kaya (2006), tables 4 and 5.
    EXPECT_NEAR(call(lewis, 80.0, 1.0), 26.774758743998856, formula_error);
    EXPECT_NEAR(call(lewis, 120.0, 1.0), 9.024913483457835, formula_error);
    EXPECT_NEAR(call(fang_oosterlee, 100.0, 1.0), 5.785155434376197, formula_error);
    EXPECT_NEAR(call(broadie_kaya_1, 100.0, 1.0), 6.806113313462023, formula_error);
    EXPECT_NEAR(call(broadie_kaya_2, 100.0, 5.0), 34.99975835118381, formula_error);
}

TEST(HestonFormula, agrees_with_every_published_case) {
    const auto cases = published_cases("heston_european");
    if (cases.empty()) GTEST_SKIP() << "no reference values: set SNELL_REFS";
    for (const auto& each : cases) {
        const auto& in = each["inputs"];
        const HestonFormula<double> formula(world_of(in).model<double>(), 0, in.at("maturity"));
        const double sign = in.at("option_type") == "call" ? 1.0 : -1.0;
        EXPECT_NEAR(formula.option(sign, in.at("strike")), value_of_case(each),
                    tolerance_of_case(each) + formula_error)
            << each["id"];
    }
}

TEST(HestonFormula, agrees_with_every_published_greek) {
    const auto cases = published_cases("heston_greeks");
    if (cases.empty()) GTEST_SKIP() << "no reference values: set SNELL_REFS";
    const std::vector<std::pair<std::string, int>> slopes{{"delta", 0},         {"rho_rate", 1},
                                                          {"dprice_dkappa", 4}, {"dprice_dtheta", 5},
                                                          {"dprice_dsigma", 6}, {"dprice_drho", 7}};
    int seen = 0;
    for (const auto& each : cases) {
        const auto& in = each["inputs"];
        const bool digital = each["instrument"] == "cash_or_nothing_digital";
        if (!digital && each["instrument"] != "european_option") continue;
        const HestonFormula<D> formula(world_of(in).model<D>(), 0, in.at("maturity"));
        // The derived value is 2.7e-8 off; the_slope_in_theta_is_right_to_the_last_digit has the right one.
        if (each["id"] == "heston_lewis_dprice_dtheta_call100") continue;
        const double strike = in.at("strike");
        const double expected = value_of_case(each), tolerance = tolerance_of_case(each) + formula_error;
        if (digital) {
            EXPECT_NEAR(formula.digital(1.0, strike).value, expected, tolerance) << each["id"];
        }
        if (each["quantity"] == "gamma") {
            EXPECT_NEAR(formula.gamma(strike).value, expected, tolerance) << each["id"];
        }
        for (const auto& [name, slope] : slopes) {
            if (each["quantity"] != name) continue;
            EXPECT_NEAR(formula.option(1.0, strike).slope[slope], expected, tolerance) << each["id"];
        }
        ++seen;
    }
    EXPECT_GE(seen, 7);
}

TEST(HestonFormula, the_slope_in_theta_is_right_to_the_last_digit) {
    // From the integral in 40 decimal digits.
    const D price = HestonFormula<D>(lewis.model<D>(), 0, 1.0).option(1.0, 100.0);
    EXPECT_NEAR(price.slope[5], 32.560133474109686, formula_error);
}

TEST(HestonFormula, digital_and_gamma_are_derivatives_of_the_price) {
    const HestonFormula<D> formula(lewis.model<D>(), 0, 1.0);
    const double width = 1e-3, strike = 110.0;
    const double below = formula.option(1.0, strike - width).value;
    const double above = formula.option(1.0, strike + width).value;
    // A central difference errs by width^2 / 6 times the third derivative, here below 1e-2, and by the
    // formula's error over the width.
    EXPECT_NEAR(formula.digital(1.0, strike).value, (below - above) / (2.0 * width),
                width * width / 6.0 * 1e-2 + formula_error / width);
    HestonWorld up = lewis, down = lewis;
    up.spot += width;
    down.spot -= width;
    const double more = HestonFormula<D>(up.model<D>(), 0, 1.0).option(1.0, strike).slope[0];
    const double less = HestonFormula<D>(down.model<D>(), 0, 1.0).option(1.0, strike).slope[0];
    EXPECT_NEAR(formula.gamma(strike).value, (more - less) / (2.0 * width),
                width * width / 6.0 * 1e-2 + formula_error / width);
}

TEST(HestonFormula, slopes_are_derivatives_in_every_parameter) {
    const double width = 1e-5;
    const D price = HestonFormula<D>(lewis.model<D>(), 0, 1.0).option(1.0, 100.0);
    const auto moved = [](HestonWorld world, int which, double by) {
        double* const cells[] = {&world.spot,        &world.rate,        &world.dividend, &world.terms.v0,
                                 &world.terms.kappa, &world.terms.theta, &world.terms.xi, &world.terms.rho};
        *cells[which] += by;
        return call(world, 100.0, 1.0);
    };
    for (int p = 0; p < 8; ++p) {
        const double slope = (moved(lewis, p, width) - moved(lewis, p, -width)) / (2.0 * width);
        // Third derivatives below 1e5: the largest is that in v0, theta and the rates.
        EXPECT_NEAR(price.slope[p], slope, width * width / 6.0 * 1e5 + formula_error / width) << p;
    }
}

TEST(HestonFormula, tends_to_black_scholes_as_xi_vanishes) {
    const double forward = 100.0 * exp(-0.01);
    const double limit = exp(-0.01) * black(1.0, forward, 100.0, lewis.terms.mean_integral(1.0));
    HestonWorld world = lewis;
    double before = 0.0;
    for (double xi : {1e-2, 1e-3, 1e-4, 1e-5, 1e-6}) {
        world.terms.xi = xi;
        const double distance = abs(call(world, 100.0, 1.0) - limit);
        // The leading term is linear in xi (rho is not 0), so a tenth of xi is a tenth of the distance.
        if (before > 0.0) {
            EXPECT_NEAR(distance / before, 0.1, 0.1 * 0.05) << xi;
        }
        before = distance;
    }
}

TEST(HestonFormula, survives_short_times_and_far_strikes) {
    for (Years maturity : {1.0 / 365.0, 0.02, 0.5, 30.0}) {
        const HestonFormula<double> formula(lewis.model<double>(), 0, maturity);
        double price = 100.0, probability = 1.0;
        for (double strike = 40.0; strike <= 240.0; strike += 20.0) {
            const double next = formula.option(1.0, strike);
            const double digital = formula.digital(1.0, strike);
            EXPECT_GE(next, max(0.0, 100.0 * exp(-0.02 * maturity) - strike * exp(-0.01 * maturity)) -
                                formula_error);
            EXPECT_LE(next, price + formula_error);
            EXPECT_LE(digital, probability + formula_error);
            EXPECT_GE(digital, -formula_error);
            price = next;
            probability = digital;
        }
    }
}

TEST(Bates, tends_to_heston_as_jumps_vanish_and_to_merton_as_xi_vanishes) {
    const Jumps<double> jumps{0.4, -0.5, 0.4};
    Heston<double> rare = lewis.model<double>();
    rare.jumps = {Jumps<double>{1e-9, -0.5, 0.4}};
    // A jump happens with probability 1e-9 and moves the price by less than the spot.
    EXPECT_NEAR(HestonFormula<double>(rare, 0, 1.0).option(1.0, 100.0), call(lewis, 100.0, 1.0),
                1e-9 * 100.0);

    const HestonWorld still{100.0, 0.03, 0.0, {0.0225, 1.0, 0.0225, 1e-6, 0.0}};
    Heston<double> bates = still.model<double>();
    bates.jumps = {jumps};
    const double series = exp(-0.03) * merton(1.0, 100.0 * exp(0.03), 100.0, 0.0225, jumps, 1.0);
    // Without correlation the distance is quadratic in xi.
    EXPECT_NEAR(HestonFormula<double>(bates, 0, 1.0).option(1.0, 100.0), series,
                1e-6 * 1e-6 * 100.0 + formula_error);
}

TEST(Merton, without_jumps_is_black) {
    EXPECT_DOUBLE_EQ(merton(1.0, 100.0, 90.0, 0.04, Jumps<double>{0.0, -0.1, 0.2}, 1.0),
                     black(1.0, 100.0, 90.0, 0.04));
}

TEST(Merton, agrees_with_published_prices) {
    // von Sydow et al. (2015), BENCHOP problem 5.
    const Jumps<double> jumps{0.4, -0.5, 0.4};
    const double expected[] = {7.542526012669795, 14.33625088531066, 22.35996956518987};
    for (int i = 0; i < 3; ++i) {
        const double forward = (90.0 + 10.0 * i) * exp(0.03);
        EXPECT_NEAR(exp(-0.03) * merton(1.0, forward, 100.0, 0.0225, jumps, 1.0), expected[i],
                    200.0 * 0x1p-52 * 50.0);  // some 50 terms, each rounded, of a sum below 200
    }
}

TEST(Merton, put_call_parity_holds) {
    const Jumps<double> jumps{2.0, 0.1, 0.3};
    const double difference =
        merton(1.0, 105.0, 95.0, 0.09, jumps, 2.0) - merton(-1.0, 105.0, 95.0, 0.09, jumps, 2.0);
    EXPECT_NEAR(difference, 10.0, 200.0 * 0x1p-52 * 50.0);
}

}  // namespace
}  // namespace snell
