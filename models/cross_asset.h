#pragma once
#include <string>
#include <vector>

#include "models/hazard.h"
#include "models/lgm.h"
#include "models/transition.h"

namespace snell {

/// What a CrossAsset model is made of; currencies[0] is the base.
struct CrossAssetParts {
    struct Exchange {
        double spot = 1.0;        ///< base currency per unit
        StepFunction volatility;  ///< [1/sqrt(year)]
    };
    struct Equity {
        int currency = 0;
        double spot = 1.0;
        DailyCurve discount, dividend;  ///< forward price = spot * dividend / discount
        StepFunction volatility;
    };
    std::vector<Lgm> currencies;
    std::vector<Exchange> exchanges;  ///< [currency - 1]
    std::vector<Equity> equities;
    Matrix<double> correlation;  ///< [factor][factor], in the order of the state, then of the hazards
    std::vector<HazardTerms> hazards = {};
};

/// Rates, exchange rates and equities that move together: one Lgm a currency, lognormal exchange rates and
/// equities, under the base currency's LGM measure (Lichters, Stamm and Gallagher 2015, ch. 12 and 13).  The
/// state is Gaussian and its moves are exact, whatever their length.
///
/// Hazards are no part of the state: each has a Brownian motion, correlated with the others, from which the
/// engine makes survival along the paths of the state.
///
/// State: [x of each currency, ln exchange rate of currencies 1 ..., ln price of each equity].  A price V in
/// the base currency is a martingale once divided by currencies()[0].numeraire.
class CrossAsset {
  public:
    /// Throws InputError E306 if the correlation matrix is not positive semi-definite.
    explicit CrossAsset(CrossAssetParts parts);

    const CrossAssetParts& parts() const { return parts_; }
    const Lgm& currency(int c) const { return parts_.currencies[static_cast<std::size_t>(c)]; }
    int currencies() const { return static_cast<int>(parts_.currencies.size()); }
    int equities() const { return static_cast<int>(parts_.equities.size()); }
    int factors() const { return 2 * currencies() - 1 + equities(); }
    static int rate_factor(int currency) { return currency; }
    /// Of a currency other than the base.
    int exchange_factor(int currency) const { return currencies() + currency - 1; }
    int equity_factor(int equity) const { return 2 * currencies() - 1 + equity; }
    /// Row of a hazard's Brownian motion in the correlations.
    int hazard_driver(int hazard) const { return factors() + hazard; }
    Date today() const { return parts_.currencies.front().discount().today; }
    Years time(Date date) const { return parts_.currencies.front().time(date); }

    /// Today's state.
    std::vector<double> start() const;
    Transition transition(Date from, Date to) const;
    /// For from < at < to.
    BridgeTransition bridge(Date from, Date at, Date to) const {
        return snell::bridge(transition(from, at), transition(at, to));
    }

    /// Covariance of a hazard's noise with that of each factor over a transition that ends at `to`, not
    /// before noise.to.
    std::vector<double> noise_covariance(int hazard, const DriverNoise& noise, Date to) const;

    /// The forward price of an equity for delivery at maturity, over its price at t, as a function of its
    /// currency's x.
    Exponential equity_forward(int equity, Date t, Date maturity) const;
    /// Variance, between two dates, of the logarithm of the forward rate of exchange of `bought` in `sold`
    /// for delivery at `to` [-]: that of Black's formula for an option seen at `from` that expires at `to`.
    double exchange_variance(int bought, int sold, Date from, Date to) const;
    double equity_variance(int equity, Date from, Date to) const;

  private:
    CrossAssetParts parts_;
    std::vector<Years> breaks_;  ///< where a volatility jumps

    struct Instant;
    struct Loading;
    Instant instant(Years u) const;
    Loading loading(int factor, const Instant& now, const std::vector<double>& H_end) const;
    std::vector<double> H_at(Years t) const;
    double loading_product(const Loading& a, const Loading& b) const;
    void add_drift(const Instant& now, const std::vector<double>& H_end, double weight,
                   std::vector<double>& offset) const;
    void add_known_growth(Date from, Date to, std::vector<double>& offset) const;
    template <class Add>
    void integrate(Years from, Years to, double fastest, const Add& add) const;
    double fastest_reversion() const;
};

}  // namespace snell
