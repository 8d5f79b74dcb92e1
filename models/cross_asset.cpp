#include "models/cross_asset.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.h"
#include "core/math/log.h"
#include "models/gauss_legendre.h"

namespace snell {
namespace {

/// What rounding of an honest matrix of a few digits leaves in an eigenvalue that should be 0.
constexpr double rounding = 1e-12;

/// Largest |kappa| * length of a piece of integration: keeps every integrand close to a polynomial.
constexpr double longest_reversion = 0.5;

std::vector<Years> all_breaks(const CrossAssetParts& parts) {
    std::vector<Years> breaks;
    const auto add = [&](const StepFunction& f) {
        breaks.insert(breaks.end(), f.times.begin(), f.times.end());
    };
    for (const Lgm& currency : parts.currencies) add(currency.terms().volatility);
    for (const auto& exchange : parts.exchanges) add(exchange.volatility);
    for (const auto& equity : parts.equities) add(equity.volatility);
    std::sort(breaks.begin(), breaks.end());
    breaks.erase(std::unique(breaks.begin(), breaks.end()), breaks.end());
    return breaks;
}

void require_semi_definite(const Matrix<double>& correlation) {
    const double least = eigenvalues(correlation).front();
    if (least >= -rounding * correlation.size()) return;
    throw InputError(Diagnostic{
        "E306", "correlations of the cross-asset model",
        fmt::format("no factors can have them: an eigenvalue of the matrix is {:.4g}, none may be negative",
                    least),
        fmt::format("Multiplying every correlation by {} mends it",
                    static_cast<int>(1e4 / (1.0 - least)) / 1e4)});
}

}  // namespace

/// The model's coefficients at one time.
struct CrossAsset::Instant {
    Years time;
    std::vector<double> H, slope, alpha, zeta;  ///< [currency]
    std::vector<double> sigma;                  ///< [factor - currencies]
};

/// How the noise of one state variable at the end of a step hangs on the Brownian motions now.
struct CrossAsset::Loading {
    int count = 0;
    int factor[3];
    double value[3];
    void add(int at, double number) {
        factor[count] = at;
        value[count++] = number;
    }
};

CrossAsset::CrossAsset(CrossAssetParts parts) : parts_(std::move(parts)), breaks_(all_breaks(parts_)) {
    require_semi_definite(parts_.correlation);
}

std::vector<double> CrossAsset::start() const {
    std::vector<double> state(static_cast<std::size_t>(currencies()), 0.0);
    for (const auto& exchange : parts_.exchanges) state.push_back(log(exchange.spot));
    for (const auto& equity : parts_.equities) state.push_back(log(equity.spot));
    return state;
}

CrossAsset::Instant CrossAsset::instant(Years u) const {
    Instant now;
    now.time = u;
    for (const Lgm& currency : parts_.currencies) {
        now.H.push_back(currency.H(u));
        now.slope.push_back(currency.H_slope(u));
        now.alpha.push_back(currency.alpha(u));
        now.zeta.push_back(currency.zeta(u));
    }
    for (const auto& exchange : parts_.exchanges) now.sigma.push_back(exchange.volatility(u));
    for (const auto& equity : parts_.equities) now.sigma.push_back(equity.volatility(u));
    return now;
}

std::vector<double> CrossAsset::H_at(Years t) const {
    std::vector<double> H;
    for (const Lgm& currency : parts_.currencies) H.push_back(currency.H(t));
    return H;
}

double CrossAsset::fastest_reversion() const {
    double fastest = 0.0;
    for (const Lgm& currency : parts_.currencies) fastest = max(fastest, abs(currency.terms().kappa));
    return fastest;
}

/// Calls add(instant, weight) at the nodes of a quadrature over [from, to] that no jump of a volatility
/// spoils.
template <class Add>
void CrossAsset::integrate(Years from, Years to, double fastest, const Add& add) const {
    auto next = std::upper_bound(breaks_.begin(), breaks_.end(), from);
    for (Years begin = from; begin < to;) {
        const Years end = next == breaks_.end() ? to : min(to, *next++);
        const int pieces = 1 + static_cast<int>((end - begin) * fastest / longest_reversion);
        const double length = (end - begin) / pieces;
        for (int i = 0; i < pieces; ++i)
            for (const GaussNode& node : gauss_nodes)
                add(instant(begin + (i + node.at) * length), node.weight * length);
        begin = end;
    }
}

CrossAsset::Loading CrossAsset::loading(int factor, const Instant& now,
                                        const std::vector<double>& H_end) const {
    const int n = currencies();
    const auto to_go = [&](int c) {
        const auto i = static_cast<std::size_t>(c);
        return (H_end[i] - now.H[i]) * now.alpha[i];
    };
    Loading loading;
    if (factor < n) {
        loading.add(factor, now.alpha[static_cast<std::size_t>(factor)]);
        return loading;
    }
    loading.add(factor, now.sigma[static_cast<std::size_t>(factor - n)]);
    if (factor < 2 * n - 1) {
        const int foreign = factor - n + 1;
        loading.add(0, to_go(0));
        loading.add(foreign, -to_go(foreign));
    } else {
        const int own = parts_.equities[static_cast<std::size_t>(factor - 2 * n + 1)].currency;
        loading.add(own, to_go(own));
    }
    return loading;
}

double CrossAsset::loading_product(const Loading& a, const Loading& b) const {
    double sum = 0.0;
    for (int i = 0; i < a.count; ++i)
        for (int j = 0; j < b.count; ++j)
            sum += a.value[i] * b.value[j] * parts_.correlation(a.factor[i], b.factor[j]);
    return sum;
}

/// Drifts under the base currency's LGM measure: that of foreign x, of the quanto terms, and of the part of
/// the short rates that is not in today's curves.
void CrossAsset::add_drift(const Instant& now, const std::vector<double>& H_end, double weight,
                           std::vector<double>& offset) const {
    const int n = currencies();
    const Matrix<double>& rho = parts_.correlation;
    const double base = now.H[0] * now.alpha[0];
    const auto sigma = [&](int factor) { return now.sigma[static_cast<std::size_t>(factor - n)]; };
    std::vector<double> rate(
        static_cast<std::size_t>(n));  // d/du of what x and zeta add to ln of the bank account
    for (int c = 0; c < n; ++c) {
        const auto i = static_cast<std::size_t>(c);
        double drift = 0.0;
        if (c > 0)
            drift = now.alpha[i] * (base * rho(0, c) - now.H[i] * now.alpha[i] -
                                    sigma(exchange_factor(c)) * rho(c, exchange_factor(c)));
        offset[i] += weight * drift;
        rate[i] = now.zeta[i] * now.H[i] * now.slope[i] + (H_end[i] - now.H[i]) * drift;
    }
    for (int c = 1; c < n; ++c) {
        const int own = exchange_factor(c);
        offset[static_cast<std::size_t>(own)] +=
            weight * (rate[0] - rate[static_cast<std::size_t>(c)] +
                      sigma(own) * (base * rho(0, own) - 0.5 * sigma(own)));
    }
    for (int e = 0; e < equities(); ++e) {
        const int own = equity_factor(e), c = parts_.equities[static_cast<std::size_t>(e)].currency;
        const double quanto = c == 0 ? 0.0 : sigma(exchange_factor(c)) * rho(own, exchange_factor(c));
        offset[static_cast<std::size_t>(own)] +=
            weight * (rate[static_cast<std::size_t>(c)] +
                      sigma(own) * (base * rho(0, own) - quanto - 0.5 * sigma(own)));
    }
}

void CrossAsset::add_known_growth(Date from, Date to, std::vector<double>& offset) const {
    const auto growth = [&](const DailyCurve& curve) { return log(curve(from) / curve(to)); };
    const double base = growth(currency(0).discount());
    for (int c = 1; c < currencies(); ++c)
        offset[static_cast<std::size_t>(exchange_factor(c))] += base - growth(currency(c).discount());
    for (int e = 0; e < equities(); ++e) {
        const auto& equity = parts_.equities[static_cast<std::size_t>(e)];
        offset[static_cast<std::size_t>(equity_factor(e))] +=
            growth(equity.discount) - growth(equity.dividend);
    }
}

Transition CrossAsset::transition(Date from, Date to) const {
    const int n = factors();
    Transition result{Matrix<double>(n), std::vector<double>(static_cast<std::size_t>(n), 0.0),
                      Matrix<double>(n, 0.0)};
    const std::vector<double> H_begin = H_at(time(from)), H_end = H_at(time(to));
    const auto stretch = [&](int c) {
        return H_end[static_cast<std::size_t>(c)] - H_begin[static_cast<std::size_t>(c)];
    };
    for (int c = 1; c < currencies(); ++c) {
        result.map(exchange_factor(c), 0) = stretch(0);
        result.map(exchange_factor(c), c) = -stretch(c);
    }
    for (int e = 0; e < equities(); ++e) {
        const int own = parts_.equities[static_cast<std::size_t>(e)].currency;
        result.map(equity_factor(e), own) = stretch(own);
    }
    add_known_growth(from, to, result.offset);
    std::vector<Loading> loadings(static_cast<std::size_t>(n));
    integrate(time(from), time(to), fastest_reversion(), [&](const Instant& now, double weight) {
        add_drift(now, H_end, weight, result.offset);
        for (int i = 0; i < n; ++i) loadings[static_cast<std::size_t>(i)] = loading(i, now, H_end);
        for (int i = 0; i < n; ++i)
            for (int j = 0; j <= i; ++j)
                result.covariance(i, j) += weight * loading_product(loadings[static_cast<std::size_t>(i)],
                                                                    loadings[static_cast<std::size_t>(j)]);
    });
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < i; ++j) result.covariance(j, i) = result.covariance(i, j);
    return result;
}

