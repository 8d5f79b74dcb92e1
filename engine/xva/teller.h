#pragma once
#include <limits>
#include <span>

#include "engine/xva/claims.h"

namespace snell {

/// Where the flows of a leg stand: all of them count at from <= t < until, times a kept row and a scale if
/// given.
struct FlowPlace {
    int currency = 0;
    int row = -1;
    int scale = -1;
    int from = 0;
    int until = std::numeric_limits<int>::max();
};

/// Tells one instrument as claims, part by part.
class Teller {
  public:
    explicit Teller(ClaimBook& book) : book_(&book) {}
    UnitClaims take() { return std::move(unit_); }

    ClaimBook& book() { return *book_; }
    int day(Date date) const { return book_->day(date); }
    int bond(int currency, int pay) { return book_->basis({.currency = currency, .pay = pay}); }
    int equity(int equity, int currency, int maturity, int pay) {
        return book_->basis({.currency = currency, .start = maturity, .pay = pay, .equity = equity});
    }

    void claim(const Claim& claim);
    void fixed(const FlowPlace& place, int pay, double amount);
    void coupon(const FlowPlace& place, const Coupon& coupon, double times);
    void reset_period(const ResettingLeg& leg, const ResetPeriod& period);
    /// Until expiry the option, then, if it is paid later, what `price` (in the paying currency) leaves of
    /// it.
    void spot_option(const SpotOption& option, int currency, int pay, const LogLinear& price);
    void optionlet(int currency, const Optionlet& optionlet);
    void rate_option(const RateOption& option);
    /// The terms of an option on a swap: its fixed legs first, each coupon as seen at expiry; of each leg
    /// those from `first` [leg] on, if that is given.
    void option_terms(const LinearTrade& underlying, std::span<const int> first, RateOption& option);
    /// A kept row of ones where the option is exercised.
    int exercise_row(const RateOption& option);
    /// The right to one of several payoffs.  Of each that can be seen, a kept row of ones where the right has
    /// been taken by the end of its day.
    std::vector<int> early_option(std::vector<RateOption> choices, double position);
    void default_swap(const CreditDefaultSwap& swap);
    void bond_with_credit(const Bond& bond);

  private:
    ClaimBook* book_;
    UnitClaims unit_;

    int delay(const Growth& growth, int seen) const;
    void overnight(const FlowPlace& place, const Coupon& coupon, double amount);
    void floating(const FlowPlace& place, const Coupon& coupon, double amount);
    void reset_ahead(const ResettingLeg& leg, const ResetPeriod& period, int seen);
    void reset_behind(const ResetPeriod& period, const FlowPlace& place);
};

}  // namespace snell
