#include "core/error.h"
#include "tests/engine/lognormal_expectation.h"
#include "tests/engine/underlyings.h"
#include "tests/models/heston_worlds.h"

namespace snell {
namespace {

using worlds::expect_near;
using worlds::Flat;

TEST(ComplexChooser, of_one_strike_and_maturity_is_a_simple_chooser) {
    const Flat world;
    const Estimate complex = world.price(ComplexChooser{0, 102.0, 102.0, 0.25, 1.0, 1.0});
    const Estimate simple = world.price(Chooser{0, 102.0, 0.25, 1.0});
    EXPECT_NEAR(complex.value, simple.value, 4.0 * (complex.std_error + simple.std_error));
    EXPECT_LT(complex.std_error, simple.std_error);  // what comes after the choice is known in law
}

TEST(ComplexChooser, that_chooses_at_maturity_is_two_options_that_never_meet) {
    // Of a call at 105 and a put at 95 only one can pay.
    const Flat world;
    expect_near(world.price(ComplexChooser{0, 105.0, 95.0, 1.0, 1.0, 1.0}),
                world.formula(OptionType::call, 105.0, 1.0).price() +
                    world.formula(OptionType::put, 95.0, 1.0).price(),
                1e-9, 2e-3);
}

TEST(ComplexChooser, whose_put_is_worthless_is_a_call) {
    const Flat world;
    expect_near(world.price(ComplexChooser{0, 100.0, 0.0, 0.5, 1.0, 2.0}),
                world.formula(OptionType::call, 100.0, 1.0).price(), 1e-9, 2e-3);
}

TEST(ComplexChooser, agrees_with_the_published_value_and_a_quadrature) {
    // Haug (2007), printed to four decimals.
    const Flat world{50.0, 0.1, 0.05, 0.35};
    const ComplexChooser option{0, 55.0, 48.0, 0.25, 0.5, 7.0 / 12.0};
    const Estimate found = world.price(option);
    expect_near(found, 6.0508, 1e-4, 1e-3);
    const double expected =
        world.deflator(0.25) * worlds::expectation(world, 0.25, [&](double spot) {
            return std::max(worlds::option_at(world, spot, OptionType::call, 55.0, 0.25),
                            worlds::option_at(world, spot, OptionType::put, 48.0, 1.0 / 3.0));
        });
    expect_near(found, expected, worlds::simpson_error(world, 0.25), 1e-3);
}

TEST(ComplexChooser, is_worth_more_than_either_option_and_less_than_both) {
    const Flat world;
    const double chooser = world.price(ComplexChooser{0, 104.0, 97.0, 0.5, 1.0, 1.5}).value;
    const double call = world.formula(OptionType::call, 104.0, 1.0).price();
    const double put = world.formula(OptionType::put, 97.0, 1.5).price();
    EXPECT_GT(chooser, std::max(call, put));
    EXPECT_LT(chooser, call + put);
}

TEST(ComplexChooser, needs_a_variance_to_come_that_is_known_and_dates_in_order) {
    EXPECT_THROW(priced(lewis.model<double>(), ComplexChooser{0, 100.0, 90.0, 0.5, 1.0, 1.0}), InputError);
    EXPECT_THROW((ComplexChooser{0, 100.0, 90.0, 0.5, 0.25, 1.0}.check({{100.0}})), TermsFault);
    EXPECT_THROW((ComplexChooser{0, 100.0, 90.0, 0.5, 1.0, 0.25}.check({{100.0}})), TermsFault);
}

}  // namespace
}  // namespace snell