std::vector<double> CrossAsset::noise_covariance(int hazard, const DriverNoise& noise, Date to) const {
    std::vector<double> sums(static_cast<std::size_t>(factors()), 0.0);
    const std::vector<double> H_end = H_at(time(to));
    Loading driver;
    driver.add(hazard_driver(hazard), 1.0);
    const double fastest = max(fastest_reversion(), abs(noise.fastest));
    integrate(noise.from, noise.to, fastest, [&](const Instant& now, double weight) {
        const double shape = weight * noise.shape(now.time);
        for (int i = 0; i < factors(); ++i)
            sums[static_cast<std::size_t>(i)] += shape * loading_product(loading(i, now, H_end), driver);
    });
    return sums;
}

Exponential CrossAsset::equity_forward(int equity, Date t, Date maturity) const {
    const auto& terms = parts_.equities[static_cast<std::size_t>(equity)];
    const Lgm& own = currency(terms.currency);
    const Exponential bond = own.bond(t, maturity);
    const double known =
        terms.dividend(maturity) / terms.dividend(t) * terms.discount(t) / terms.discount(maturity);
    const double today = own.discount()(maturity) / own.discount()(t);
    return {known * today / bond.scale, -bond.slope};
}

double CrossAsset::exchange_variance(int bought, int sold, Date from, Date to) const {
    const std::vector<double> H_end = H_at(time(to));
    double sum = 0.0;
    integrate(time(from), time(to), fastest_reversion(), [&](const Instant& now, double weight) {
        // An exchange rate against the base holds the base's rate, which falls out of a cross rate.
        Loading up, down;
        if (bought > 0) up = loading(exchange_factor(bought), now, H_end);
        if (sold > 0) down = loading(exchange_factor(sold), now, H_end);
        sum += weight *
               (loading_product(up, up) - 2.0 * loading_product(up, down) + loading_product(down, down));
    });
    return max(sum, 0.0);
}

double CrossAsset::equity_variance(int equity, Date from, Date to) const {
    const std::vector<double> H_end = H_at(time(to));
    double sum = 0.0;
    integrate(time(from), time(to), fastest_reversion(), [&](const Instant& now, double weight) {
        const Loading own = loading(equity_factor(equity), now, H_end);
        sum += weight * loading_product(own, own);
    });
    return sum;
}

}  // namespace snell
