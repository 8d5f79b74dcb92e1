#pragma once
#include "core/math/exp.h"
#include "models/daily_curve.h"
#include "models/step_function.h"

namespace snell {

/// scale * exp(slope * x): what discount bonds, the numeraire and forwards are in the state of their
/// currency.
struct Exponential {
    double scale = 1.0, slope = 0.0;

    template <class R>
    HOST_DEVICE R operator()(R x) const {
        return R(scale) * exp(R(slope) * x);
    }
};

/// Linear Gauss Markov model of one currency: dx = alpha(t) dW under its own measure, x(0) = 0, with
/// H(t) = (1 - exp(-kappa t)) / kappa and zeta(t) = integral of alpha^2 (Hagan, "Evaluating and hedging
/// exotic swap instruments via LGM"; Lichters, Stamm and Gallagher 2015, ch. 11).  Exact on today's curve by
/// construction.  Times are Actual / 365 Fixed.
class Lgm {
  public:
    /// What is constant between the given times: alpha, or the sigma = alpha H' of Hull and White (1990).
    enum class Volatility { hagan, hull_white };
    struct Terms {
        Volatility parametrisation = Volatility::hagan;
        StepFunction volatility;  ///< [1/sqrt(year)]
        double kappa = 0.0;       ///< mean reversion [1/year], of any sign
    };

    Lgm() = default;
    Lgm(DailyCurve discount, Terms terms);

    const DailyCurve& discount() const { return discount_; }
    const Terms& terms() const { return terms_; }
    /// The time of a date, from the curve's today on [years].
    Years time(Date date) const { return (date - discount_.today) / 365.0; }

    /// H(t) [years] and its slope H'(t) = exp(-kappa t) [-].
    double H(Years t) const;
    double H_slope(Years t) const { return exp(-terms_.kappa * t); }
    double alpha(Years t) const;  ///< [1/sqrt(year)]
    double zeta(Years t) const;   ///< variance of x(t) under the own measure [-]

    /// P(t, T; x) = P(0, T) / P(0, t) exp(-(H(T) - H(t)) x - (H(T)^2 - H(t)^2) zeta(t) / 2).
    Exponential bond(Date t, Date maturity) const;
    /// N(t; x) = exp(H(t) x + H(t)^2 zeta(t) / 2) / P(0, t).
    Exponential numeraire(Date t) const;

  private:
    DailyCurve discount_;
    Terms terms_;
    std::vector<double> zeta_at_;  ///< [piece] zeta where it begins

    double zeta_within(std::size_t piece, Years from, Years to) const;
};

/// Integral of exp(rate u) over [from, to].
double integrate_exponential(double rate, Years from, Years to);

}  // namespace snell
