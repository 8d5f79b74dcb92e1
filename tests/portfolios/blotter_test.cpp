#include "portfolios/native/blotter.h"

#include <gtest/gtest.h>

#include "portfolios/ore/read.h"
#include "tests/peers.h"

namespace snell {
namespace {

const Date today(2016, 2, 5);

constexpr const char* one_swap =
    "id,type,netting_set,currency,notional,start,end,calendar,convention,leg1_kind,leg1_side,leg1_tenor,"
    "leg1_day_count,leg1_rate,leg2_kind,leg2_side,leg2_tenor,leg2_day_count,leg2_index\n"
    "A,Swap,N,EUR,1e7,2016-03-01,2036-03-01,TARGET,MF,fixed,receive,1Y,A360,0.021,floating,pay,6M,A360,"
    "EUR-EURIBOR-6M\n";

BookTerms read(const std::string& text) { return read_blotter(read_csv_text(text, "book.csv")); }

std::string fault_of(const std::string& text) {
    const BookTerms book = read(text);
    return book.failed.empty() ? "" : print(book.failed.front().diagnostic);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
}

TEST(Blotter, a_swap_is_one_row_whose_legs_share_columns) {
    const BookTerms book = read(one_swap);
    ASSERT_EQ(book.trades.size(), 1u);
    const auto& swap = std::get<SwapTerms>(book.trades.front().terms);
    ASSERT_EQ(swap.legs.size(), 2u);
    EXPECT_EQ(swap.legs[0].currency, "EUR");
    EXPECT_EQ(swap.legs[1].currency, "EUR");
    EXPECT_FALSE(swap.legs[0].payer);
    EXPECT_TRUE(swap.legs[1].payer);
    EXPECT_EQ(swap.legs[0].schedule.tenor, "1Y");
    EXPECT_EQ(swap.legs[1].schedule.tenor, "6M");
    EXPECT_EQ(swap.legs[1].notionals.values, std::vector<double>{1e7});
}

TEST(Blotter, what_is_written_reads_back_and_writes_the_same) {
    const std::string steps =
        "id,type,currency,start,end,tenor,day_count,leg1_kind,leg1_notional,leg1_rate,leg1_amortizations,"
        "leg2_kind,leg2_flows\n"
        "\"A,1\",Swap,EUR,2016-03-01,2020-03-01,1Y,A360,fixed,1e6;9e5@2017-03-01;8e5,0.02;0.025,"
        "FixedAmount 1000 from=2018-03-01 every=1Y underflow,cashflow,5@2017-01-02;-6@2018-01-02\n";
    for (const std::string& text : {std::string(one_swap), steps}) {
        const std::string once = write_blotter(read(text).trades);
        EXPECT_TRUE(read(once).failed.empty());
        EXPECT_EQ(write_blotter(read(once).trades), once);
    }
}

TEST(Blotter, a_faulty_row_fails_alone_and_says_where) {
    EXPECT_EQ(fault_of(one_swap), "");
    EXPECT_NE(fault_of(replaced(one_swap, "0.021", "2.1 %")).find("leg1_rate: '2.1 %' is no number"),
              std::string::npos);
    EXPECT_NE(fault_of(replaced(one_swap, "receive", "get")).find("leg1_side cannot be 'get'"),
              std::string::npos);
    EXPECT_NE(fault_of(replaced(one_swap, "A,Swap", "A,Swapp")).find("'Swapp' are not supported"),
              std::string::npos);
    EXPECT_NE(fault_of(replaced(one_swap, "A,Swap", ",Swap")).find("id is missing"), std::string::npos);
    const BookTerms twice =
        read(std::string(one_swap) + std::string(one_swap).substr(std::string(one_swap).find("A,Swap")));
    EXPECT_EQ(twice.trades.size(), 1u);
    EXPECT_EQ(twice.failed.size(), 1u);
}

TEST(Blotter, nothing_that_is_written_is_ignored) {
    EXPECT_THROW(read("id,type,barrier\nA,Swap,90\n"), InputError);
    const std::string idle =
        "id,type,value_date,bought_currency,bought_amount,sold_currency,sold_amount,strike\n"
        "F,FxForward,2026-03-02,EUR,1,USD,1.1,1.2\n";
    EXPECT_NE(fault_of(idle).find("no use for 'strike'"), std::string::npos);
}

TEST(Blotter, portfolios_of_ore_resolve_to_the_same_book_through_a_table) {
    for (const char* name :
         {"MinimalSetup/Input/portfolio_swap.xml", "MinimalSetup/Input/portfolio_swaptions.xml",
          "Exposure/Input/portfolio_ccs.xml", "Exposure/Input/portfolio_fx.xml",
          "Exposure/Input/portfolio_capfloor.xml", "ExposureWithCollateral/Input/portfolio.xml"}) {
        SNELL_PEER_FILE(file, name);
        const BookTerms direct = read_ore_terms({{file}, "", ""}, today);
        const std::string table = write_blotter(direct.trades);
        const BookTerms again = read(table);
        ASSERT_TRUE(again.failed.empty()) << name << print(again.failed.front().diagnostic);
        EXPECT_EQ(again.trades.size(), direct.trades.size());
        EXPECT_EQ(write_blotter(again.trades), table);
    }
}

}  // namespace
}  // namespace snell
