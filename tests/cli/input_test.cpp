#include "cli/input.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "tests/cli/price_file.h"

namespace snell {
namespace {

/// The examples that ship, wherever the test is run.
std::filesystem::path examples() {
    return std::filesystem::path(__FILE__).parent_path() / "../../portfolios/examples";
}

const BlackScholes<double>& black_scholes_of(const Input& input) {
    return std::get<BlackScholes<double>>(*input.trades.at(0).model);
}

TEST(Input, file_and_flags_give_the_same) {
    const Input file = read_text(PriceFile{}.text());
    const Input flags =
        input_from_flags({"--model", "black_scholes", "--spot", "100", "--rate=0.05", "--volatility", "0.2",
                          "--product", "european_call", "--strike", "100", "--maturity", "1"});
    for (const Input* input : {&file, &flags}) {
        EXPECT_EQ(messages(*input), "");
        ASSERT_EQ(input->trades.size(), 1u);
        const InputTrade& trade = input->trades[0];
        EXPECT_EQ(trade.id, "trade-1");
        EXPECT_EQ(trade.product_name, "european_call");
        EXPECT_EQ(trade.model_name, "black_scholes");
        EXPECT_EQ(trade.quantity, 1.0);
        const auto& option = std::get<European>(trade.product);
        EXPECT_EQ(option.type, OptionType::call);
        EXPECT_EQ(option.strike, 100.0);
        EXPECT_EQ(option.maturity, 1.0);
        const auto& model = black_scholes_of(*input);
        EXPECT_EQ(model.market.assets.at(0).spot, 100.0);
        EXPECT_EQ(model.market.rate.quotes, std::vector<double>{0.05});
        EXPECT_EQ(model.volatility.at(0).quotes, std::vector<double>{0.2});
    }
    EXPECT_EQ(file.trades[0].where, "book.toml:7:1: trade 'trade-1'");
}

TEST(Input, settings_are_read) {
    const Input input =
        read_text(PriceFile{.rest = "[settings]\npaths = 1e6\nreplicates = 64\ntarget_se = "
                                    "\"0.05%\"\ndeadline = 2.5\nseed = 9\nsampler = \"philox\"\nsteps = "
                                    "52\nantithetic = true\ncontrols = false\ngreeks = true\n"}
                      .text());
    EXPECT_EQ(messages(input), "");
    EXPECT_EQ(input.settings.paths, 1'000'000);
    EXPECT_EQ(input.settings.replicates, 64);
    EXPECT_DOUBLE_EQ(input.settings.target_se.value(), 0.0005);
    EXPECT_TRUE(input.settings.target_is_relative);
    EXPECT_EQ(input.settings.deadline, 2.5);
    EXPECT_EQ(std::get<Philox>(input.settings.sampler).seed, 9u);
    EXPECT_EQ(input.settings.steps, 52);
    EXPECT_TRUE(input.settings.antithetic);
    EXPECT_FALSE(input.settings.controls);
    EXPECT_TRUE(input.greeks);
}

TEST(Input, settings_left_out_are_those_of_the_engine) {
    const Input input = read_text(PriceFile{}.text());
    const Settings settings;
    EXPECT_EQ(input.settings.paths, settings.paths);
    EXPECT_EQ(input.settings.replicates, settings.replicates);
    EXPECT_EQ(input.settings.steps, settings.steps);
    EXPECT_EQ(input.settings.controls, settings.controls);
    EXPECT_EQ(input.settings.antithetic, settings.antithetic);
    EXPECT_FALSE(input.settings.target_se.has_value());
    EXPECT_FALSE(input.settings.deadline.has_value());
}

TEST(Input, a_term_of_the_model_stands_for_all_assets_unless_one_has_its_own) {
    const PriceFile book{
        .market =
            "rate = 0.05\ncorrelation = 0.5\n[market.assets.B]\nspot = 90\n[market.assets.A]\nspot "
            "= 100\ndividend = 0.01\n",
        .model =
            "kind = \"heston\"\nv0 = 0.04\nkappa = 1.5\ntheta = 0.05\nxi = 0.6\nrho = "
            "-0.7\n[model.A]\nxi = 0.3\n",
        .trade = "product = \"european\"\ntype = \"put\"\nasset = \"A\"\nstrike = 1\nmaturity = 1\n"};
    const Input input = read_text(book.text());
    EXPECT_EQ(messages(input), "");
    ASSERT_EQ(input.trades.size(), 1u);
    const auto& model = std::get<Heston<double>>(*input.trades[0].model);
    EXPECT_EQ(model.market.assets.at(0).name, "B");  // the order of the file, not of the alphabet
    EXPECT_EQ(model.terms.at(0).xi, 0.6);
    EXPECT_EQ(model.terms.at(1).xi, 0.3);
    EXPECT_EQ(model.terms.at(1).rho, -0.7);
    EXPECT_EQ(model.market.correlation(0, 1), 0.5);
    EXPECT_EQ(std::get<European>(input.trades[0].product).asset, 1);
    EXPECT_EQ(std::get<European>(input.trades[0].product).type, OptionType::put);
}

TEST(Input, trades_choose_among_models_by_name) {
    const PriceFile book{
        .model = "",
        .trade = "model = \"low\"\nproduct = \"european_call\"\nstrike = 100\nmaturity = 1.0\n",
        .rest =
            "[models.low]\nkind = \"black_scholes\"\nvolatility = 0.1\n[models.black_scholes]\n"
            "volatility = 0.3\n"};
    std::string text = book.text();
    text.erase(text.find("[model]\n"), 8);
    const Input input = read_text(text);
    EXPECT_EQ(messages(input), "");
    EXPECT_EQ(black_scholes_of(input).volatility.at(0).quotes.at(0), 0.1);
}

TEST(Input, a_fault_of_the_world_leaves_nothing_to_price_but_trades_are_still_read) {
    const Input input =
        read_text(PriceFile{.market = "spot = -1\nrate = 0.05\n", .rest = "striek = 5\n"}.text());
    EXPECT_TRUE(input.trades.empty());
    EXPECT_EQ(input.faults.size(), 2u);
}

TEST(Input, examples_are_sound) {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(examples())) {
        if (entry.path().extension() != ".toml") continue;  // of other commands
        const Input input = read_input(entry.path().string());
        EXPECT_EQ(messages(input), "");
        EXPECT_FALSE(input.trades.empty()) << entry.path();
        ++files;
    }
    EXPECT_GE(files, 2u);
}

TEST(Input, examples_show_every_product) {
    std::set<std::size_t> shown;
    for (const auto& entry : std::filesystem::directory_iterator(examples()))
        for (const InputTrade& trade : read_input(entry.path().string()).trades)
            shown.insert(trade.product.index());
    EXPECT_EQ(shown.size(), std::variant_size_v<Product>);
}

TEST(Input, smallest_example_has_at_most_15_lines) {
    std::ifstream file(examples() / "first.toml");
    int lines = 0;
    for (std::string line; std::getline(file, line);) ++lines;
    EXPECT_GT(lines, 0);
    EXPECT_LE(lines, 15);
}

}  // namespace
}  // namespace snell
