#pragma once
#include <cstdint>

#include "engine/xva/xva.h"
#include "models/cross_asset.h"
#include "portfolios/book.h"

/// Swaps of twenty years on many paths and dates: the same work for Snell and for QuantLib.
namespace snell::peers {

/// Payer swaps of 20 years and unit nominal in one netting set.  Each pays 2 % every 364 days and receives an
/// index every 182 days; the first starts five days from today, each one more a week later.  Simulated dates
/// are the days on which the first swap's index fixes, two days before each period.  Curves are flat, the
/// index lies 20 basis points above discounting; simulated curves are kept at 12 tenors.
struct SwapWork {
    static constexpr int periods = 40, days_of_period = 182, first_start = 5, fixing_lag = 2;
    static constexpr double fixed_rate = 0.02, discount_rate = 0.02, index_rate = 0.022;
    int trades = 1;
    std::int64_t paths = 0;

    Date today() const { return Date(2026, 1, 5); }
    Date start(int trade, int period) const {
        return today() + (first_start + 7 * trade + days_of_period * period);
    }
    /// Fixing of a period of the first swap [period].
    std::vector<Date> dates() const;
    std::vector<Period> tenors() const;
    DailyCurve curve(double rate) const;
    Lgm model() const;
    Book book() const;
    World world() const;
    CrossAsset dynamics() const;
};

/// The EPE, averaged over dates, and what it took.
struct Valued {
    double epe = 0.0, std_error = 0.0;
    std::int64_t swap_values = 0;
    double seconds = 0.0;  ///< charged
};

/// By the exposure engine on one thread, with Philox.
Valued snell_swaps(const SwapWork& work);

/// Floating-point operations of a swap's value on one path and date [flop]: the engine's loops over paths on
/// a number type that counts, its draws and the moves of the state included.
double flops_per_value(const SwapWork& work);

/// QuantLib's VanillaSwap and DiscountingSwapEngine, relinked to curves through the tenors on each path and
/// date; `work.trades` is 1.  The day of valuation moves once a date, outside the loop over paths.
Valued quantlib_swap(const SwapWork& work);

}  // namespace snell::peers
