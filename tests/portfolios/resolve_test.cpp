#include <gtest/gtest.h>

#include <ql/indexes/ibor/all.hpp>
#include <ql/time/schedule.hpp>
#include <random>

#include "conventions/convention.h"
#include "core/error.h"
#include "portfolios/resolve/business_days.h"
#include "portfolios/resolve/day_count.h"
#include "portfolios/resolve/index_facts.h"
#include "portfolios/resolve/legs.h"
#include "portfolios/resolve/schedule_dates.h"

namespace snell {
namespace {

namespace ql = QuantLib;

/// The same pseudo-random days in every run.
class Days {
  public:
    Date next() { return Date(2000, 1, 1) + static_cast<int>(engine_() % 20000u); }
    unsigned below(unsigned bound) { return static_cast<unsigned>(engine_()) % bound; }

  private:
    std::mt19937 engine_{1};
};

TEST(BusinessDays, move_dates_as_quantlib_does) {
    Days days;
    for (const char* name : {"TARGET", "US", "UK", "JPY", "TARGET,US", "WeekendsOnly", ""}) {
        const BusinessDays& ours = business_days(name);
        const ql::Calendar theirs = find_calendar(name);
        for (int i = 0; i < 300; ++i) {
            const Date date = days.next();
            const int steps = static_cast<int>(days.below(21)) - 10;
            for (const auto roll :
                 {ql::Following, ql::ModifiedFollowing, ql::Preceding, ql::ModifiedPreceding, ql::Unadjusted,
                  ql::HalfMonthModifiedFollowing, ql::Nearest}) {
                EXPECT_EQ(ours.adjust(date, roll), from_quantlib(theirs.adjust(to_quantlib(date), roll)))
                    << name << print(date);
                EXPECT_EQ(ours.advance(date, steps, roll),
                          from_quantlib(theirs.advance(to_quantlib(date), steps, ql::Days, roll)))
                    << name << print(date) << steps;
            }
        }
    }
}

TEST(ScheduleDates, are_quantlibs) {
    Days days;
    const std::vector<std::string> tenors = {"1M", "3M", "6M", "1Y", "2W", "28D"},
                                   rules = {"Forward", "Backward"}, rolls = {"F", "MF", "U", "P"};
    for (int i = 0; i < 400; ++i) {
        ScheduleTerms terms;
        terms.start = days.next();
        terms.end = *terms.start + 20 + static_cast<int>(days.below(5000));
        terms.tenor = tenors[days.below(6)];
        terms.rule = rules[days.below(2)];
        terms.convention = rolls[days.below(4)];
        terms.term_convention = rolls[days.below(4)];
        terms.calendar = i % 2 ? "TARGET" : "US";
        const ql::Schedule theirs(
            to_quantlib(*terms.start), to_quantlib(*terms.end), find_tenor(terms.tenor),
            find_calendar(terms.calendar), find_roll(terms.convention, ql::Following),
            find_roll(terms.term_convention, ql::Following),
            terms.rule == "Forward" ? ql::DateGeneration::Forward : ql::DateGeneration::Backward, false);
        std::vector<Date> expected;
        for (const ql::Date& date : theirs.dates()) expected.push_back(from_quantlib(date));
        EXPECT_EQ(schedule_dates(terms).dates, expected)
            << print(*terms.start) << print(*terms.end) << terms.tenor << terms.rule << terms.convention
            << terms.term_convention;
    }
}

TEST(DayCount, counts_as_quantlib_does) {
    Days days;
    for (const char* name : {"A360", "A365", "30/360", "30E/360", "ACT/ACT", "30/360 German"}) {
        const ql::DayCounter theirs = find_day_counter(name);
        for (int i = 0; i < 2000; ++i) {
            const Date from = days.next(), to = from + static_cast<int>(days.below(800));
            EXPECT_EQ(DayCount(name).years(from, to), theirs.yearFraction(to_quantlib(from), to_quantlib(to)))
                << name << print(from) << print(to);
        }
    }
}

TEST(IndexFacts, are_those_of_quantlibs_definitions) {
    const auto check = [](const char* name, const ql::InterestRateIndex& theirs) {
        const IndexFacts& ours = find_index(name);
        EXPECT_EQ(ours.currency, theirs.currency().code()) << name;
        EXPECT_EQ(ours.fixing_days, static_cast<int>(theirs.fixingDays())) << name;
        EXPECT_EQ(find_tenor(ours.tenor), theirs.tenor()) << name;
        EXPECT_EQ(find_day_counter(ours.day_counter).name(), theirs.dayCounter().name()) << name;
        for (int day = 0; day < 4000; ++day) {
            const ql::Date date = to_quantlib(Date(2016, 1, 1) + day);
            ASSERT_EQ(find_calendar(ours.calendar).isBusinessDay(date),
                      theirs.fixingCalendar().isBusinessDay(date))
                << name << date.serialNumber();
        }
    };
    check("EUR-EURIBOR-6M", ql::Euribor6M());
    check("USD-LIBOR-3M", ql::USDLibor(3 * ql::Months));
    check("GBP-LIBOR-6M", ql::GBPLibor(6 * ql::Months));
    check("CHF-LIBOR-6M", ql::CHFLibor(6 * ql::Months));
    check("JPY-LIBOR-6M", ql::JPYLibor(6 * ql::Months));
    check("EUR-EONIA", ql::Eonia());
    check("EUR-ESTER", ql::Estr());
    check("USD-SOFR", ql::Sofr());
    check("USD-FedFunds", ql::FedFunds());
    check("GBP-SONIA", ql::Sonia());
    EXPECT_THROW(find_index("EUR-EURIBR-6M"), TermsFault);
}

/// A leg of one million over four years.
LegTerms four_years() {
    LegTerms leg;
    leg.currency = "EUR";
    leg.notionals = {{1e6}, {std::nullopt}};
    leg.rates = {{0.02}, {std::nullopt}};
    leg.day_counter = "30/360";
    leg.schedule.start = Date(2016, 3, 1);
    leg.schedule.end = Date(2020, 3, 1);
    leg.schedule.tenor = "1Y";
    leg.schedule.convention = "U";
    return leg;
}

struct Desk {
    Fixings fixings;
    MarketNeeds needs;
    PeriodBook periods;
    Sources sources{Date(2016, 2, 5), fixings, TodaysFixings::implied, needs, periods};
};

std::vector<double> amounts(const LegTerms& terms) {
    Desk desk;
    std::vector<double> all;
    for (const Coupon& coupon : resolve_leg(terms, desk.sources).coupons) all.push_back(coupon.fixed);
    return all;
}

TEST(ResolveLeg, notionals_step_by_count_by_date_and_by_rule) {
    LegTerms leg = four_years();
    EXPECT_EQ(amounts(leg), (std::vector<double>{2e4, 2e4, 2e4, 2e4}));
    leg.notionals = {{1e6, 5e5}, {std::nullopt, std::nullopt}};
    EXPECT_EQ(amounts(leg), (std::vector<double>{2e4, 1e4, 1e4, 1e4}));
    leg.notionals.from[1] = Date(2018, 3, 1);
    EXPECT_EQ(amounts(leg), (std::vector<double>{2e4, 2e4, 1e4, 1e4}));
    leg = four_years();
    leg.amortizations = {{"FixedAmount", 2.5e5, std::nullopt, std::nullopt, "1Y", false}};
    EXPECT_EQ(amounts(leg), (std::vector<double>{2e4, 1.5e4, 1e4, 5e3}));
    leg.amortizations.front() = {"LinearToMaturity", 0.0, std::nullopt, std::nullopt, "1Y", false};
    EXPECT_EQ(amounts(leg), (std::vector<double>{2e4, 1.5e4, 1e4, 5e3}));
    leg.amortizations.front() = {
        "RelativeToPreviousNotional", 0.5, Date(2018, 1, 1), std::nullopt, "1Y", false};
    EXPECT_EQ(amounts(leg), (std::vector<double>{2e4, 2e4, 1e4, 5e3}));
}

TEST(ResolveLeg, exchanges_return_what_was_lent) {
    LegTerms leg = four_years();
    leg.notionals = {{1e6, 1e6, 4e5}, {std::nullopt, std::nullopt, std::nullopt}};
    leg.rates = {{0.0}, {std::nullopt}};
    leg.initial_exchange = leg.final_exchange = leg.amortizing_exchange = true;
    double sum = 0.0;
    for (const double amount : amounts(leg)) sum += amount;
    EXPECT_EQ(sum, 0.0);
    EXPECT_EQ(amounts(leg).front(), -1e6);
    EXPECT_EQ(amounts(leg).back(), 4e5);
}

TEST(ResolveLeg, a_past_fixing_is_paid_and_a_missing_one_is_named) {
    LegTerms leg = four_years();
    leg.kind = LegTerms::Kind::floating;
    leg.index = "EUR-EURIBOR-6M";
    leg.schedule.start = Date(2015, 9, 1);
    leg.schedule.tenor = "6M";
    Desk desk;
    try {
        resolve_leg(leg, desk.sources);
        FAIL() << "the fixing is not known";
    } catch (const TermsFault& fault) {
        EXPECT_EQ(fault.code, "E458");
        EXPECT_EQ(fault.problem, "the fixing of EUR-EURIBOR-6M on 2015-08-28 is not known");
    }
    desk.fixings.add("EUR-EURIBOR-6M", Date(2015, 8, 28), 0.01);
    const Leg resolved = resolve_leg(leg, desk.sources);
    EXPECT_EQ(resolved.coupons.front().fixed, 1e6 * 0.01 * 0.5);
    EXPECT_EQ(resolved.coupons.front().growth.index, -1);
    EXPECT_EQ(resolved.coupons[1].growth.index, 0);
}

TEST(ResolveLeg, an_overnight_coupon_under_way_carries_its_growth) {
    LegTerms leg = four_years();
    leg.kind = LegTerms::Kind::floating;
    leg.index = "EUR-ESTER";
    leg.day_counter = "A360";
    leg.schedule.calendar = "TARGET";
    leg.schedule.start = Date(2016, 2, 1);  // a Monday; today is the Friday after it
    leg.schedule.end = Date(2016, 8, 1);
    leg.schedule.tenor = "6M";
    Desk desk;
    double growth = 1.0;
    for (int day = 1; day <= 4; ++day) {
        desk.fixings.add("EUR-ESTER", Date(2016, 2, day), 0.001 * day);
        growth *= 1.0 + 0.001 * day / 360.0;
    }
    const Coupon coupon = resolve_leg(leg, desk.sources).coupons.front();
    EXPECT_EQ(coupon.floating, 1e6 * growth);
    EXPECT_EQ(coupon.growth.start, Date(2016, 2, 5));
    EXPECT_EQ(coupon.growth.end, Date(2016, 8, 1));
    EXPECT_EQ(coupon.fixed, -1e6);
}

}  // namespace
}  // namespace snell
