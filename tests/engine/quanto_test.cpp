#include "tests/engine/underlyings.h"

namespace snell {
namespace {

TEST(Quanto, meets_the_published_prices_of_haug) {
    BlackScholes<double> model = black_scholes(0.08, {{100.0, 0.04, 0.2}});
    model.market.assets[0].quanto = Quanto<double>{0.05, 0.1, 0.3};
    // Haug (1998), p. 105-106, printed to four decimals.
    EXPECT_TRUE(agrees(priced(model, European{0, OptionType::call, 105.0, 0.5}), 3.5520, 1e-4));
    EXPECT_TRUE(agrees(priced(model, European{0, OptionType::put, 105.0, 0.5}), 8.1636, 1e-4));
}

TEST(Quanto, without_correlation_only_swaps_the_drift) {
    BlackScholes<double> quanto = black_scholes(0.08, {{100.0, 0.04, 0.2}});
    quanto.market.assets[0].quanto = Quanto<double>{0.05, 0.1, 0.0};
    // Same drift without quanto: dividend 0.08 - (0.05 - 0.04).
    const auto plain = black_scholes(0.08, {{100.0, 0.07, 0.2}});
    const European call{0, OptionType::call, 105.0, 0.5};
    EXPECT_NEAR(priced(quanto, call).value, priced(plain, call).value, 100.0 * 16.0 * 0x1p-52);
}

TEST(Quanto, refuses_a_forward_that_it_cannot_see_from_a_later_date) {
    BlackScholes<double> quanto = black_scholes(0.08, {{100.0, 0.04, 0.2}});
    quanto.market.assets[0].quanto = Quanto<double>{0.05, 0.1, 0.3};
    try {
        priced(quanto, Chooser{0, 100.0, 0.25, 0.5});
        FAIL() << "a chooser on a quanto was priced";
    } catch (const InputError& error) {
        EXPECT_NE(std::string(error.what()).find("the forward"), std::string::npos) << error.what();
    }
}

}  // namespace
}  // namespace snell
