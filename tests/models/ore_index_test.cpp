#include <gtest/gtest.h>

#include <fstream>

#include "conventions/convention.h"
#include "models/market/ore/quantlib_index.h"
#include "portfolios/resolve/index_facts.h"

namespace snell {
namespace {

// Curves are built on these, coupons are forecast on the facts: each index must be one and the same.
TEST(OreIndex, is_the_same_to_curves_and_to_trades) {
    for (const char* name :
         {"EUR-EURIBOR-6M", "USD-LIBOR-3M",   "GBP-LIBOR-6M", "CHF-LIBOR-6M",  "JPY-LIBOR-6M", "JPY-TIBOR-3M",
          "CAD-CDOR-3M",    "AUD-BBSW-3M",    "NZD-BKBM-3M",  "SEK-STIBOR-3M", "NOK-NIBOR-3M", "DKK-CIBOR-3M",
          "PLN-WIBOR-3M",   "CZK-PRIBOR-3M",  "EUR-EONIA",    "EUR-ESTER",     "USD-FedFunds", "USD-SOFR",
          "GBP-SONIA",      "JPY-TONAR",      "CHF-TOIS",     "CHF-SARON",     "CAD-CORRA",    "DKK-DKKOIS",
          "SEK-SIOR",       "EUR-EURIBOR-1W", "USD-LIBOR-1W"}) {
        const auto index = ore::make_index(name);
        const IndexFacts& facts = find_index(name);
        EXPECT_EQ(facts.currency, index->currency().code()) << name;
        EXPECT_EQ(static_cast<unsigned>(facts.fixing_days), index->fixingDays()) << name;
        EXPECT_EQ(find_calendar(facts.calendar), index->fixingCalendar()) << name;
        EXPECT_EQ(find_day_counter(facts.day_counter), index->dayCounter()) << name;
        EXPECT_EQ(find_roll(facts.convention, QuantLib::Following), index->businessDayConvention()) << name;
        EXPECT_EQ(facts.end_of_month, index->endOfMonth()) << name;
    }
}

class OreIndexDefinition : public testing::Test {
  protected:
    std::string folder_ = testing::TempDir();

    ore::Settings settings(const std::string& conventions) const {
        const auto write = [&](const char* name, const std::string& text) {
            std::ofstream(folder_ + name) << text;
            return folder_ + name;
        };
        return ore::Settings({"", write("todaysmarket.xml", "<TodaysMarket/>"),
                              write("curveconfig.xml", "<CurveConfiguration/>"),
                              write("conventions.xml", "<Conventions>" + conventions + "</Conventions>")});
    }

    static std::string euribor(const std::string& days) {
        return "<IborIndex><Id>EUR-EURIBOR-6M</Id><FixingCalendar>TARGET</FixingCalendar>"
               "<DayCounter>A360</DayCounter>\n<SettlementDays>" +
               days +
               "</SettlementDays><BusinessDayConvention>MF</BusinessDayConvention><EndOfMonth>true</"
               "EndOfMonth>"
               "</IborIndex>";
    }
};

TEST_F(OreIndexDefinition, that_says_what_is_known_is_taken) {
    const ore::Settings same = settings(euribor("2"));
    EXPECT_NO_THROW(ore::check_definition(same, "EUR-EURIBOR-6M"));
    EXPECT_NO_THROW(ore::check_definition(same, "EUR-EURIBOR-3M"));
}

TEST_F(OreIndexDefinition, that_says_otherwise_is_a_fault_at_its_line) {
    const ore::Settings other = settings(euribor("1"));
    try {
        ore::check_definition(other, "EUR-EURIBOR-6M");
        FAIL();
    } catch (const ore::Fault& fault) {
        EXPECT_NE(fault.text.find("conventions.xml:2"), std::string::npos) << fault.text;
        EXPECT_NE(fault.text.find("SettlementDays of EUR-EURIBOR-6M"), std::string::npos) << fault.text;
    }
}

TEST_F(OreIndexDefinition, of_an_index_of_ones_own_is_a_fault) {
    const ore::Settings own = settings(
        "<OvernightIndex><Id>EUR-HOUSE</Id><FixingCalendar>TARGET</FixingCalendar><DayCounter>A360</"
        "DayCounter>"
        "<SettlementDays>0</SettlementDays></OvernightIndex>");
    EXPECT_THROW(ore::check_definition(own, "EUR-HOUSE"), ore::Fault);
}

}  // namespace
}  // namespace snell
