#include "core/black_formula.h"
#include "core/math/exp.h"
#include "tests/engine/underlyings.h"

namespace snell {
namespace {

/// Rubinstein (1991): a call for maturity and a put on the forward as it stands at the choosing time.
double rubinstein(const BlackScholes<double>& model, const Chooser& chooser) {
    const double forward = model.market.assets[0].spot * exp(model.market.drift(0, chooser.maturity));
    return exp(-model.market.discounted(chooser.maturity)) *
           (black(1.0, forward, chooser.strike, model.total_variance(0, chooser.maturity)) +
            black(-1.0, forward, chooser.strike, model.total_variance(0, chooser.choosing_time)));
}

TEST(Chooser, meets_rubinsteins_closed_form) {
    BlackScholes<double> model = black_scholes(0.08, {{50.0, 0.03, 0.25}});
    model.market.rate = Curve<double>({0.5, 2.0}, {0.02, 0.06});
    for (const double strike : {40.0, 50.0, 60.0}) {
        const Chooser chooser{0, strike, 0.75, 1.5};
        EXPECT_TRUE(agrees(priced(model, chooser), rubinstein(model, chooser)));
    }
}

TEST(Chooser, meets_the_published_price_of_haug) {
    const auto model = black_scholes(0.08, {{50.0, 0.0, 0.25}});
    EXPECT_TRUE(agrees(priced(model, Chooser{0, 50.0, 0.25, 0.5}), 6.1071, 3e-5));
}

TEST(Chooser, that_chooses_at_maturity_is_a_straddle) {
    const auto model = black_scholes(0.08, {{50.0, 0.03, 0.25}});
    const double straddle = priced(model, European{0, OptionType::call, 52.0, 1.0}).value +
                            priced(model, European{0, OptionType::put, 52.0, 1.0}).value;
    EXPECT_NEAR(priced(model, Chooser{0, 52.0, 1.0, 1.0}).value, straddle, 50.0 * 32.0 * 0x1p-52);
}

TEST(Chooser, that_chooses_today_is_the_dearer_option) {
    const auto model = black_scholes(0.08, {{50.0, 0.03, 0.25}});
    const Estimate chooser = priced(model, Chooser{0, 60.0, 0.0, 1.0});
    const double forward = 50.0 * exp(0.05);
    EXPECT_TRUE(agrees(chooser, exp(-0.08) * black(-1.0, forward, 60.0, 0.0625)));
}

TEST(Chooser, must_choose_before_maturity) {
    EXPECT_THROW((Chooser{0, 50.0, 1.5, 1.0}.check({{50.0}})), TermsFault);
}

}  // namespace
}  // namespace snell
