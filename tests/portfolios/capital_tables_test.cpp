#include "portfolios/native/capital_tables.h"

#include <gtest/gtest.h>

namespace snell {
namespace {

constexpr const char* columns =
    "id,netting_set,asset_class,kind,hedging_set,underlying,category,position,notional,value,maturity,start,"
    "end,price,"
    "strike,expiry,attachment,detachment\n";

TEST(CapitalTables, reads_derivatives_with_defaults) {
    Faults faults;
    const auto rows = read_derivatives(
        read_csv_text(std::string(columns) +
                          "A,N,interest_rate,,USD,,,long,100,-5,10,,,,,,,\n"
                          "B,N,credit,,,X,BBB,short,100,5,5,1,6,,,,0.03,0.07\n"
                          "C,N,equity,volatility,vega,S,index,put_sold,100,5,2,,,90,80,1,,\n",
                      "d.csv"),
        faults);
    ASSERT_EQ(faults.count(), 0u) << print(faults.all()[0]);
    ASSERT_EQ(rows.size(), 3u);
    EXPECT_EQ(rows[0].end, 10.0);
    EXPECT_EQ(rows[1].category, 3);
    EXPECT_EQ(*rows[1].detachment, 0.07);
    EXPECT_EQ(rows[2].kind, HedgingKind::volatility);
    EXPECT_EQ(rows[2].position, CapitalPosition::put_sold);
}

TEST(CapitalTables, refuse_each_row_with_a_fault) {
    struct Bad {
        const char* row;
        const char* code;
    };
    const Bad bad[] = {{",N,fx,,EURUSD,,,long,1,0,1,,,,,,,", "E104"},
                       {"A,N,rates,,USD,,,long,1,0,1,,,,,,,", "E108"},
                       {"A,N,fx,,USDEUR,,,long,1,0,1,,,,,,,", "E105"},
                       {"A,N,interest_rate,,Dollar,,,long,1,0,1,,,,,,,", "E105"},
                       {"A,N,commodity,,oil,crude oil,,long,1,0,1,,,,,,,", "E108"},
                       {"A,N,equity,,USD,S,index,long,1,0,1,,,,,,,", "E122"},
                       {"A,N,equity,,,S,AAA,long,1,0,1,,,,,,,", "E108"},
                       {"A,N,fx,,EURUSD,,,long,-1,0,1,,,,,,,", "E106"},
                       {"A,N,fx,,EURUSD,,,long,1,x,1,,,,,,,", "E105"},
                       {"A,N,fx,,EURUSD,,,long,1,0,1,0,1,,,,,", "E122"},
                       {"A,N,interest_rate,,USD,,,long,1,0,1,2,1,,,,,", "E122"},
                       {"A,N,fx,,EURUSD,,,long,1,0,1,,,1,1,1,,", "E122"},
                       {"A,N,fx,,EURUSD,,,call_bought,1,0,1,,,1,0,1,,", "E106"},
                       {"A,N,fx,,EURUSD,,,long,1,0,1,,,,,,0,1", "E122"},
                       {"A,N,credit,,,X,AA,long,1,0,1,,,,,,0.5,0.2", "E122"}};
    for (const Bad& each : bad) {
        Faults faults;
        EXPECT_TRUE(
            read_derivatives(read_csv_text(std::string(columns) + each.row + "\n", "d.csv"), faults).empty());
        ASSERT_EQ(faults.count(), 1u) << each.row;
        EXPECT_EQ(faults.all()[0].code, each.code) << print(faults.all()[0]);
    }
}

TEST(CapitalTables, refuse_terms_of_margin_without_margin_and_ids_taken_twice) {
    Faults faults;
    const auto sets = read_capital_netting_sets(
        read_csv_text("id,counterparty,margin_days,threshold\nA,,10,5\nB,C,,5\nA,,,\n", "n.csv"), faults);
    ASSERT_EQ(sets.size(), 1u);
    EXPECT_EQ(sets[0].counterparty, "A");
    ASSERT_EQ(faults.count(), 2u);
    EXPECT_EQ(faults.all()[0].code, "E122");
    EXPECT_EQ(faults.all()[1].code, "E115");
}

TEST(CapitalTables, read_counterparties_and_hedges) {
    Faults faults;
    const auto counterparties = read_capital_counterparties(
        read_csv_text("id,sector,quality\nA,health,not_rated\n", "c.csv"), faults);
    const auto hedges = read_capital_hedges(
        read_csv_text(
            "id,counterparty,relation,sector,quality,notional,maturity\nH,A,related,health,high_yield,1,2\n"
            "I,,,other,investment_grade,1,2\nJ,,direct,other,investment_grade,1,2\n",
            "h.csv"),
        faults);
    ASSERT_EQ(counterparties.size(), 1u);
    EXPECT_EQ(counterparties[0].sector, 6);
    ASSERT_EQ(hedges.size(), 2u);
    EXPECT_EQ(hedges[0].relation, HedgeRelation::related);
    EXPECT_EQ(faults.count(), 1u);
}

}  // namespace
}  // namespace snell
