#include <gtest/gtest.h>

#include "models/black_formula.h"
#include "models/lgm_option.h"
#include "tests/engine/xva_worlds.h"

/// E[V(t) / N(t)] is today's value of what is still to come at t: it holds every coupon, fixing, reset and
/// option to its price, whatever was approximated or tabulated on the way.
namespace snell {
namespace {

using namespace xva_worlds;

constexpr double sigmas = 4.0;

void expect_remaining(const Instrument& instrument, const std::vector<Date>& dates,
                      const std::function<double(int day)>& remaining, double allowed = 0.0) {
    const XvaResult result = run(book({{"T", instrument}}), settings(dates));
    ASSERT_TRUE(result.unvalued.empty()) << result.unvalued[0].reason;
    const std::vector<Estimate> epe = found(result, "EPE"), ene = found(result, "ENE");
    ASSERT_EQ(epe.size(), dates.size());
    for (std::size_t i = 0; i < dates.size(); ++i) {
        const double expected = remaining(dates[i] - today);
        EXPECT_NEAR(epe[i].value - ene[i].value, expected,
                    sigmas * (epe[i].std_error + ene[i].std_error) + allowed)
            << print(dates[i]) << " EPE " << print(epe[i]) << " ENE " << print(ene[i]);
    }
}

TEST(ExposureMartingale, holds_for_a_swap_through_its_fixings_and_payments) {
    const LinearTrade swap = payer_swap(1e6, 0.025);
    expect_remaining(swap, dates(14, 97), [&](int day) { return value_after(world(), swap, day); });
}

TEST(ExposureMartingale, holds_for_a_foreign_swap_that_pays_late) {
    const LinearTrade swap{
        {floating_leg(libor, 1, 1e6, days(30, 91, 12), 5), fixed_leg(1, -1e6, 0.04, days(30, 182, 6))}, {}};
    expect_remaining(swap, dates(12, 73), [&](int day) { return value_after(world(), swap, day); });
}

TEST(ExposureMartingale, holds_for_compounded_overnight_coupons_under_way) {
    const LinearTrade swap{{floating_leg(eonia, 0, 1e6, days(0, 365, 4))}, {}};
    // A step is compounded by the curve seen at its beginning, which is unbiased.
    expect_remaining(swap, dates(12, 97), [&](int day) { return value_after(world(), swap, day); });
}

}  // namespace
}  // namespace snell
