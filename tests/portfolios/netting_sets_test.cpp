#include "portfolios/native/netting_sets.h"

#include <gtest/gtest.h>

namespace snell {
namespace {

constexpr const char* table =
    "id,currency,index,posting,threshold_receive,minimum_transfer_pay,margin_period_of_risk\n"
    "A,,,,,,\n"
    "\"B, 1\",EUR,EUR-EONIA,call_only,1e6,5e5,10D\n";

TEST(NettingSets, reads_sets_with_and_without_an_annex) {
    Faults faults;
    const auto sets = read_netting_sets(read_csv_text(table, "n.csv"), faults);
    EXPECT_EQ(faults.count(), 0u);
    ASSERT_EQ(sets.size(), 2u);
    EXPECT_FALSE(sets[0].csa.active);
    EXPECT_TRUE(sets[1].csa.active);
    EXPECT_EQ(sets[1].id, "B, 1");
    EXPECT_EQ(sets[1].csa.threshold_receive, 1e6);
    EXPECT_EQ(sets[1].csa.posting, Csa::Posting::call_only);
    EXPECT_EQ(sets[1].csa.margin_period_of_risk.days, 10);
    EXPECT_EQ(sets[1].csa.call_frequency.days, 1);
    EXPECT_EQ(sets[1].currency, "EUR");
}

TEST(NettingSets, reads_back_what_it_writes) {
    Faults faults;
    const auto sets = read_netting_sets(read_csv_text(table, "n.csv"), faults);
    const std::string written = write_netting_sets(sets);
    const auto again = read_netting_sets(read_csv_text(written, "m.csv"), faults);
    EXPECT_EQ(faults.count(), 0u);
    EXPECT_EQ(write_netting_sets(again), written);
    EXPECT_EQ(again[1].csa.minimum_transfer_pay, 5e5);
}

TEST(NettingSets, reports_every_fault_and_leaves_its_row_out) {
    Faults faults;
    const auto sets =
        read_netting_sets(read_csv_text("id,currency,threshold_pay,posting,margin_period_of_risk,tresh\nA,"
                                        "EUR,x\nB,EUR,1,both\nC,EUR,1,,5Q\nD\nD\n,\n",
                                        "n.csv"),
                          faults);
    EXPECT_EQ(sets.size(), 1u);
    EXPECT_EQ(faults.count(), 6u);  // the unknown column, and five rows
}

}  // namespace
}  // namespace snell
