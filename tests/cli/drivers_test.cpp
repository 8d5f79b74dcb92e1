// The correlation of all drivers of Heston and Bates, as a file tells it.
#include "models/market/drivers.h"

#include <gtest/gtest.h>

#include "tests/cli/price_file.h"

namespace snell {
namespace {

const std::string two_assets =
    "rate = 0.02\ncorrelation = 0.6\n[market.assets.A]\nspot = 50\n[market.assets.B]\nspot = 80\n";  // 2 to 7
const std::string heston =
    "kind = \"heston\"\nv0 = 0.04\nkappa = 2\ntheta = 0.05\nxi = 0.5\nrho = -0.7\n";  // 9 to 14
const std::string basket =
    "product = \"basket_call\"\nweights = 1.0\nstrike = 130\nmaturity = 1.0\n[model.B]\nrho = -0.5\n";

/// The file with these rows of drivers, of which `first` stands in line 15.
Input read_drivers(const std::string& rows, const std::string& more = "") {
    return read_text(
        PriceFile{.market = two_assets, .model = heston + "drivers = " + rows + "\n", .trade = basket + more}
            .text());
}

const std::string sound_rows =
    "[[1, 0.6, -0.7, -0.4], [0.6, 1, -0.45, -0.5], [-0.7, -0.45, 1, 0.8], [-0.4, -0.5, 0.8, 1]]";

TEST(Drivers, are_read_in_the_order_of_prices_and_variances) {
    const Input input = read_drivers(sound_rows);
    ASSERT_EQ(messages(input), "");
    const auto& model = std::get<Heston<double>>(*input.trades.at(0).model);
    const Matrix<double> all = model.drivers.complete(model.market.correlation, model.terms);
    // Completed in the order V_A, V_B, S_A, S_B.
    EXPECT_EQ(all(0, 1), 0.8);
    EXPECT_EQ(all(2, 3), 0.6);
    EXPECT_EQ(all(0, 2), -0.7);
    EXPECT_EQ(all(1, 3), -0.5);
    EXPECT_EQ(all(1, 2), -0.4);   // S_A and V_B
    EXPECT_EQ(all(0, 3), -0.45);  // S_B and V_A
    for (int i = 0; i < 4; ++i)
        for (int j = 0; j < 4; ++j) EXPECT_EQ(all(i, j), all(j, i));
}

TEST(Drivers, are_a_term_of_bates_too) {
    const std::string bates =
        "kind = \"bates\"\nv0 = 0.04\nkappa = 2\ntheta = 0.05\nxi = 0.5\nrho = -0.7\njump_intensity = 0.5\n"
        "jump_log_mean = -0.1\njump_log_std = 0.1\ndrivers = " +
        sound_rows + "\n";
    const Input input = read_text(PriceFile{.market = two_assets, .model = bates, .trade = basket}.text());
    ASSERT_EQ(messages(input), "");
    const auto& model = std::get<Heston<double>>(*input.trades.at(0).model);
    EXPECT_EQ(model.drivers.told(2, 3), 0.8);
    EXPECT_EQ(model.jumps.size(), 2u);
}

TEST(Drivers, must_have_a_row_for_each_price_and_variance) {
    EXPECT_EQ(messages(read_drivers("[[1, 0.6], [0.6, 1]]")),
              "book.toml:15:11: [model]: drivers has 2 rows for 4 drivers. Give 4 rows of 4 numbers, in the "
              "order of A, B, the variance of A, the variance of B [E116]");
    EXPECT_EQ(messages(read_drivers(
                  "[[1, 0.6, -0.7, -0.4], [0.6, 1, -0.45, -0.5], [-0.7, -0.45, 1, 0.8], [-0.3, 0, 0, 1]]")),
              "book.toml:15:81: [model]: the correlation of the variance of B and A is -0.3 here, but -0.4 "
              "above the diagonal. Write the same number in both places [E116]");
}

TEST(Drivers, may_not_contradict_the_market_or_rho) {
    EXPECT_EQ(
        messages(read_drivers(
            "[[1, 0.5, -0.7, -0.4], [0.5, 1, -0.45, -0.5], [-0.7, -0.45, 1, 0.8], [-0.4, -0.5, 0.8, 1]]")),
        "book.toml:15:16: [model]: the correlation of A and B is 0.5 here, but that of [market] is 0.6. "
        "Write the same number in both places [E122]");
    EXPECT_EQ(
        messages(read_drivers(
            "[[1, 0.6, -0.7, -0.4], [0.6, 1, -0.45, 0.5], [-0.7, -0.45, 1, 0.8], [-0.4, 0.5, 0.8, 1]]")),
        "book.toml:15:50: [model]: the correlation of B and the variance of B is 0.5 here, but rho of B is "
        "-0.5. Write the same number in both places [E122]");
}

TEST(Drivers, that_are_impossible_are_told_with_their_eigenvalue_and_a_remedy_that_works) {
    EXPECT_EQ(
        messages(read_drivers(
            "[[1, 0.6, -0.7, -0.4], [0.6, 1, -0.45, -0.5], [-0.7, -0.45, 1, -0.9], [-0.4, -0.5, -0.9, 1]]")),
        "book.toml:15:11: [model]: no prices and variances can have this correlation: an eigenvalue of the "
        "matrix is -0.4277, none may be negative. Moving every entry 48.4 % of the way to its value without "
        "drivers mends it [E117]");
    // Without drivers: -0.42 and -0.3 across, 0.21 between the variances.
    const auto blend = [](double share) {
        const auto moved = [share](double from, double to) {
            return std::to_string(from + share * (to - from));
        };
        const std::string ab = moved(-0.4, -0.3), ba = moved(-0.45, -0.42), vv = moved(-0.9, 0.21);
        return "[[1, 0.6, -0.7, " + ab + "], [0.6, 1, " + ba + ", -0.5], [-0.7, " + ba + ", 1, " + vv +
               "], [" + ab + ", -0.5, " + vv + ", 1]]";
    };
    EXPECT_EQ(messages(read_drivers(blend(0.484))), "");
    EXPECT_NE(messages(read_drivers(blend(0.482))), "");
}

TEST(Drivers, belong_to_the_model_and_not_to_an_asset) {
    EXPECT_EQ(messages(read_drivers(sound_rows, "drivers = 0.5\n")),
              "book.toml:23:1: [model]: drivers are no term of one asset. Move them to [model] [E103]");
}

TEST(Drivers, are_unknown_to_models_without_a_moving_variance) {
    const PriceFile book{.model = "kind = \"black_scholes\"\nvolatility = 0.2\ndrivers = [[1]]\n"};
    EXPECT_NE(messages(read_text(book.text())).find("black_scholes has no 'drivers'"), std::string::npos);
}

}  // namespace
}  // namespace snell
