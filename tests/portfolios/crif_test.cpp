#include "portfolios/native/crif.h"

#include <gtest/gtest.h>

namespace snell {
namespace {

constexpr const char* columns =
    "ProductClass,RiskType,Qualifier,Bucket,Label1,Label2,Amount,AmountCurrency,AmountUSD\n";

TEST(Crif, reads_rows_in_any_spelling_of_words) {
    Faults faults;
    const Crif crif =
        read_crif(read_crif_table_text(
                      "product class\trisk_type\tQUALIFIER\tbucket\tlabel1\tlabel2\tamount\tamountusd\n"
                      "ratesfx\trisk_ircurve\tUSD\t1\t10Y\tlibor3m\t5\t6\n"
                      "Equity\tRisk_EquityVol\tA, B\tresidual\t2w\t\t5\t-7\n",
                      "c.csv"),
                  faults);
    EXPECT_EQ(faults.count(), 0u);
    ASSERT_EQ(crif.rows.size(), 2u);
    EXPECT_EQ(crif.rows[0].risk, CrifRisk::rate_curve);
    EXPECT_EQ(crif.rows[0].tenor, 8);
    EXPECT_EQ(crif.rows[0].bucket, 0);
    EXPECT_EQ(crif.rows[0].label, "Libor3m");
    EXPECT_EQ(crif.rows[0].amount, 6.0);
    EXPECT_EQ(crif.rows[1].qualifier, "A, B");
    EXPECT_EQ(crif.rows[1].bucket, 12);
}

TEST(Crif, takes_an_amount_in_dollars_for_itself_only) {
    Faults faults;
    const std::string text =
        std::string(columns) + "RatesFX,Risk_FX,EUR,,,,5,USD,\nRatesFX,Risk_FX,EUR,,,,5,EUR,\n";
    const Crif crif = read_crif(read_crif_table_text(text, "c.csv"), faults);
    ASSERT_EQ(crif.rows.size(), 1u);
    EXPECT_EQ(crif.rows[0].amount, 5.0);
    ASSERT_EQ(faults.count(), 1u);
    EXPECT_EQ(faults.all()[0].code, "E104");
    EXPECT_EQ(faults.all()[0].where, "c.csv:3:9");
}

TEST(Crif, refuses_each_row_with_a_fault_and_counts_it) {
    struct Bad {
        const char* row;
        const char* code;
    };
    const Bad bad[] = {{"RatesFX,Risk_IRCurv,USD,1,5y,OIS,1,USD,1", "E108"},
                       {"Rates,Risk_IRCurve,USD,1,5y,OIS,1,USD,1", "E108"},
                       {"RatesFX,Risk_IRCurve,Dollar,1,5y,OIS,1,USD,1", "E105"},
                       {"RatesFX,Risk_IRCurve,USD,4,5y,OIS,1,USD,1", "E106"},
                       {"RatesFX,Risk_IRCurve,USD,1,7y,OIS,1,USD,1", "E108"},
                       {"RatesFX,Risk_IRCurve,USD,1,5y,SOFR,1,USD,1", "E108"},
                       {"RatesFX,Risk_IRCurve,USD,1,5y,OIS,x,USD,x", "E105"},
                       {"RatesFX,Risk_IRCurve,USD,1,5y,OIS,1,USD,inf", "E105"},
                       {"RatesFX,Risk_FXVol,EUREUR,,5y,,1,USD,1", "E105"},
                       {"Credit,Risk_CreditQ,A,1,15y,USD,1,USD,1", "E108"},
                       {"Credit,Risk_CreditNonQ,A,3,5y,X,1,USD,1", "E106"},
                       {"Commodity,Risk_Commodity,A,Residual,,,1,USD,1", "E106"},
                       {"Equity,Risk_Equity,A,1,5y,,1,USD,1", "E122"},
                       {"Equity,Risk_Equity,,1,,,1,USD,1", "E104"},
                       {",Risk_PV,A,,,,1,USD,1", "E501"},
                       {",Param_ProductClassMultiplier,Rate,,,,1.5,,", "E108"},
                       {",Param_ProductClassMultiplier,Equity,,,,0.5,,", "E106"},
                       {",Param_AddOnNotionalFactor,A,,,,-1,,", "E106"}};
    for (const Bad& each : bad) {
        Faults faults;
        const Crif crif =
            read_crif(read_crif_table_text(std::string(columns) + each.row + "\n", "c.csv"), faults);
        ASSERT_EQ(faults.count(), 1u) << each.row;
        EXPECT_EQ(faults.all()[0].code, each.code) << print(faults.all()[0]);
        EXPECT_TRUE(crif.rows.empty());
        EXPECT_EQ(crif.refused.size(), 1u);
    }
}

TEST(Crif, refuses_a_second_parameter) {
    Faults faults;
    const std::string row = ",Param_ProductClassMultiplier,Equity,,,,1.5,,\n";
    EXPECT_EQ(read_crif(read_crif_table_text(columns + row + row, "c.csv"), faults).rows.size(), 1u);
    ASSERT_EQ(faults.count(), 1u);
    EXPECT_EQ(faults.all()[0].code, "E115");
}

TEST(Crif, names_columns_that_are_unknown_or_missing) {
    try {
        read_crif_table_text("RiskType,Qualifier,Bukcet,Amount\n", "c.csv");
        FAIL();
    } catch (const InputError& fault) {
        ASSERT_EQ(fault.diagnostics().size(), 2u);
        EXPECT_EQ(fault.diagnostics()[0].remedy, "Did you mean 'Bucket'?");
        EXPECT_EQ(fault.diagnostics()[1].code, "E104");
    }
}

}  // namespace
}  // namespace snell
