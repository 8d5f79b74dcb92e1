#pragma once
#include <functional>
#include <string>
#include <vector>

#include "models/calibrate.h"

namespace snell {

/// Fits a piecewise constant volatility to options, one piece an expiry.
class VolatilityFit {
  public:
    /// The model's variance of the logarithm of the forward, from today to an expiry, under a volatility.
    using Variance = std::function<double(const StepFunction&, Date expiry)>;
    VolatilityFit(std::string kind, std::string name, Date today, Variance variance)
        : kind_(std::move(kind)), name_(std::move(name)), today_(today), variance_(std::move(variance)) {}

    /// The volatility that meets every quote, or what comes closest without being negative; that of the terms
    /// where it is not to be calibrated.  Quotes after the first on an expiry are left out.
    StepFunction fit(std::vector<OptionQuote> quotes, const PiecewiseTerms& terms,
                     CalibrationReport& report) const;

  private:
    std::string kind_, name_;
    Date today_;
    Variance variance_;

    double last_piece(StepFunction trial, const OptionQuote& quote, CalibrationReport& report) const;
};

}  // namespace snell
