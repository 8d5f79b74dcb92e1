#include "core/black_formula.h"
#include "core/math/exp.h"
#include "tests/engine/underlyings.h"

namespace snell {
namespace {

/// Price under flat curves; Rubinstein (1990): today's spot times a Black price on the later return.
double rubinstein(const BlackScholes<double>& model, const ForwardStart& option) {
    const Market<double>& market = model.market;
    const double growth =
        exp(market.drift(option.asset, option.maturity) - market.drift(option.asset, option.start_time));
    const double variance = model.total_variance(option.asset, option.maturity) -
                            model.total_variance(option.asset, option.start_time);
    return market.assets[static_cast<std::size_t>(option.asset)].spot *
           exp(market.drift(option.asset, option.start_time) - market.discounted(option.maturity)) *
           black(sign_of(option.type), growth, option.moneyness, variance);
}

const BlackScholes<double> haug = black_scholes(0.08, {{60.0, 0.04, 0.3}});

TEST(ForwardStart, meets_rubinsteins_closed_form) {
    for (const OptionType type : {OptionType::call, OptionType::put}) {
        for (const double moneyness : {0.9, 1.0, 1.1}) {
            const ForwardStart option{0, type, moneyness, 0.4, 1.3};
            EXPECT_TRUE(agrees(priced(haug, option), rubinstein(haug, option)));
        }
    }
}

TEST(ForwardStart, meets_the_published_prices_of_haug) {
    EXPECT_TRUE(agrees(priced(haug, ForwardStart{0, OptionType::call, 1.1, 0.25, 1.0}), 4.4064, 1e-4));
    EXPECT_TRUE(agrees(priced(haug, ForwardStart{0, OptionType::put, 1.1, 0.25, 1.0}), 8.2971, 1e-4));
}

TEST(ForwardStart, that_starts_today_is_a_european_option) {
    const Estimate start = priced(haug, ForwardStart{0, OptionType::call, 1.1, 0.0, 1.0});
    const Estimate option = priced(haug, European{0, OptionType::call, 66.0, 1.0});
    EXPECT_NEAR(start.value, option.value, 60.0 * 4.0 * 0x1p-52);  // 1.1 x 60 rounds
}

TEST(ForwardStart, is_proportional_to_the_spot) {
    const ForwardStart option{0, OptionType::call, 1.1, 0.25, 1.0};
    const auto all = greeks(TbbBackend(), haug, option, paths(1 << 15));
    EXPECT_TRUE(agrees(greek(all, "delta"), rubinstein(haug, option) / 60.0));
    EXPECT_TRUE(agrees(greek(all, "gamma"), 0.0));
}

TEST(ForwardStart, must_start_before_it_ends) {
    EXPECT_THROW((ForwardStart{0, OptionType::call, 1.0, 1.0, 1.0}.check({{60.0}})), TermsFault);
}

}  // namespace
}  // namespace snell
