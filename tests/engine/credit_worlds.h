#pragma once
#include "core/black_formula.h"
#include "tests/engine/xva_worlds.h"

/// The world of tests/engine/xva_worlds.h where hazards move.
namespace snell::credit_worlds {

using namespace xva_worlds;

inline const HazardTerms gaussian{"CPTY", HazardTerms::Dynamics::gaussian, 0.2, 0.012, 0.0, 0.0};
/// Its Feller ratio 2 kappa theta / sigma^2 is 1.2.
inline const HazardTerms square_root{"CPTY", HazardTerms::Dynamics::square_root, 0.4, 0.1, 0.015, 0.012};

inline HazardTerms named(HazardTerms terms, const char* name) {
    terms.name = name;
    return terms;
}

inline HazardTerms with_volatility(HazardTerms terms, double volatility) {
    terms.volatility = volatility;
    return terms;
}

struct HazardCorrelation {
    int hazard, driver;  ///< row of the correlations
    double value;
};

inline CrossAsset model(std::vector<HazardTerms> hazards, const std::vector<HazardCorrelation>& pairs) {
    CrossAssetParts parts = cross_asset_worlds::parts();
    const Matrix<double> state = parts.correlation;
    parts.correlation = Matrix<double>(state.size() + static_cast<int>(hazards.size()));
    for (int i = 0; i < state.size(); ++i)
        for (int j = 0; j < state.size(); ++j) parts.correlation(i, j) = state(i, j);
    for (const HazardCorrelation& pair : pairs) {
        const int row = state.size() + pair.hazard;
        parts.correlation(row, pair.driver) = parts.correlation(pair.driver, row) = pair.value;
    }
    parts.hazards = std::move(hazards);
    return CrossAsset(std::move(parts));
}

/// Correlated with the dollar by `rho`.  Only the dollar's rate and exchange rate move among the state's
/// other factors' correlations as they are in the world; nothing else hangs on the hazard.
inline constexpr int dollar = 3;

inline XvaResult run(const Book& book, const CrossAsset& model, const XvaSettings& settings) {
    return run_xva(book, world(), model, settings, std::vector<double>(book.positions.size(), 0.0));
}

/// Dollars received for euros.
inline LinearTrade dollar_forward(double dollars, double euros, Date date) {
    return {{{1, {{date, dollars, 0.0, {}}}}, {0, {{date, -euros, 0.0, {}}}}}, {}};
}

/// E[S(s) / N(t)] P(t, T) / (P(0, T)) of a Gaussian hazard: expected survival under the T-forward measure.
inline double forward_survival(const CrossAsset& model, int hazard, double today, Date s, Date delivery) {
    if (s <= model.today()) return 1.0;
    const HazardTerms& terms = model.parts().hazards[static_cast<std::size_t>(hazard)];
    const double with_rate =
        model.noise_covariance(hazard, noise_of_integral(terms, 0.0, model.time(s)), s)[0];
    const Lgm& base = model.currency(0);
    return today * exp((base.H(model.time(delivery)) - base.H(model.time(s))) * with_rate);
}

/// CVA of the dollar forward where the counterparty's hazard is Gaussian (docs/theory/xva.md): survival is
/// lognormal under the T-forward measure and moves the drift of the forward exchange rate.
inline double forward_cva(const CrossAsset& model, int hazard, const std::vector<Date>& at, double sign) {
    const World market = world();
    const Date delivery = xva_worlds::today + 1000;
    const double asset = market.currencies[1].spot * market.currencies[1].discount(delivery) * 1e6;
    const double cash = market.currencies[0].discount(delivery) * 9e5;
    const HazardTerms& terms = model.parts().hazards[static_cast<std::size_t>(hazard)];
    double cva = 0.0;
    Date before = xva_worlds::today;
    for (Date date : at) {
        const double variance = model.exchange_variance(1, 0, xva_worlds::today, delivery) -
                                model.exchange_variance(1, 0, date, delivery);
        const auto alive = [&](Date s) {
            const double shift =
                s == xva_worlds::today
                    ? 0.0
                    : model.noise_covariance(hazard, noise_of_integral(terms, 0.0, model.time(s)),
                                             delivery)[static_cast<std::size_t>(dollar)];
            const double today = market.credits[counterparty].survival(s);
            return forward_survival(model, hazard, today, s, delivery) *
                   black(sign, asset * exp(-shift), cash, variance);
        };
        cva += 0.6 * (alive(before) - alive(date));
        before = date;
    }
    return cva;
}

}  // namespace snell::credit_worlds
