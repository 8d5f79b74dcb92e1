#pragma once
#include <vector>

#include "core/math/normal_cdf.h"
#include "models/lgm.h"

namespace snell {

/// A certain payment.
struct FixedFlow {
    Date pay;
    double amount = 0.0;
};

/// Where in x an option is exercised: a union of intervals.
struct ExerciseRegion {
    /// Exercise begins at x and goes up if `rising`, or ends there.
    struct Boundary {
        double x;
        bool rising;
    };
    std::vector<Boundary> boundaries;  ///< by x
    double always = 0.0;               ///< added to the probabilities beyond each boundary

    /// Probability of the region for a normal x of that mean and 1 / deviation.
    template <class R>
    R probability(R mean, double per_deviation) const {
        R sum(always);
        for (const Boundary& boundary : boundaries) {
            const R distance = (R(boundary.x) - mean) * R(per_deviation);
            sum = sum + normal_cdf(boundary.rising ? -distance : distance);
        }
        return sum;
    }
};

/// The right to receive fixed flows (some negative), seen at an earlier date: its value as a function of x.
struct SeenLgmOption {
    std::vector<Exponential> flows;  ///< amounts times their bonds
    std::vector<double> shifts;      ///< [flow] of the mean of x at expiry under the bond's measure
    ExerciseRegion region;
    double deviation = 0.0;  ///< of x at expiry, seen from now [-]; 0 at expiry itself

    /// Value at x in units of the currency at that date: sum of amount P(t, pay; x) times the probability of
    /// exercise under the measure of that bond.
    template <class R>
    R operator()(R x) const {
        R value(0.0);
        for (std::size_t k = 0; k < flows.size(); ++k) {
            const R bond = flows[k](x);
            value = value +
                    (deviation > 0.0 ? bond * region.probability(x + R(shifts[k]), 1.0 / deviation) : bond);
        }
        return max(value, R(0.0));
    }
};

/// Flows under LGM as far as today's value of the right to them is concerned: a function of zeta at expiry
/// alone.
struct LgmOptionFlows {
    std::vector<double> present;  ///< amount * P(0, pay), by date
    std::vector<double> H;        ///< H(pay) [years]

    /// Where sum present exp(-H x - H^2 zeta / 2) is positive.
    ExerciseRegion region(double zeta) const;
    double value(double zeta) const;

  private:
    double at(double x, double zeta) const;
    int sign_changes() const;
    std::vector<ExerciseRegion::Boundary> boundaries(double zeta) const;
    std::vector<ExerciseRegion::Boundary> scanned(double zeta) const;
};

/// The right, at expiry, to flows on or after it; European swaptions, caplets and bond options are of this
/// kind.  Under LGM the region of exercise is a union of intervals of x, so that the value is a sum of normal
/// probabilities (Jamshidian 1989, for one boundary).
class LgmOption {
  public:
    /// The model must outlive the option.  Flows in any order, several on one date allowed.  Where they
    /// change sign more than once (by date), boundaries are looked for within 12 deviations of x, 1/16 apart.
    /// Throws std::invalid_argument if one is paid before expiry.
    LgmOption(const Lgm& model, const std::vector<FixedFlow>& flows, Date expiry);

    Date expiry() const { return expiry_; }
    const ExerciseRegion& region() const { return region_; }
    /// The value as a function of x at date t, not after expiry; at expiry it is max(flows, 0).
    SeenLgmOption seen(Date t) const;
    /// Today's value.
    double value() const { return seen(model_->discount().today)(0.0); }
    /// The same as a function of zeta at expiry.
    LgmOptionFlows flows() const;

  private:
    const Lgm* model_;
    Date expiry_;
    std::vector<FixedFlow> flows_;  ///< by date, one each
    ExerciseRegion region_;
};

}  // namespace snell
