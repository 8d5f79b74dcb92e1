#include "core/market_needs.h"

#include <gtest/gtest.h>

namespace snell {
namespace {

TEST(MarketNeeds, numbers_count_first_askings) {
    MarketNeeds needs;
    EXPECT_EQ(needs.currency("EUR"), 0);
    EXPECT_EQ(needs.currency("USD"), 1);
    EXPECT_EQ(needs.currency("EUR"), 0);
    for (int i = 0; i < 100; ++i) EXPECT_EQ(needs.index("I" + std::to_string(i)), i);
    for (int i = 99; i >= 0; --i) EXPECT_EQ(needs.index("I" + std::to_string(i)), i);
    EXPECT_EQ(needs.indices().size(), 100u);
}

TEST(MarketNeeds, a_volatility_is_asked_once) {
    MarketNeeds needs;
    const VolatilityNeed call = {VolatilityNeed::Kind::fx, "EURUSD", Date(2026, 3, 2), Date(2026, 3, 2), 1.1};
    VolatilityNeed other = call;
    other.strike = 1.2;
    EXPECT_EQ(needs.volatility(call), 0);
    EXPECT_EQ(needs.volatility(other), 1);
    EXPECT_EQ(needs.volatility(call), 0);
    EXPECT_EQ(needs.volatilities().size(), 2u);
}

TEST(MarketNeeds, numbers_by_name_keep_the_base_first) {
    MarketNeeds needs;
    for (const char* code : {"USD", "JPY", "EUR"}) needs.currency(code);
    for (const char* name : {"B", "A"}) needs.equity(name);
    const MarketNeeds sorted = needs.by_name();
    EXPECT_EQ(sorted.currencies(), (std::vector<std::string>{"USD", "EUR", "JPY"}));
    EXPECT_EQ(sorted.equities(), (std::vector<std::string>{"A", "B"}));
    EXPECT_EQ(sorted.by_name().currencies(), sorted.currencies());
}

}  // namespace
}  // namespace snell
