#include "portfolios/ore/read.h"

#include <gtest/gtest.h>

#include "core/xml.h"
#include "portfolios/ore/netting.h"

namespace snell {
namespace {

const Date today(2026, 3, 31);

std::string forward(const std::string& id, const std::string& more = "", const std::string& set = "N") {
    return "<Trade id=\"" + id +
           "\"><TradeType>FxForward</TradeType><Envelope><CounterParty>C</CounterParty>" + "<NettingSetId>" +
           set + "</NettingSetId><AdditionalFields><X>1</X></AdditionalFields></Envelope>" +
           "<FxForwardData><ValueDate>2027-03-31</ValueDate><BoughtCurrency>EUR</BoughtCurrency>"
           "<BoughtAmount>1e6</BoughtAmount><SoldCurrency>USD</SoldCurrency><SoldAmount>1100000</"
           "SoldAmount>" +
           more + "</FxForwardData></Trade>";
}

BookTerms read(const std::string& trades) {
    return read_ore_terms_text("<Portfolio>" + trades + "</Portfolio>", "book.xml", today);
}

Book resolved(BookTerms terms) {
    static const Fixings none;
    return resolve_book(std::move(terms), {today, "EUR", none, TodaysFixings::implied});
}

std::string fault_of(const BookTerms& book) {
    return book.failed.empty() ? "" : print(book.failed.front().diagnostic);
}

TEST(OreRead, a_faulty_trade_fails_alone_with_its_place_and_path) {
    const BookTerms book = read(forward("A") +
                                "<Trade id=\"B\"><TradeType>FxForward</TradeType><FxForwardData>"
                                "<ValueDate>31 March</ValueDate></FxForwardData></Trade>");
    ASSERT_EQ(book.trades.size(), 1u);
    EXPECT_EQ(book.trades.front().id, "A");
    ASSERT_EQ(book.failed.size(), 1u);
    EXPECT_EQ(book.failed.front().diagnostic.code, "E451");
    EXPECT_NE(fault_of(book).find("trade 'B'"), std::string::npos);
    EXPECT_NE(fault_of(book).find("Trade/FxForwardData/ValueDate"), std::string::npos);
}

TEST(OreRead, what_could_change_a_value_and_is_not_understood_fails_the_trade) {
    EXPECT_EQ(fault_of(read(forward("A", "<Settlement>Cash</Settlement><Empty/>"))), "");
    EXPECT_NE(fault_of(read(forward("A", "<SettlementData><Currency>USD</Currency></SettlementData>")))
                  .find("E462"),
              std::string::npos);
    EXPECT_NE(fault_of(read(forward("A") + forward("A"))).find("E466"), std::string::npos);
    EXPECT_NE(fault_of(read("<Trade id=\"A\"><TradeType>Autocallable_01</TradeType></Trade>")).find("E463"),
              std::string::npos);
}

TEST(OreRead, actions_and_strangers_are_noted) {
    std::string trade = forward("A");
    trade.insert(trade.find("<FxForwardData>"), "<TradeActions><TradeAction/></TradeActions>");
    const BookTerms book = read(trade + "<Comment>x</Comment>");
    EXPECT_EQ(book.trades.size(), 1u);
    ASSERT_EQ(book.notes.size(), 2u);
    EXPECT_EQ(book.notes[0].code, "E467");
    EXPECT_EQ(book.notes[1].code, "E468");
}

TEST(OreRead, an_undefined_netting_set_has_no_collateral_and_a_note) {
    const Book book = resolved(read(forward("A") + forward("B", "", "") + forward("D")));
    ASSERT_EQ(book.netting_sets.size(), 2u);
    EXPECT_EQ(book.netting_sets[0].id, "N");
    EXPECT_EQ(book.netting_sets[1].id, "C");
    EXPECT_FALSE(book.netting_sets[0].csa.active);
    EXPECT_EQ(book.positions[2].netting_set, 0);
    EXPECT_EQ(book.notes.size(), 2u);
}

TEST(OreRead, collateral_terms_and_balances_are_read) {
    BookTerms terms = read(forward("A"));
    read_netting_sets(
        read_xml_text(
            "<NettingSetDefinitions><NettingSet><NettingSetId>N</NettingSetId><ActiveCSAFlag>true"
            "</ActiveCSAFlag><CSADetails><Bilateral>CallOnly</Bilateral><CSACurrency>USD</CSACurrency>"
            "<Index>USD-FedFunds</Index><ThresholdPay>1</ThresholdPay><ThresholdReceive>2"
            "</ThresholdReceive><MinimumTransferAmountPay>3</MinimumTransferAmountPay>"
            "<MinimumTransferAmountReceive>4</MinimumTransferAmountReceive><MarginPeriodOfRisk>2W"
            "</MarginPeriodOfRisk></CSADetails></NettingSet></NettingSetDefinitions>",
            "netting.xml"),
        terms);
    read_collateral_balances(
        read_xml_text(
            "<CollateralBalances><CollateralBalance><NettingSetId>N</NettingSetId><Currency>USD"
            "</Currency><VariationMargin>5</VariationMargin></CollateralBalance></CollateralBalances>",
            "balances.xml"),
        terms);
    const Book book = resolved(terms);
    const Csa& csa = book.netting_sets.front().csa;
    EXPECT_TRUE(csa.active);
    EXPECT_EQ(book.needs.currencies()[static_cast<std::size_t>(csa.currency)], "USD");
    EXPECT_EQ(csa.posting, Csa::Posting::call_only);
    EXPECT_EQ(csa.threshold_pay, 1.0);
    EXPECT_EQ(csa.threshold_receive, 2.0);
    EXPECT_EQ(csa.minimum_transfer_pay, 3.0);
    EXPECT_EQ(csa.minimum_transfer_receive, 4.0);
    EXPECT_EQ(csa.margin_period_of_risk.days, 14);
    EXPECT_EQ(csa.initial_balance, 5.0);
    EXPECT_TRUE(book.notes.empty());
}

TEST(OreRead, a_forward_settles_on_a_business_day_of_both_currencies) {
    BookTerms terms = read(forward("A"));
    std::get<FxForwardTerms>(terms.trades.front().terms).value_date = Date(2027, 7, 3);  // a Saturday
    const Book book = resolved(terms);
    // Monday the 5th is the holiday of the 4th in New York.
    EXPECT_EQ(book.positions.front().maturity, Date(2027, 7, 6));
    EXPECT_EQ(book.needs.currencies(), (std::vector<std::string>{"EUR", "USD"}));
}

}  // namespace
}  // namespace snell
