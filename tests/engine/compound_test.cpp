#include "core/error.h"
#include "tests/engine/lognormal_expectation.h"
#include "tests/engine/underlyings.h"
#include "tests/models/heston_worlds.h"

namespace snell {
namespace {

using worlds::expect_near;
using worlds::Flat;

constexpr OptionType types[] = {OptionType::call, OptionType::put};

double by_quadrature(const Flat& w, const Compound& option) {
    const double sign = sign_of(option.type);
    return w.deflator(option.maturity) * worlds::expectation(w, option.maturity, [&](double spot) {
               const double inner = worlds::option_at(w, spot, option.inner_type, option.inner_strike,
                                                      option.inner_maturity - option.maturity);
               return std::max(sign * (inner - option.strike), 0.0);
           });
}

TEST(Compound, call_less_put_is_the_inner_option_less_the_strike) {
    const Flat world;
    for (OptionType inner : types) {
        const Compound call{0, OptionType::call, inner, 6.0, 105.0, 0.4, 1.0};
        Compound put = call;
        put.type = OptionType::put;
        const Estimate bought = world.price(call), sold = world.price(put);
        EXPECT_NEAR(bought.value - sold.value,
                    world.formula(inner, 105.0, 1.0).price() - 6.0 * world.deflator(0.4),
                    4.0 * (bought.std_error + sold.std_error));
    }
}

TEST(Compound, bought_for_nothing_is_the_inner_option) {
    const Flat world;
    for (OptionType inner : types)
        expect_near(world.price(Compound{0, OptionType::call, inner, 0.0, 95.0, 0.25, 1.0}),
                    world.formula(inner, 95.0, 1.0).price(), 1e-9, 2e-3);
}

TEST(Compound, on_an_option_that_expires_at_once_is_an_option) {
    // max(max(S - 100, 0) - 5, 0) = max(S - 105, 0).
    const Flat world;
    const Compound option{0, OptionType::call, OptionType::call, 5.0, 100.0, 1.0, 1.0};
    expect_near(world.price(option), world.formula(OptionType::call, 105.0, 1.0).price(), 1e-9, 2e-3);
}

TEST(Compound, agrees_with_a_quadrature_for_all_four_kinds) {
    const Flat world{100.0, 0.06, 0.01, 0.3};
    for (OptionType outer : types)
        for (OptionType inner : types) {
            const Compound option{0, outer, inner, 8.0, 102.0, 0.5, 1.25};
            expect_near(world.price(option), by_quadrature(world, option), worlds::simpson_error(world, 0.5),
                        2e-3);
        }
}

TEST(Compound, agrees_with_published_values) {
    // After Geske (1979), printed to four decimals in Haug (2007) and elsewhere; digits by quadrature.
    expect_near(Flat{500.0, 0.08, 0.03, 0.35}.price(
                    Compound{0, OptionType::put, OptionType::call, 50.0, 520.0, 0.25, 0.5}),
                21.19635039434971, 1e-7, 5e-3);
    expect_near(Flat{120.0, 0.02, 0.06, 0.22}.price(
                    Compound{0, OptionType::call, OptionType::call, 10.0, 122.0, 0.1, 0.7}),
                0.44186865481521304, 1e-7, 5e-3);
}

TEST(Compound, follows_the_curves_between_its_dates) {
    // With a strike of 0 the price is the inner option's, whatever the curves in between.
    BlackScholes<double> model = black_scholes(0.03, {{100.0, 0.0, 0.2}});
    model.market.rate = Curve<double>({0.2, 1.0}, {-0.02, 0.06});
    model.market.assets[0].dividend = Curve<double>({0.5, 1.0}, {0.03, 0.01});
    model.volatility = {Curve<double>({0.3, 1.0}, {0.4, 0.3})};
    const Estimate compound =
        priced(model, Compound{0, OptionType::call, OptionType::put, 0.0, 110.0, 0.4, 1.0});
    EXPECT_TRUE(agrees(compound, exp(-0.06) * black(-1.0, 100.0 * exp(0.05), 110.0, 0.09)));
}

TEST(Compound, greeks_are_slopes_of_the_quadrature) {
    const Flat world;
    const Compound option{0, OptionType::put, OptionType::call, 8.0, 100.0, 0.5, 1.0};
    const auto moved = [&](double spot, double volatility) {
        return by_quadrature({world.spot + spot, world.rate, world.dividend, world.volatility + volatility},
                             option);
    };
    const double h = 0.05;  // a slope's error: that of the quadrature over h, and h^2 / 6 of the third slope
    const double noise = worlds::simpson_error(world, 0.5) / h;
    const Greek delta = world.greek(option, "delta");
    EXPECT_EQ(delta.method, "pathwise");
    expect_near(delta.estimate, (moved(h, 0) - moved(-h, 0)) / (2 * h), noise + h * h, 1e-3);
    expect_near(world.greek(option, "vega").estimate, (moved(0, 1e-3) - moved(0, -1e-3)) / 2e-3,
                worlds::simpson_error(world, 0.5) / 1e-3, 0.1);
}

TEST(Compound, needs_a_variance_to_come_that_is_known) {
    const Compound option{0, OptionType::call, OptionType::call, 5.0, 100.0, 0.5, 1.0};
    BlackScholes<double> jumping = Flat{}.model();
    jumping.jumps = {Jumps<double>{0.5, -0.1, 0.2}};
    EXPECT_THROW(priced(jumping, option), InputError);
    EXPECT_THROW(priced(lewis.model<double>(), option), InputError);
    EXPECT_THROW((Compound{0, OptionType::call, OptionType::call, 5.0, 100.0, 1.0, 0.5}.check({{100.0}})),
                 TermsFault);
}

}  // namespace
}  // namespace snell
