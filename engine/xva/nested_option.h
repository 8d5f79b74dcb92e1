#pragma once
#include <optional>

#include "core/estimate.h"
#include "core/philox.h"
#include "engine/xva/regressed_option.h"

/// A regressed right valued anew, on inner paths of the state that follow its rule.
namespace snell {

/// Where inner paths begin: a state of the right's currency on a day; `choice` is the next after it.
struct InnerStart {
    int day = 0;
    std::size_t choice = 0;
    double x = 0.0;
};

/// The draws of one inner path: normals that are pure functions of (draws, path, choice).
struct InnerPath {
    Philox draws;
    std::uint64_t path = 0;

    double normal(std::size_t choice) const;
};

/// What the rule earns on an inner path, over the numeraire: where it exercises is all that this knows of the
/// regression.
double earned(const RegressedOption& right, const InnerStart& start, const InnerPath& path);

/// The same less the gains of a hedge, whose mean is 0: those of the fit.  `high` is the largest that any
/// rule has on the path, so that its mean is above the best rule's value (Rogers 2002).
struct HedgedPath {
    double low, high;
};

/// A right with the hedge of its fit tabulated: the fit's expectations between its choices' days, to 1e-13 of
/// what is at stake.
class HedgedOption {
  public:
    /// The right must outlive it.
    explicit HedgedOption(const RegressedOption& right);

    /// `value`: the fit's expectation at the start.
    HedgedPath follow(const InnerStart& start, double value, const InnerPath& path) const;

  private:
    const RegressedOption* right_;
    std::vector<PiecewiseChebyshev> waiting_;  ///< [choice] but the last

    double waiting(std::size_t choice, double x) const;
};

/// Between these the right's value today lies, in units of its currency: the rule, followed on paths of their
/// own, earns `low`; no rule earns more than `high` (Rogers 2002, with the gains of the fit as the hedge).
/// The hedge is taken off both, so that their errors are of the size of what the fit errs by.
struct RegressionBounds {
    Estimate low, high;
};
RegressionBounds regression_bounds(const RegressedOption& right);

}  // namespace snell
