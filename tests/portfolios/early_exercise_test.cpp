#include <gtest/gtest.h>

#include <fmt/format.h>

#include "core/archive.h"
#include "core/error.h"
#include "portfolios/archive_book.h"
#include "portfolios/native/blotter.h"
#include "portfolios/ore/read.h"
#include "portfolios/resolve/book.h"

/// Rights to swaps on several dates: what is entered when, and the same from a blotter and from ORE's XML.
namespace snell {
namespace {

const Date today(2026, 3, 31);

Book resolved(BookTerms terms) {
    static const Fixings none;
    return resolve_book(std::move(terms), {today, "EUR", none, TodaysFixings::implied});
}

/// A swap from 2027-03-31 for five years, fixed 1Y against floating 6M, and what the row says beside it.
BookTerms row(const std::string& columns, const std::string& cells, const std::string& notional = "1e6") {
    return read_blotter(read_csv_text(
        "id,notional,currency,start,end,calendar,convention,leg1_kind,leg1_side,leg1_tenor,leg1_day_count,"
        "leg1_rate,leg2_kind,leg2_side,leg2_tenor,leg2_day_count,leg2_index," +
            columns + "\nA," + notional +
            ",EUR,2027-03-31,2032-03-31,TARGET,MF,fixed,pay,1Y,30/360,0.021,floating,receive,6M,A360,"
            "EUR-EURIBOR-6M," +
            cells + "\n",
        "book.csv"));
}

BermudanSwaption right(const std::string& style, const std::string& dates, const std::string& more = ",") {
    const Book book = resolved(row("type,style,expiry,settlement,settlement_method",
                                   "Swaption," + style + "," + dates + "," + more));
    EXPECT_TRUE(book.failed.empty()) << print(book.failed.front().diagnostic);
    return std::get<BermudanSwaption>(book.positions.at(0).instrument);
}

std::string fault(const BookTerms& terms) {
    const Book book = resolved(terms);
    return book.failed.empty() ? "" : print(book.failed.front().diagnostic);
}

TEST(BermudanTerms, whole_periods_of_both_legs_are_entered) {
    const BermudanSwaption trade = right("bermudan", "2027-03-29;2028-03-31;2028-06-30;2031-03-27");
    ASSERT_EQ(trade.exercises.size(), 4u);
    const std::vector<std::vector<int>> first = {{0, 0}, {1, 2}, {2, 4}, {4, 8}};
    for (std::size_t k = 0; k < 4; ++k) EXPECT_EQ(trade.exercises[k].first, first[k]) << k;
    EXPECT_EQ(trade.position, 1.0);
    EXPECT_TRUE(trade.is_physical);
    EXPECT_TRUE(trade.held.legs.empty());
}

TEST(BermudanTerms, an_american_right_is_exercised_on_the_last_days_before_periods_start) {
    const BermudanSwaption trade = right("american", "2027-06-15;2030-10-01");
    std::vector<Date> dates;
    for (const auto& exercise : trade.exercises) dates.push_back(exercise.date);
    // Starts of both legs: the end of March, a business day.  On the last day what starts in 2031 can be
    // entered.
    EXPECT_EQ(dates, (std::vector<Date>{{2028, 3, 31}, {2029, 3, 29}, {2030, 3, 29}, {2030, 10, 1}}));
    EXPECT_EQ(trade.exercises.back().first, (std::vector<int>{4, 8}));
    const BermudanSwaption open = right("american", "2032-01-30");
    EXPECT_EQ(open.exercises.size(), 5u);
    EXPECT_EQ(open.exercises.front().date, Date(2027, 3, 31));
}

TEST(BermudanTerms, the_par_yield_counts_from_the_swap_that_is_entered) {
    const BermudanSwaption trade = right("bermudan", "2027-03-31;2029-03-29", "cash,ParYieldCurve");
    EXPECT_FALSE(trade.is_physical);
    EXPECT_EQ(trade.settlement, Swaption::Settlement::cash_par_yield);
    EXPECT_EQ(trade.strike, 0.021);
    ASSERT_EQ(trade.exercises[1].annuity.size(), 3u);
    EXPECT_NEAR(trade.exercises[1].annuity[0].since_start, 1.0, 0.01);
    EXPECT_NEAR(trade.exercises[0].annuity[2].since_start, 3.0, 0.01);
}

TEST(BermudanTerms, that_cannot_be_met_fail_the_trade) {
    const auto swaption = [](const std::string& cells, const std::string& notional = "1e6") {
        return fault(row("type,style,expiry,settlement,settlement_method", "Swaption," + cells, notional));
    };
    EXPECT_NE(swaption("bermudan,2028-03-31;2027-03-31,,").find("must increase"), std::string::npos);
    EXPECT_NE(swaption("bermudan,2026-03-31,,").find("was 2026-03-31"), std::string::npos);
    EXPECT_NE(swaption("bermudan,2028-03-31;2031-06-30,,").find("no period is left"), std::string::npos);
    EXPECT_NE(swaption(",2027-03-29;2028-03-29,,").find("one date of exercise, not 2"), std::string::npos);
    EXPECT_NE(swaption("american,2027-03-31;2028-03-31;2029-03-29,,").find("a first and a last"),
              std::string::npos);
    EXPECT_NE(swaption("bermudan,2027-03-31,cash,", "1e6;9e5").find("one nominal"), std::string::npos);
    EXPECT_EQ(swaption("bermudan,2027-03-31,physical,", "1e6;9e5"), "");
    for (const char* dates : {"2028-03-31;2027-03-31", "2031-06-30"})
        EXPECT_NE(
            fault(row("type,style,expiry", fmt::format("CallableSwap,bermudan,{}", dates))).find("E461"),
            std::string::npos);
}

TEST(CallableSwapTerms, hold_the_swap_and_the_right_to_its_opposite) {
    const auto callable = [](const std::string& position) {
        const Book book = resolved(row("type,position,style,expiry",
                                       "CallableSwap," + position + ",bermudan,2029-03-29;2030-03-29"));
        return std::get<BermudanSwaption>(book.positions.at(0).instrument);
    };
    const BermudanSwaption ours = callable("long"), theirs = callable("short");
    const double held = ours.held.legs[0].coupons[0].fixed;
    EXPECT_LT(held, 0.0);
    EXPECT_EQ(ours.position, 1.0);
    EXPECT_EQ(ours.underlying.legs[0].coupons[0].fixed, -held);
    EXPECT_EQ(theirs.position, -1.0);
    EXPECT_EQ(theirs.underlying.legs[0].coupons[0].fixed, held);
}

std::string bytes(const Book& book) {
    ArchiveWriter out;
    for (const Position& position : book.positions) out(position.instrument);
    return out.take();
}

std::string ore_leg(const std::string& type, const std::string& payer, const std::string& data,
                    const std::string& day_count, const std::string& tenor) {
    return "<LegData><LegType>" + type + "</LegType><Payer>" + payer +
           "</Payer><Currency>EUR</Currency><Notionals><Notional>1e6</Notional></Notionals><DayCounter>" +
           day_count + "</DayCounter>" + data +
           "<ScheduleData><Rules><StartDate>2027-03-31</StartDate><EndDate>2032-03-31</EndDate><Tenor>" +
           tenor +
           "</Tenor><Calendar>TARGET</Calendar><Convention>MF</Convention></Rules></ScheduleData></LegData>";
}

/// The same swap with an option, in ORE's words.
std::string ore_trade(const std::string& type, const std::string& option) {
    return "<Portfolio><Trade id=\"A\"><TradeType>" + type +
           "</TradeType><Envelope><CounterParty>C</CounterParty></Envelope><" + type + "Data><OptionData>" +
           option + "</OptionData>" +
           ore_leg("Fixed", "true", "<FixedLegData><Rates><Rate>0.021</Rate></Rates></FixedLegData>",
                   "30/360", "1Y") +
           ore_leg("Floating", "false", "<FloatingLegData><Index>EUR-EURIBOR-6M</Index></FloatingLegData>",
                   "A360", "6M") +
           "</" + type + "Data></Trade></Portfolio>";
}

TEST(BermudanTerms, are_the_same_bytes_from_a_blotter_and_from_ore) {
    const std::string dates =
        "<ExerciseDates><ExerciseDate>2028-03-31</ExerciseDate><ExerciseDate>2030-03-29</ExerciseDate>"
        "</ExerciseDates>";
    const auto ore = [&](const std::string& type, const std::string& option) {
        const Book book = resolved(read_ore_terms_text(ore_trade(type, option + dates), "book.xml", today));
        EXPECT_TRUE(book.failed.empty()) << print(book.failed.front().diagnostic);
        return bytes(book);
    };
    const auto table = [](const std::string& columns, const std::string& cells) {
        return bytes(resolved(row(columns, cells)));
    };
    const std::string two = "2028-03-31;2030-03-29";
    EXPECT_EQ(ore("Swaption",
                  "<LongShort>Short</LongShort><Style>Bermudan</Style><Settlement>Cash</Settlement>"
                  "<SettlementMethod>CollateralizedCashPrice</SettlementMethod>"),
              table("type,position,style,expiry,settlement,settlement_method",
                    "Swaption,short,bermudan," + two + ",cash,CollateralizedCashPrice"));
    EXPECT_EQ(ore("Swaption",
                  "<LongShort>Long</LongShort><Style>American</Style>"
                  "<MidCouponExercise>false</MidCouponExercise>"),
              table("type,style,expiry", "Swaption,american," + two));
    EXPECT_EQ(ore("CallableSwap", "<LongShort>Short</LongShort><Style>Bermudan</Style>"),
              table("type,position,style,expiry", "CallableSwap,short,bermudan," + two));
    const BookTerms fails =
        read_ore_terms_text(ore_trade("Swaption", "<LongShort>Long</LongShort><Style>American</Style>" +
                                                      dates + "<MidCouponExercise>true</MidCouponExercise>"),
                            "book.xml", today);
    EXPECT_NE(print(fails.failed.at(0).diagnostic).find("E462"), std::string::npos);
}

TEST(BermudanTerms, are_written_and_read_back) {
    const BookTerms terms =
        row("type,position,style,expiry", "CallableSwap,short,american,2028-03-31;2030-03-29");
    const std::string table = write_blotter(terms.trades);
    EXPECT_EQ(write_blotter(read_blotter(read_csv_text(table, "again.csv")).trades), table);
}

}  // namespace
}  // namespace snell
