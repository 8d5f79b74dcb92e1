#include <complex>

#include "tests/engine/flat_case.h"
#include "tests/engine/underlyings.h"

namespace snell {
namespace {

using worlds::expect_near;

/// A flat world with double exponential jumps, and its European options by Lewis's (2001) integral of the
/// characteristic function of Kou (2002).
struct KouWorld {
    double spot, rate, dividend, volatility;
    double intensity, up, up_rate, down_rate;

    BlackScholes<double> model() const {
        BlackScholes<double> model = worlds::black_scholes(spot, rate, dividend, volatility);
        model.jumps = {DoubleExponentialJumps<double>{intensity, up, up_rate, down_rate}};
        return model;
    }
    /// log E[(S_t / F)^z].
    std::complex<double> exponent(std::complex<double> z, Years t) const {
        const auto jump = [&](std::complex<double> at) {
            return up * up_rate / (up_rate - at) + (1.0 - up) * down_rate / (down_rate + at) - 1.0;
        };
        return t * (0.5 * volatility * volatility * (z * z - z) + intensity * (jump(z) - z * jump(1.0)));
    }
    /// The trapezoid rule errs by exp(-2 pi / step); the end is where the diffusion has decayed to exp(-40).
    double call(double strike, Years t) const {
        constexpr double step = 0.02;
        const double end = std::sqrt(80.0 / t) / volatility;
        const double forward = spot * std::exp((rate - dividend) * t), x = std::log(forward / strike);
        double sum = 0.0;
        for (int i = 0; step * i < end; ++i) {
            const double u = step * i;
            const std::complex<double> z(0.5, u);
            const double value =
                (std::exp(exponent(z, t) + std::complex<double>(0.0, u * x))).real() / (u * u + 0.25);
            sum += i == 0 ? 0.5 * value : value;
        }
        return std::exp(-rate * t) * (forward - std::sqrt(forward * strike) * sum * step / M_PI);
    }
    Estimate price(const Product& product, std::int64_t paths = 1 << 18, int steps = 0) const {
        Settings settings = worlds::settings(paths);
        settings.steps = steps;
        return snell::price(TbbBackend(1), model(), product, settings).estimate;
    }
};

const KouWorld surkov{1.0, 0.0, 0.0, 0.2, 0.2, 0.5, 3.0, 2.0};
const KouWorld busy{100.0, 0.05, 0.02, 0.16, 25.0, 0.4, 25.0, 20.0};

European call(double strike, Years maturity) { return {0, OptionType::call, strike, maturity}; }

TEST(Kou, keeps_the_forward) {
    const Estimate asset = busy.price(call(0.0, 2.0));
    expect_near(asset, 100.0 * std::exp(-0.02 * 2.0), 1e-9, 0.05);
}

TEST(Kou, call_less_put_is_the_forward) {
    const Estimate bought = surkov.price(call(1.1, 0.5)),
                   sold = surkov.price(European{0, OptionType::put, 1.1, 0.5});
    EXPECT_NEAR(bought.value - sold.value, 1.0 - 1.1, 4.0 * (bought.std_error + sold.std_error));
}

TEST(Kou, tends_to_black_and_scholes_as_jumps_shrink) {
    KouWorld small = busy;
    small.up_rate = small.down_rate = 1e5;
    const worlds::Flat flat{100.0, 0.05, 0.02, 0.16};
    // The jumps' variance, 2 intensity / rate^2 = 5e-9 a year, is lost beside that of the diffusion.
    expect_near(small.price(call(100.0, 1.0)), flat.formula(OptionType::call, 100.0, 1.0).price(), 1e-6,
                5e-3);
}

TEST(Kou, agrees_with_the_published_price) {
    // Surkov (2009), table C.2, second reference; digits by the integral.
    expect_near(surkov.price(call(1.0, 0.2)), 0.042647804970119885, 1e-9, 5e-5);
    EXPECT_NEAR(surkov.call(1.0, 0.2), 0.042647804970119885, 1e-9);
}

TEST(Kou, agrees_with_the_characteristic_function_however_often_it_jumps) {
    for (const KouWorld& world : {surkov, busy, KouWorld{100.0, 0.03, 0.0, 0.1, 300.0, 0.55, 60.0, 50.0}})
        for (double moneyness : {0.8, 1.0, 1.2})
            for (int steps : {0, 4})
                expect_near(world.price(call(moneyness * world.spot, 1.0), 1 << 16, steps),
                            world.call(moneyness * world.spot, 1.0), 1e-9, 1.5e-3 * world.spot);
}

TEST(Kou, greeks_in_every_parameter_are_slopes_of_the_characteristic_function) {
    const auto all = greeks(TbbBackend(1), busy.model(), call(105.0, 1.0), worlds::settings(1 << 19));
    const auto slope = [](double KouWorld::*term, double h) {
        KouWorld above = busy, below = busy;
        above.*term += h;
        below.*term -= h;
        return (above.call(105.0, 1.0) - below.call(105.0, 1.0)) / (2.0 * h);
    };
    // h is a thousandth of the parameter: third slopes cost a millionth of the slope or so.
    const auto expect = [&](const std::string& name, double expected, double largest_error) {
        expect_near(greek(all, name), expected, 1e-5 * std::fabs(expected), largest_error);
    };
    expect("delta", slope(&KouWorld::spot, 0.1), 1e-3);
    expect("vega", slope(&KouWorld::volatility, 1.6e-4), 0.2);
    expect("rho", slope(&KouWorld::rate, 5e-5), 0.1);
    expect("d_jump_intensity", slope(&KouWorld::intensity, 2.5e-2), 2e-3);
    expect("d_jump_up_probability", slope(&KouWorld::up, 4e-4), 0.2);
    expect("d_jump_up_rate", slope(&KouWorld::up_rate, 2.5e-2), 1e-3);
    expect("d_jump_down_rate", slope(&KouWorld::down_rate, 2e-2), 1e-3);
}

}  // namespace
}  // namespace snell
