#pragma once
#include "core/estimate.h"
#include "engine/xva/chebyshev.h"
#include "engine/xva/rate_option.h"

namespace snell {

/// The right to one of several payoffs, each on its own day; the first that is taken ends it.  A function of
/// one rate state, found from the last day back by regression (Longstaff and Schwartz 2001): on each day the
/// larger of exercise and waiting is fitted, in the sense of least squares, by polynomials of the state on
/// bundles of states (RegressionBasis; Jain and Oosterlee 2015), with a knot at every state in which both are
/// worth the same.
/// Waiting is worth the fit's expectation (regression later: Glasserman and Yu 2004), so no noise of paths
/// gets in, and values on exposure dates are martingales between two days of exercise.  States of the
/// training are spread over the bundles as Chebyshev points, for which the normal equations are diagonal;
/// they share nothing with any path.
class RegressedOption {
  public:
    /// Choices of one currency, by expiry, after today.
    RegressedOption(const MarketView& view, std::span<const BasisKey> bases, std::vector<RateOption> choices,
                    RegressionBasis basis = {});
    RegressedOption(const RegressedOption&) = delete;
    RegressedOption& operator=(const RegressedOption&) = delete;

    const std::vector<RateOption>& choices() const { return choices_; }
    int currency() const { return choices_.front().currency; }
    /// The first choice after a day; as many as there are if none is left.
    std::size_t next(int day) const;

    /// States of a choice's day, increasing, between which it is exercised and waited in turn; `below` is 1
    /// where it is exercised below the first of them, else 0.
    const std::vector<double>& roots(std::size_t choice) const { return fits_[choice].roots; }
    double below(std::size_t choice) const { return fits_[choice].below; }
    bool is_exercised(std::size_t choice, double x) const;

    /// What exercise brings, over the numeraire.
    double exercised(std::size_t choice, double x) const { return payoffs_[choice].deflated(x); }
    /// The larger of that and of waiting, as it is fitted; beyond 8 deviations the edge value.
    double fitted(std::size_t choice, double x) const;
    /// Expectation of what is fitted, seen from state x so many deviations before.
    double expected(std::size_t choice, double deviation, double x) const;
    /// The same of the next choice, seen from a choice's day; 0 after the last.
    double waiting(std::size_t choice, double x) const;
    /// States between which those of a choice's day are told apart.
    double lowest(std::size_t choice) const { return fits_[choice].knots.front(); }
    double highest(std::size_t choice) const { return fits_[choice].knots.back(); }
    /// Deviation of the state from a day until a choice's.
    double deviation(int day, std::size_t choice) const;
    /// Sum of the sizes of a choice's flows [currency of the choice].
    double gross(std::size_t choice) const { return payoffs_[choice].gross(); }

  private:
    /// Bundles lie between two knots each; coefficients are [bundle][function].
    struct Fit {
        std::vector<double> knots, coefficients, roots;
        double below = 0.0;
    };
    const MarketView* view_;
    std::vector<RateOption> choices_;
    std::vector<RatePayoff> payoffs_;
    Chebyshev functions_;  ///< of each bundle
    std::vector<Fit> fits_;

    void find_roots(std::size_t choice, const std::vector<double>& states);
    void regress(std::size_t choice);
    double on_bundle(const Fit& fit, std::size_t bundle, double x) const;
};

/// The right's value on a day, as a function of the rate state then, in units of its currency; `position` is
/// +1 for its holder, -1 for who granted it.
class SeenRegressedOption {
  public:
    /// A choice must be left, and the right outlive this.
    SeenRegressedOption(const MarketView& view, const RegressedOption& right, double position, int day);

    double deviation() const {
        return deviation_;
    }  ///< of the state on the next choice's day, seen from the day
    double operator()(double x) const;

  private:
    const RegressedOption* right_;
    double position_;
    std::size_t choice_;
    Affine growth_;  ///< ln N today
    double deviation_;
};

}  // namespace snell
