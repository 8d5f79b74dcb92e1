#include <gtest/gtest.h>

#include "tests/cli/price_file.h"

namespace snell {
namespace {

TEST(Flags, take_lists_tables_dates_and_switches) {
    const Input input = input_from_flags({"--model",
                                          "merton",
                                          "--spot",
                                          "100",
                                          "--rate",
                                          "{times = [1, 2], values = [0.03, 0.04]}",
                                          "--date",
                                          "2026-01-05",
                                          "--volatility",
                                          "0.2",
                                          "--jump-intensity",
                                          "1",
                                          "--jump-log-mean",
                                          "-0.1",
                                          "--jump-log-std",
                                          "0.15",
                                          "--product",
                                          "asian_put",
                                          "--strike",
                                          "95",
                                          "--fixings",
                                          "0.5,2027-01-05",
                                          "--greeks",
                                          "--seed",
                                          "7"});
    EXPECT_EQ(messages(input), "");
    ASSERT_EQ(input.trades.size(), 1u);
    EXPECT_EQ(std::get<Asian>(input.trades[0].product).fixings, (std::vector<Years>{0.5, 1.0}));
    EXPECT_EQ(std::get<Asian>(input.trades[0].product).type, OptionType::put);
    EXPECT_TRUE(input.greeks);
    EXPECT_EQ(std::get<Sobol>(input.settings.sampler).seed, 7u);
    const auto& model = std::get<BlackScholes<double>>(*input.trades[0].model);
    EXPECT_EQ(std::get<Jumps<double>>(*model.jumps.at(0)).log_mean, -0.1);
    EXPECT_EQ(model.market.rate.times, (std::vector<Years>{1.0, 2.0}));
}

TEST(Flags, are_the_place_of_their_faults) {
    const std::vector<std::string> sound{"--model", "black_scholes", "--volatility",
                                         "0.2",     "--product",     "european_call",
                                         "--spot",  "100",           "--rate=0.05"};
    auto flags = sound;
    flags.insert(flags.end(), {"--strike", "-5", "--maturity", "1"});
    EXPECT_EQ(messages(input_from_flags(flags)),
              "--strike: strike -5 is outside its valid region: at least 0 [asset currency] [E106]");
    flags = sound;
    flags.insert(flags.end(), {"--strike", "5", "--maturity", "1", "2"});
    EXPECT_EQ(messages(input_from_flags(flags)),
              "2: a value without a flag. Write the flag before it: --strike 100 [E125]");
    flags = sound;
    flags.insert(flags.end(), {"--strike", "5", "--maturity", "1", "--barier", "90"});
    EXPECT_EQ(messages(input_from_flags(flags)),
              "--barier: no such flag. 'snell products' and 'snell models' list them [E103]");
    flags = sound;
    flags.insert(flags.end(), {"--strike", "5"});
    EXPECT_EQ(messages(input_from_flags(flags)),
              "european needs 'maturity': expiry. Add --maturity with years, a date or a tenor [E104]");
}

TEST(Flags, say_outright_which_section_they_mean) {
    const Input input =
        input_from_flags({"--model.kind", "black_scholes", "--market.spot", "100", "--market.rate", "0",
                          "--model.volatility", "0.2", "--trade.product", "european_put", "--trade.strike",
                          "90", "--trade.maturity", "6M", "--settings.seed", "3"});
    EXPECT_EQ(messages(input), "");
    ASSERT_EQ(input.trades.size(), 1u);
    EXPECT_EQ(std::get<European>(input.trades[0].product).maturity, 0.5);
    EXPECT_EQ(std::get<Sobol>(input.settings.sampler).seed, 3u);
}

TEST(Flags, given_twice_are_told) {
    const Input input = input_from_flags({"--spot", "1", "--spot", "2"});
    ASSERT_FALSE(input.faults.empty());
    EXPECT_EQ(print(input.faults[0]), "--spot: given twice. Keep one of the two [E122]");
}

}  // namespace
}  // namespace snell
