#include "models/market/ore/optionlet_surface.h"

#include <gtest/gtest.h>

#include <cmath>
#include <ql/quotes/simplequote.hpp>
#include <ql/settings.hpp>
#include <ql/termstructures/volatility/optionlet/strippedoptionlet.hpp>
#include <ql/time/calendars/nullcalendar.hpp>
#include <ql/time/daycounters/actual365fixed.hpp>

namespace snell::ore {
namespace {

using Beyond = CubicOptionletSurface::Beyond;
using Shape = double (*)(double expiry, double strike);

const ql::Date today(5, ql::February, 2016);
const std::vector<double> strikes = {0.01, 0.02, 0.035, 0.05};
const std::vector<int> days = {100, 200, 400, 800, 1600};

CubicOptionletSurface surface(Shape shape, Beyond beyond) {
    ql::Settings::instance().evaluationDate() = today;
    std::vector<ql::Date> dates;
    std::vector<std::vector<ql::Handle<ql::Quote>>> values;
    for (int day : days) {
        dates.push_back(today + day);
        values.emplace_back();
        for (double strike : strikes)
            values.back().emplace_back(ql::ext::make_shared<ql::SimpleQuote>(shape(day / 365.0, strike)));
    }
    return {ql::StrippedOptionlet(0, ql::NullCalendar(), ql::Unadjusted, nullptr, dates, strikes, values,
                                  ql::Actual365Fixed(), ql::Normal),
            beyond};
}

double straight(double expiry, double strike) { return 0.005 + 0.001 * expiry + 0.02 * strike; }
double bent(double expiry, double strike) { return 0.01 + 0.001 * std::sin(3.0 * expiry + 80.0 * strike); }

TEST(OptionletSurface, goes_through_what_was_stripped) {
    const CubicOptionletSurface made = surface(bent, Beyond::refused);
    for (int day : days)
        for (double strike : strikes)
            EXPECT_NEAR(made.volatility(today + day, strike), bent(day / 365.0, strike), 1e-16);
}

TEST(OptionletSurface, is_straight_between_and_beyond_what_is_straight) {
    const CubicOptionletSurface made = surface(straight, Beyond::cubic);
    for (int day : {50, 150, 999, 2000})
        for (double strike : {0.0, 0.015, 0.03, 0.07})
            EXPECT_NEAR(made.volatility(today + day, strike), straight(day / 365.0, strike), 1e-15);
}

/// A peak is not overshot: its slope is 0 (Kruger 2002).
TEST(OptionletSurface, keeps_within_its_neighbours_at_a_peak) {
    const CubicOptionletSurface made =
        surface([](double expiry, double) { return expiry * 365.0 == 400.0 ? 0.02 : 0.01; }, Beyond::flat);
    for (int day = 100; day <= 1600; day += 10) {
        EXPECT_LE(made.volatility(today + day, 0.02), 0.02 + 1e-15) << day;
        EXPECT_GE(made.volatility(today + day, 0.02), 0.01 - 1e-15) << day;
    }
}

TEST(OptionletSurface, ends_flat_or_not_at_all_where_it_is_told_to) {
    const CubicOptionletSurface flat = surface(bent, Beyond::flat);
    EXPECT_EQ(flat.volatility(today + 3000, 0.2), flat.volatility(today + 1600, 0.05));
    EXPECT_EQ(flat.volatility(today + 10, 0.0), flat.volatility(today + 100, 0.01));
    EXPECT_THROW(surface(bent, Beyond::refused).volatility(today + 200, 0.2), ql::Error);
}

}  // namespace
}  // namespace snell::ore
