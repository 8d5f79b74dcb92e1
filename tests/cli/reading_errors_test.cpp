#include <gtest/gtest.h>

#include <set>

#include "core/error_catalog.h"
#include "tests/cli/price_file.h"

namespace snell {
namespace {

/// A file with one fault, and all that is said about it.
struct Case {
    std::string_view code;
    PriceFile book;
    std::string_view says;
};

const std::string two_assets =
    "rate = 0.05\n[market.assets.A]\nspot = 100\n[market.assets.B]\nspot = 90\n";  // lines 2 to 6
const std::string three_assets =
    "rate = 0.05\nassets = { A = { spot = 1 }, B = { spot = 1 }, C = { spot = 1 } }\n";

const std::string call_on_a = "product = \"european_call\"\nasset = \"A\"\nstrike = 100\nmaturity = 1\n";

std::string with_date(const std::string& trade_date) {
    return "product = \"european_call\"\nstrike = 100\nmaturity = " + trade_date + "\n";
}

std::string asian(const std::string& fixings) {
    return "product = \"asian\"\nstrike = 100\nfixings = " + fixings + "\n";
}

std::vector<Case> cases() {
    return {
        {"E102",
         {.rest = "id = book\n"},
         "book.toml:11:6: not valid TOML: could not determine value type (while reading value). Put text in "
         "quotes [E102]"},
        {"E102",
         {.market = "spot = 100\nspot = 90\nrate = 0.05\n"},
         "book.toml:3:8: not valid TOML: cannot redefine existing integer 'spot' (while reading key-value "
         "pair). "
         "Keep one of the two [E102]"},
        {"E103",
         {.trade = "product = \"european_call\"\nstrik = 100\nmaturity = 1\n"},
         "book.toml:9:1: trade 'trade-1': european has no 'strik'. Did you mean 'strike'? [E103]"},
        {"E103",
         {.model = "kind = \"black_scholes\"\nsigma = 0.2\n"},
         "book.toml:6:1: [model]: black_scholes has no 'sigma'. Did you mean 'volatility'? [E103]"},
        {"E103",
         {.rest = "[seting]\npaths = 10\n"},
         "book.toml:11:2: a file has no 'seting'. Did you mean 'settings'? [E103]"},
        {"E103",
         {.trade = asian("{ evry = \"1M\", to = 1.0 }")},
         "book.toml:10:13: trade 'trade-1': unknown key 'evry' in fixings. Did you mean 'every'? [E103]"},
        {"E104",
         {.trade = "product = \"european_call\"\nmaturity = 1.0\n"},
         "book.toml:7:1: trade 'trade-1': european needs 'strike': strike price. Add strike = a number at "
         "least 0 "
         "[asset currency] [E104]"},
        {"E104",
         {.trade = "strike = 100\nmaturity = 1.0\n"},
         "book.toml:7:1: trade 'trade-1': the trade needs 'product': what it is. Add product = "
         "\"european_call\", "
         "or another of 'snell products' [E104]"},
        {"E104",
         {.market = two_assets, .trade = call_on_a},
         "book.toml:1:1: [market]: 2 assets need their correlation. Add "
         "correlation = 0.5 for all pairs, or a matrix [E104]"},
        {"E105",
         {.trade = "product = \"european_call\"\nstrike = \"100\"\nmaturity = 1.0\n"},
         "book.toml:9:10: trade 'trade-1': strike must be a number, not the text \"100\". Remove the quotes: "
         "strike = 100 [E105]"},
        {"E105",
         {.model = "kind = \"black_scholes\"\nvolatility = \"20%\"\n"},
         "book.toml:6:14: [model]: volatility must be a number, not the text \"20%\". Write volatility = 0.2 "
         "[E105]"},
        {"E105",
         {.rest = "[settings]\npaths = 10.5\n"},
         "book.toml:12:9: [settings]: paths must be a whole number, not the number 10.5 [E105]"},
        {"E106",
         {.trade = "product = \"european_call\"\nstrike = -5\nmaturity = 1.0\n"},
         "book.toml:9:10: trade 'trade-1': strike -5 is outside its valid region: at least 0 [asset "
         "currency] "
         "[E106]"},
        {"E106",
         {.model = "kind = \"black_scholes\"\nvolatility = 20\n"},
         "book.toml:6:14: [model]: volatility 20 is outside its valid region: above 0 and below 10 "
         "[1/sqrt(year)]. Did you mean 0.2 (20 %)? [E106]"},
        {"E107",
         {.trade = "product = \"european_call\"\nstrike = nan\nmaturity = 1.0\n"},
         "book.toml:9:10: trade 'trade-1': strike is nan, not a finite number [E107]"},
        {"E107",
         {.market = "spot = inf\nrate = 0.05\n"},
         "book.toml:2:8: [market]: spot is inf, not a finite number [E107]"},
        {"E108",
         {.trade = "product = \"european\"\ntype = \"cal\"\nstrike = 100\nmaturity = 1.0\n"},
         "book.toml:9:8: trade 'trade-1': type cannot be 'cal'. Did you mean 'call'? [E108]"},
        {"E109",
         {.trade = "product = \"european_cal\"\nstrike = 100\nmaturity = 1.0\n"},
         "book.toml:8:11: trade 'trade-1': there is no product 'european_cal'. Did you mean 'european_call'? "
         "[E109]"},
        {"E110",
         {.model = "kind = \"blackscholes\"\nvolatility = 0.2\n"},
         "book.toml:5:8: [model]: there is no model 'blackscholes'. Did you mean 'black_scholes'? [E110]"},
        {"E110",
         {.rest = "model = \"mertn\"\n"},
         "book.toml:11:9: trade 'trade-1': there is no model 'mertn' in the file. Known: black_scholes "
         "[E110]"},
        {"E111",
         {.rest = "asset = \"SPY\"\n"},
         "book.toml:11:9: trade 'trade-1': the market has no asset 'SPY'. Known: asset [E111]"},
        {"E112",
         {.trade = with_date("-1.0")},
         "book.toml:10:12: trade 'trade-1': maturity -1 is not after today (time 0) [E112]"},
        {"E112",
         {.trade = with_date("365")},
         "book.toml:10:12: trade 'trade-1': maturity lies 365 years from today, more than 100. Times are in "
         "years: 90 days are 90/365 = 0.2466 or \"90D\" [E112]"},
        {"E112",
         {.market = "spot = 100\nrate = 0.05\ndate = 2026-01-05\n", .trade = with_date("2025-01-05")},
         "book.toml:11:12: trade 'trade-1': maturity 2025-01-05 is not after today, 2026-01-05 [E112]"},
        {"E112",
         {.trade = with_date("\"soon\"")},
         "book.toml:10:12: trade 'trade-1': maturity cannot be the text \"soon\". Write years (1.5), a date "
         "(2027-06-30) or a tenor (\"18M\", \"1Y\", \"2W\", \"90D\") [E112]"},
        {"E113",
         {.trade = with_date("2027-06-30")},
         "book.toml:10:12: trade 'trade-1': maturity is the date 2027-06-30, but the market does not say "
         "today's. "
         "Add date = YYYY-MM-DD to [market], or write years [E113]"},
        {"E114",
         {.trade = asian("[0.5, 0.25]")},
         "book.toml:10:17: trade 'trade-1': date 2 of fixings (0.25 years) does not come after the one "
         "before it "
         "(0.5 years). List the dates in increasing order, each once [E114]"},
        {"E114", {.trade = asian("[]")}, "book.toml:10:11: trade 'trade-1': fixings is an empty list [E114]"},
        {"E114",
         {.trade = asian("{ to = 1.0 }")},
         "book.toml:10:11: trade 'trade-1': fixings needs either 'every' or 'count'. Write { every = \"1M\", "
         "to = "
         "1.0 } or { count = 12, to = 1.0 } [E114]"},
        {"E114",
         {.trade = asian("{ count = 1000000000, to = 1.0 }")},
         "book.toml:10:21: trade 'trade-1': the count of fixings must be a whole number from 1 to 100000, "
         "not "
         "the number 1000000000 [E114]"},
        {"E115",
         {.trade = "id = \"A\"\n" + with_date("1.0"), .rest = "[[trades]]\nid = \"A\"\n" + with_date("2.0")},
         "book.toml:13:6: trade 'A': the id is taken by the trade at book.toml:8:6. Give each trade its own "
         "id "
         "[E115]"},
        {"E116",
         {.market = "correlation = [[1, 0.5], [0.4, 1]]\n" + two_assets, .trade = call_on_a},
         "book.toml:2:27: [market]: the correlation of B and A is 0.4 here, but 0.5 above the diagonal. "
         "Write the "
         "same number in both places [E116]"},
        {"E116",
         {.market = "correlation = [[1, 0.5]]\n" + two_assets, .trade = call_on_a},
         "book.toml:2:15: [market]: correlation has 1 rows for 2 assets. Give 2 rows of 2 numbers, in the "
         "order "
         "of A, B [E116]"},
        {"E117",
         {.market = "correlation = -0.9\n" + three_assets, .trade = call_on_a},
         "book.toml:2:15: [market]: correlation -0.9 among 3 assets is impossible: an eigenvalue of the "
         "matrix is "
         "-0.8, none may be negative. It must be at least -1/2 [E117]"},
        {"E117",
         {.market = "correlation = [[1, 0.9, 0.1], [0.9, 1, 0.9], [0.1, 0.9, 1]]\n" + three_assets,
          .trade = call_on_a},
         "book.toml:2:15: [market]: no assets can have this correlation: an eigenvalue of the matrix is "
         "-0.2238, "
         "none may be negative. Multiplying every entry off the diagonal by 0.8171 mends it [E117]"},
        {"E118",
         {.model = "kind = \"black_scholes\"\nvolatility = { times = [1, 2], values = [0.2] }\n"},
         "book.toml:6:14: [model]: volatility has 2 times but 1 values. Give one value for each time [E118]"},
        {"E119",
         {.model = "kind = \"black_scholes\"\nvolatility = { times = [1, 2], values = [0.3, 0.2] }\n"},
         "book.toml:6:14: [model]: volatility 0.2 at 2 years makes the total variance fall from 0.09 to 0.08 "
         "(calendar arbitrage). It must be at least 0.2122 there [E119]"},
        {"E121",
         {.rest = "x = " + std::string(40, '[') + std::string(40, ']') + "\n"},
         "book.toml:11:37: tables and arrays are nested more than 32 deep [E121]"},
        {"E121",
         {.rest = "a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a = 1\n"},
         "book.toml:11:64: a key has more than 32 parts [E121]"},
        {"E122",
         {.trade = "product = \"european_call\"\ntype = \"put\"\nstrike = 100\nmaturity = 1.0\n"},
         "book.toml:9:8: trade 'trade-1': type is 'put', but the product's name says call. Remove type, or "
         "write "
         "product = \"european_put\" [E122]"},
        {"E122",
         {.market = "spot = 100\ncorrelation = 0.5\n" + two_assets, .trade = call_on_a},
         "book.toml:2:1: [market]: spot stands beside [market.assets]. Move it below the asset that it "
         "belongs to "
         "[E122]"},
        {"E124",
         {.market =
              [] {
                  std::string market = "rate = 0.05\nassets = { ";
                  for (int i = 0; i < 33; ++i)
                      market += (i ? ", A" : "A") + std::to_string(i) + " = { spot = 1 }";
                  return market + " }\n";
              }()},
         "book.toml:3:10: [market]: 33 assets are more than the 32 that one model may have. Split the book "
         "by "
         "asset [E124]"},
    };
}

TEST(ReadingErrors, each_is_told_with_place_value_and_remedy) {
    for (const Case& each : cases()) EXPECT_EQ(messages(read_text(each.book.text())), each.says) << each.code;
}

TEST(ReadingErrors, sound_parts_around_a_fault_raise_no_other) {
    EXPECT_EQ(messages(read_text(PriceFile{}.text())), "");
}

TEST(ReadingErrors, faults_that_products_and_models_find_have_their_places) {
    EXPECT_EQ(
        messages(read_text(PriceFile{.trade = "id = \"B-3\"\nproduct = \"barrier_call\"\nbarrier_type = "
                                              "\"up_and_out\"\nbarrier = 90\nstrike = 100\nmaturity = 1.0\n"}
                               .text())),
        "book.toml:11:11: trade 'B-3': up-and-out barrier 90 is not above spot 100 (the option is "
        "already dead). "
        "Swap 'up' and 'down'? [E201]");
    EXPECT_EQ(
        messages(read_text(PriceFile{.market = "spot = 100\nrate = 0.05\nquanto = { foreign_rate = 0.01, "
                                               "fx_volatility = 0.1, fx_correlation = 0.2 }\n",
                                     .model = "kind = \"heston\"\nv0 = 0.04\nkappa = 1\ntheta = 0.04\nxi = "
                                              "0.5\nrho = -0.7\n"}
                               .text())),
        "book.toml:6:8: [model]: the asset 'asset' is quanto, which heston cannot hold. Use black_scholes "
        "[E305]");
    EXPECT_EQ(
        messages(
            read_text(PriceFile{.model = "kind = \"local_volatility\"\nimplied = { times = [1, 2], moneyness "
                                         "= [0.9, 1.1], volatilities = [[0.3, 0.3], [0.2, 0.2]] }\n"}
                          .text())),
        "book.toml:6:11: [model]: total variance falls between expiries 1 and 2 at strike 99.4654 (calendar "
        "arbitrage). Raise the later volatility or lower the earlier one [E303]");
}

TEST(ReadingErrors, single_brackets_around_trades_are_told) {
    std::string text = PriceFile{}.text();
    text.replace(text.find("[[trades]]"), 10, "[trades]");
    EXPECT_EQ(
        messages(read_text(text)),
        "book.toml:7:1: trades must be an array of tables. Write [[trades]], with two brackets, above each "
        "trade [E105]");
}

TEST(ReadingErrors, missing_file_and_folder_are_told) {
    EXPECT_EQ(messages(read_input(std::string("no/such/book.toml"))),
              "no/such/book.toml: no such file. Check the name and the folder [E101]");
    EXPECT_EQ(messages(read_input(std::string("."))), ".: a folder, not a file [E101]");
}

TEST(ReadingErrors, file_without_trades_is_told) {
    EXPECT_EQ(
        messages(read_text("[market]\nspot = 1\nrate = 0\n[model]\nkind = \"black_scholes\"\nvolatility = "
                           "0.2\n")),
        "book.toml:1:1: there is no trade to price. Add [[trades]] with product = \"european_call\", a "
        "strike and a "
        "maturity [E123]");
}

TEST(ReadingErrors, file_beyond_the_bound_is_told) {
    EXPECT_EQ(messages(read_text(std::string(most_file_bytes + 1, ' '))),
              "book.toml: larger than 64 MB. Split the book [E121]");
    EXPECT_EQ(messages(read_text("x = \"" + std::string(most_text_bytes + 1, 'a') + "\"")),
              "book.toml:1:1048582: a text is longer than 1048576 bytes [E121]");
}

TEST(ReadingErrors, every_code_is_explained_and_tested) {
    std::set<std::string_view> tested{"E101", "E123", "E125",
                                      "E126"};  // by the tests above, and of core/csv.h
    for (const Case& each : cases()) tested.insert(each.code);
    for (const ErrorEntry& entry : reading_errors()) {
        EXPECT_EQ(tested.count(entry.code), 1u) << entry.code;
        EXPECT_NE(entry.explanation.find("\nbad:"), std::string_view::npos) << entry.code;
        EXPECT_NE(entry.explanation.find("\ngood:"), std::string_view::npos) << entry.code;
    }
    EXPECT_EQ(find_error("e104")->title, "missing key");
    EXPECT_EQ(find_error("E999"), nullptr);
}

TEST(ReadingErrors, all_faults_of_all_trades_are_listed) {
    const PriceFile book{.trade = "product = \"european_call\"\nstrike = \"a\"\nmaturity = -1\n",
                         .rest = "[[trades]]\nproduct = \"asian\"\n[[trades]]\n" + with_date("1.0")};
    const Input input = read_text(book.text());
    EXPECT_EQ(input.faults.size(), 3u);
    ASSERT_EQ(input.trades.size(), 1u);
    EXPECT_EQ(input.trades[0].id, "trade-3");
    EXPECT_EQ(input.trades_left_out, 2u);
}

}  // namespace
}  // namespace snell
