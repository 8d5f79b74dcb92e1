#include "models/lgm.h"

#include "core/math/expm1.h"

namespace snell {

double integrate_exponential(double rate, Years from, Years to) {
    const double length = to - from;
    return exp(rate * from) * (rate == 0.0 ? length : expm1(rate * length) / rate);
}

Lgm::Lgm(DailyCurve discount, Terms terms) : discount_(std::move(discount)), terms_(std::move(terms)) {
    const std::vector<Years>& times = terms_.volatility.times;
    zeta_at_.assign(times.size() + 1, 0.0);
    for (std::size_t i = 0; i < times.size(); ++i)
        zeta_at_[i + 1] = zeta_at_[i] + zeta_within(i, terms_.volatility.start(i), times[i]);
}

double Lgm::H(Years t) const { return integrate_exponential(-terms_.kappa, 0.0, t); }

double Lgm::alpha(Years t) const {
    const double value = terms_.volatility(t);
    return terms_.parametrisation == Volatility::hagan ? value : value * exp(terms_.kappa * t);
}

double Lgm::zeta_within(std::size_t piece, Years from, Years to) const {
    const double value = terms_.volatility.values[piece];
    const double rate = terms_.parametrisation == Volatility::hagan ? 0.0 : 2.0 * terms_.kappa;
    return value * value * integrate_exponential(rate, from, to);
}

double Lgm::zeta(Years t) const {
    const std::size_t piece = terms_.volatility.piece(t);
    return zeta_at_[piece] + zeta_within(piece, terms_.volatility.start(piece), t);
}

Exponential Lgm::bond(Date t, Date maturity) const {
    const double from = H(time(t)), to = H(time(maturity));
    return {discount_(maturity) / discount_(t) * exp(-0.5 * (to - from) * (to + from) * zeta(time(t))),
            from - to};
}

Exponential Lgm::numeraire(Date t) const {
    const double h = H(time(t));
    return {exp(0.5 * h * h * zeta(time(t))) / discount_(t), h};
}

}  // namespace snell
