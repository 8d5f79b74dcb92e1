#include "core/schedule.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace snell {
namespace {

using Times = std::vector<Years>;

template <class... Arguments>
std::string complaint(Arguments... arguments) {
    try {
        schedule(arguments...);
    } catch (const std::invalid_argument& e) {
        return e.what();
    }
    return "";
}

TEST(Schedule, takes_increasing_times_after_today_as_they_are) {
    EXPECT_EQ(schedule(Times{0.25, 0.5, 10.0}), (Times{0.25, 0.5, 10.0}));
}

TEST(Schedule, names_the_time_that_is_wrong) {
    EXPECT_EQ(complaint(Times{}), "a schedule without times (it takes at least one)");
    EXPECT_EQ(complaint(Times{0.0, 1.0}), "time 0 is not after today (0)");
    EXPECT_EQ(complaint(Times{1.0, 0.5}), "time 0.5 is not after 1, the one before it (times must increase)");
    EXPECT_EQ(complaint(Times{1.0, 1.0}), "time 1 is not after 1, the one before it (times must increase)");
    EXPECT_EQ(complaint(Times{1.0, std::numeric_limits<double>::infinity()}), "time inf is not finite");
    EXPECT_THROW(schedule(Times{std::nan("")}), std::invalid_argument);
    EXPECT_THROW(schedule(0, 1.0), std::invalid_argument);
    EXPECT_THROW(schedule(12, 0.0), std::invalid_argument);
}

TEST(Schedule, of_a_count_ends_exactly_at_the_end) {
    EXPECT_EQ(schedule(4, 2.0), (Times{0.5, 1.0, 1.5, 2.0}));
    for (int count : {3, 7, 49, 252}) {
        const Times times = schedule(count, 0.7);
        EXPECT_EQ(times.size(), static_cast<std::size_t>(count));
        EXPECT_EQ(times.back(), 0.7);
    }
}

TEST(Schedule, of_periods_in_years_leaves_the_start_out_and_takes_the_end_in) {
    EXPECT_EQ(schedule(Period::parse("3M"), 0.0, 1.0), (Times{0.25, 0.5, 0.75, 1.0}));
    EXPECT_EQ(schedule(Period::parse("1Y"), 1.0, 3.0), (Times{2.0, 3.0}));
    EXPECT_EQ(schedule(Period::parse("1M"), 0.0, 30.0).size(), 360u);
    EXPECT_EQ(schedule(Period::parse("1D"), 0.0, 10.0).size(), 3650u);
    EXPECT_EQ(schedule(Period::parse("1W"), 0.0, 1.0).size(), 53u);  // 52 weeks and a day
}

TEST(Schedule, of_dates_does_not_drift_from_month_ends) {
    const Date today(2025, 1, 31);
    const Times times = schedule(Period::parse("1M"), today, Date(2025, 5, 31), today);
    EXPECT_EQ(times, (Times{28 / 365.0, 59 / 365.0, 89 / 365.0, 120 / 365.0}));
}

TEST(Period, of_no_time_is_a_lag_but_no_step) {
    EXPECT_EQ(Period::parse_lag("0W"), Period{});
    EXPECT_EQ(Period::parse_lag("2W"), (Period{0, 14}));
    EXPECT_THROW(Period::parse("0W"), std::invalid_argument);
    for (const char* text : {"", "0", "0Q", "00D"})
        EXPECT_THROW(Period::parse_lag(text), std::invalid_argument) << text;
}

TEST(Schedule, of_dates_closes_with_a_shorter_period) {
    const Date today(2025, 1, 1);
    const Times times = schedule(Period::parse("2W"), Date(2025, 1, 10), Date(2025, 2, 10), today);
    EXPECT_EQ(times, (Times{23 / 365.0, 37 / 365.0, 40 / 365.0}));
}

TEST(Schedule, of_dates_refuses_what_lies_in_the_past_or_runs_backwards) {
    const Date today(2025, 6, 1);
    EXPECT_EQ(complaint(Period::parse("1M"), Date(2025, 1, 1), Date(2025, 12, 1), today),
              "date 2025-02-01 is not after today (2025-06-01)");
    EXPECT_EQ(complaint(Period::parse("1M"), Date(2025, 12, 1), Date(2025, 7, 1), today),
              "end 2025-07-01 is not after start 2025-12-01");
    EXPECT_THROW(schedule(Period::parse("1M"), 1.0, 1.0), std::invalid_argument);
}

TEST(Schedule, refuses_more_times_than_anyone_means) {
    EXPECT_THROW(schedule(Period::parse("1D"), 0.0, 1000.0), std::invalid_argument);
    EXPECT_THROW(schedule(Period::parse("1D"), Date(2025, 1, 1), Date(2999, 1, 1), Date(2025, 1, 1)),
                 std::invalid_argument);
    EXPECT_THROW(schedule(1000000, 1.0), std::invalid_argument);
}

TEST(Period, reads_days_weeks_months_and_years) {
    EXPECT_EQ(Period::parse("10D").days, 10);
    EXPECT_EQ(Period::parse("2w").days, 14);
    EXPECT_EQ(Period::parse("3M").months, 3);
    EXPECT_EQ(Period::parse("1y").months, 12);
}

TEST(Period, refuses_anything_else) {
    for (const char* text : {"", "M", "3", "0M", "-1M", "1.5M", "3MM", "3 M", "123456D", "1Q"})
        EXPECT_THROW(Period::parse(text), std::invalid_argument) << text;
    EXPECT_THROW(schedule(Period{1, 1}, 0.0, 1.0), std::invalid_argument);
    EXPECT_THROW(schedule(Period{0, 0}, 0.0, 1.0), std::invalid_argument);
}

}  // namespace
}  // namespace snell
