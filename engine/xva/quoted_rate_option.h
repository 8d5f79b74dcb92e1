#pragma once
#include <span>
#include <vector>

#include "engine/xva/rate_option.h"

namespace snell {

/// A rate option's value on a day before its expiry by today's quote, as a function of the rate state then:
/// Black's or Bachelier's formula on the forward rate of that day, with the volatility that the option has
/// today for the time that is left.
class QuotedRateOption {
  public:
    /// The option must have a quote, and outlive this.
    QuotedRateOption(const MarketView& view, std::span<const BasisKey> bases, const RateOption& option,
                     int day);

    double deviation() const { return deviation_; }  ///< of the state at expiry, seen from the day
    double operator()(double x) const;

  private:
    struct Term {
        double weight;
        Affine value;
    };
    const RateOption* option_;
    MarketVolatility volatility_;  ///< for the time that is left
    double deviation_;
    std::vector<Term> terms_, annuity_;
    Affine start_;  ///< bond to the start of the swap, of a cash-settled option

    double settled(double rate, double annuity, double x) const;
};

}  // namespace snell
