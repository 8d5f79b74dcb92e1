#pragma once
#include <span>

#include "engine/xva/claims.h"

namespace snell {

/// ln of a basis as seen from a day.
Affine affine(const MarketDay& day, const BasisKey& key);

/// What a rate option brings at its expiry, as a function of the rate state: weight * exp(value) terms.
class RatePayoff {
  public:
    RatePayoff(const MarketView& view, std::span<const BasisKey> bases, const RateOption& option);

    /// Where it is exercised: roots of the exercise value within 12 deviations of the state, increasing, and
    /// 1 or 0 below the first of them.
    const std::vector<double>& roots() const { return roots_; }
    double below() const { return below_; }
    /// Sum of the terms' sizes [currency of the option].
    double gross() const;
    /// What exercise brings, over the numeraire.
    double deflated(double x) const { return exercise_value(x) * exp(deflator_.level - deflator_.slope * x); }

  private:
    friend class SeenRateOption;
    struct Term {
        double weight;
        Affine value;
    };
    const RateOption* option_;
    Affine deflator_;  ///< ln 1 / N at expiry
    std::vector<Term> terms_;
    std::vector<double> roots_;
    double below_ = 0.0;

    /// Of a cash-settled option, on pieces of one deviation each: exercise value / N, by polynomials.
    double table_low_ = 0.0, table_scale_ = 0.0;
    std::vector<double> table_;

    double exercise_value(double x) const;
    double cash_settled(double x) const;
    void tabulate(StateRange range);
    /// The same as `deflated`, read from the table.
    double tabulated(double x) const;
    double sum(std::size_t from, std::size_t to, double x) const;
    void find_roots(StateRange range);
};

/// A rate option's value on a day before its expiry, as a function of the rate state then.  Physical: a sum
/// of normal probabilities, one for each term and root (Jamshidian 1989).  Cash-settled: Gauss and Legendre's
/// rule of 8 points on each of 16 panels within 9 deviations; the density moves by 1.1 deviations a panel, so
/// that a smooth payoff is exact to 1e-13.
class SeenRateOption {
  public:
    /// The payoff must outlive it.
    SeenRateOption(const MarketView& view, const RatePayoff& payoff, int day);

    double deviation() const { return deviation_; }  ///< of the state at expiry, seen from the day
    double operator()(double x) const;

  private:
    struct Term {
        double weight, level, slope;  ///< weight * exp(level - slope x) is the term's own value
        double shift;                 ///< of the mean of the state in the term's measure
    };
    const RatePayoff* payoff_;
    Affine growth_;  ///< ln N today
    double deviation_;
    std::vector<Term> terms_;

    double probability(double mean) const;
    double integrate(double x) const;
    double panel(double x, double from, double to) const;
};

}  // namespace snell
