#include "conventions/convention.h"

#include <gtest/gtest.h>

#include "core/error.h"

namespace snell {
namespace {

struct Named {
    const char* name;
    const char* meaning;  ///< QuantLib's name of it
};

// As the parser of ORE 1.8.17 understands them; the names are those of currencies, countries and cities that
// have meant different calendars to different readers.
TEST(Convention, names_calendars_as_ore_does) {
    const Named known[] = {{"EUR", "TARGET"},
                           {"LNB", "UK settlement"},
                           {"XLON", "London stock exchange"},
                           {"FRA", "German settlement"},
                           {"FRF", "French settlement"},
                           {"SA", "South Africa"},
                           {"SAR", "Tadawul"},
                           {"CNY", "Shanghai stock exchange"},
                           {"CNH", "Shanghai stock exchange"},
                           {"CN-IB", "China inter bank market"},
                           {"US-FED", "Federal Reserve Bankwire System"},
                           {"SS", "Sweden"},
                           {"CHE", "Switzerland"}};
    for (const Named& each : known) EXPECT_EQ(find_calendar(each.name).name(), each.meaning) << each.name;
}

TEST(Convention, names_day_counts_as_ore_does) {
    const Named known[] = {{"30/360", "30/360 (US)"},
                           {"T360", "30/360 (US)"},
                           {"30/360 (Bond Basis)", "30/360 (Bond Basis)"},
                           {"30E/360", "30E/360 (Eurobond Basis)"},
                           {"30E/360.ISDA", "30E/360 (ISDA)"},
                           {"ACT/ACT", "Actual/Actual (ISDA)"},
                           {"A365", "Actual/365 (Fixed)"},
                           {"Act/365 (NL)", "Actual/365 (No Leap)"}};
    for (const Named& each : known) EXPECT_EQ(find_day_counter(each.name).name(), each.meaning) << each.name;
}

TEST(Convention, takes_a_spelling_for_its_letters_and_digits) {
    EXPECT_EQ(find_calendar("us settlement").name(), "US settlement");
    EXPECT_EQ(find_day_counter("act365").name(), find_day_counter("A365").name());
    EXPECT_EQ(find_roll("modified following", QuantLib::Following), QuantLib::ModifiedFollowing);
}

TEST(Convention, joins_calendars_whatever_blanks_stand_between) {
    const QuantLib::Date christmas(26, QuantLib::December, 2016), fourth(4, QuantLib::July, 2016);
    for (const char* names : {"TARGET,US", " TARGET , US ", "TARGET,\n US"}) {
        const QuantLib::Calendar joint = find_calendar(names);
        EXPECT_TRUE(joint.isHoliday(christmas)) << names;
        EXPECT_TRUE(joint.isHoliday(fourth)) << names;
    }
    EXPECT_TRUE(find_calendar("TARGET").isBusinessDay(fourth));
}

TEST(Convention, says_what_a_wrong_name_was_meant_to_be) {
    try {
        find_calendar("TARGT");
        FAIL();
    } catch (const TermsFault& fault) {
        EXPECT_EQ(fault.code, "E452");
        EXPECT_NE(fault.remedy.find("TARGET"), std::string::npos) << fault.remedy;
    }
    EXPECT_THROW(find_day_counter(""), TermsFault);
    EXPECT_THROW(find_calendar("TARGET,"), TermsFault);
}

}  // namespace
}  // namespace snell
