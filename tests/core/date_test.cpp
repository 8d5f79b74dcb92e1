#include "core/date.h"

#include <gtest/gtest.h>

#include <limits>

#include <stdexcept>

namespace snell {
namespace {

std::string complaint(std::string_view text) {
    try {
        Date::parse(text);
    } catch (const std::invalid_argument& e) {
        return e.what();
    }
    return "";
}

TEST(Date, prints_what_it_read) {
    for (const char* text : {"0001-01-01", "1969-12-31", "2000-02-29", "2026-03-31", "9999-12-31"})
        EXPECT_EQ(print(Date::parse(text)), text);
}

TEST(Date, counts_days) {
    EXPECT_EQ(Date(1970, 1, 1), Date());
    EXPECT_EQ(Date(2000, 3, 1) - Date(2000, 2, 1), 29);
    EXPECT_EQ(Date(1900, 3, 1) - Date(1900, 2, 1), 28);      // the century rule
    EXPECT_EQ(Date(2400, 1, 1) - Date(2000, 1, 1), 146097);  // the period of the calendar
    EXPECT_EQ(Date(2026, 12, 31) + 1, Date(2027, 1, 1));
    EXPECT_LT(Date(1969, 12, 31), Date(1970, 1, 1));
}

TEST(Date, says_what_is_wrong) {
    EXPECT_EQ(complaint("2025-02-29"), "'2025-02-29' is not a date: that month has days 1 to 28");
    EXPECT_EQ(complaint("2025-13-01"), "'2025-13-01' is not a date: month 13 is not in 1 to 12");
    EXPECT_EQ(complaint("0000-01-01"), "'0000-01-01' is not a date: years run from 1 to 9999");
    for (const std::string text :
         {"", "2025-1-1", "2025/01/01", "01-01-2025", "2025-01-01 ", "2025-0a-01", "+025-01-01"})
        EXPECT_NE(complaint(text).find("is not a date: write year-month-day, as in 2026-03-31"),
                  std::string::npos);
}

TEST(Date, refuses_days_outside_its_years) {
    EXPECT_THROW(Date(9999, 12, 31) + 1, std::invalid_argument);
    EXPECT_THROW(Date(1, 1, 1) + -1, std::invalid_argument);
    EXPECT_THROW(Date() + std::numeric_limits<int>::max(), std::invalid_argument);
    EXPECT_THROW(add_months(Date(9999, 12, 1), 1), std::invalid_argument);
    EXPECT_THROW(add_months(Date(), std::numeric_limits<int>::max()), std::invalid_argument);
}

TEST(Date, months_keep_the_day_or_the_end_of_the_month) {
    EXPECT_EQ(add_months(Date(2025, 1, 15), 1), Date(2025, 2, 15));
    EXPECT_EQ(add_months(Date(2025, 1, 30), 1), Date(2025, 2, 28));
    EXPECT_EQ(add_months(Date(2025, 1, 31), 3), Date(2025, 4, 30));
    EXPECT_EQ(add_months(Date(2025, 2, 28), 1), Date(2025, 3, 31));
    EXPECT_EQ(add_months(Date(2024, 2, 28), 1), Date(2024, 3, 28));  // not an end: 2024 has a 29th
    EXPECT_EQ(add_months(Date(2024, 2, 29), 12), Date(2025, 2, 28));
    EXPECT_EQ(add_months(Date(2025, 3, 31), -13), Date(2024, 2, 29));
}

TEST(Date, year_fraction_divides_days_by_365) {
    EXPECT_EQ(year_fraction(Date(2023, 5, 1), Date(2024, 5, 1)), 366 / 365.0);
    EXPECT_EQ(year_fraction(Date(2024, 5, 1), Date(2023, 5, 1)), -366 / 365.0);
}

}  // namespace
}  // namespace snell
