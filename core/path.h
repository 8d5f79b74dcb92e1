#pragma once
#include "core/real.h"

/// What a payoff sees of the world: a path is a row of numbers, each in a numbered slot.  The product asks
/// for observables (plan.h), the model supplies them, and the payoff reads them back by slot.
namespace snell {

/// Time from today [years].
using Years = double;

/// Where on a path an observed number is kept.
using Slot = int;

/// A run of consecutive slots, one for each date of a schedule.
struct Slots {
    Slot first = 0;
    int count = 0;
    HOST_DEVICE Slot operator[](int i) const { return first + i; }
    HOST_DEVICE Slot back() const { return first + count - 1; }
};

/// A run of consecutive numbers that a payoff brought along (weights, levels, coupons).
struct Constants {
    int first = 0;
    int count = 0;
};

enum class Quantity : std::uint8_t {
    spot,      ///< price of the asset at `seen` [asset currency]; at time 0 today's spot, which moves with it
    fixing,    ///< the same, but at time 0 a known number that a move of today's spot leaves alone
    deflator,  ///< value today of 1 unit of domestic currency paid at `seen` [-]
    growth,    ///< forward for `maturity` over spot at `seen` [-]
    bond,      ///< value at `seen` of 1 unit of domestic currency paid at `maturity` [-]
    variance_to_come,  ///< variance of log-spot from `seen` to `maturity` [-]
    variance,  ///< variance of log-spot over the grid step that ends at `seen`, given its end points [-]
    uniform,   ///< a uniform of the payoff's own for the grid step that ends at `seen` [-]
    integrated_variance,  ///< integral of the variance of log-spot from today to `seen` [-]
    leg_variance,         ///< variance of the twin's log-price over the grid step that ends at `seen` [-]
    leg,  ///< price at `seen` of the asset's lognormal twin, a control variate of stochastic volatility
          ///< models
    variance_rate,  ///< of log-spot at `seen`, where the model moves it, else 0 [1/year]
    settled,        ///< 0: the deflator of what was paid before the date that the payoff is valued on
};

struct Observable {
    Quantity quantity;
    int asset;
    Years seen;
    Years maturity;
};

/// One path (R = double) or a pack of paths.  Slot s starts at columns + s * stride [slot][path].
template <class R>
struct Path {
    const double* columns;
    long stride;
    const double* constants;

    ALWAYS_INLINE R operator[](Slot s) const { return load<R>(columns + s * stride); }
    /// A number that the payoff brought along, without slopes.
    ALWAYS_INLINE ValueOf<R> constant(int i) const { return ValueOf<R>(constants[i]); }
};

}  // namespace snell
