#pragma once
#include "core/black_formula.h"
#include "core/math/normal_cdf.h"
#include "core/math/normal_pdf.h"
#include "models/complex.h"
#include "models/heston.h"
#include "models/quadrature.h"

namespace snell {

/// European options on one asset of a Heston or Bates model, by one Fourier integral (Lewis 2001) taken of
/// the difference from a lognormal with the same expected variance (Andersen and Piterbarg 2010, sec. 8.4).
/// Per unit, deflated to today; absolute error below 1e-12 of the forward.  With P = Dual every parameter's
/// Greek comes along.
template <class P>
class HestonFormula {
  public:
    HestonFormula(const Heston<P>& model, int asset, Years maturity)
        : terms_(model.terms[static_cast<std::size_t>(asset)]),
          time_(P(maturity) - model.market.today),
          discount_(exp(-model.market.discounted(maturity))),
          growth_(exp(model.market.drift(asset, maturity))),
          forward_(model.market.assets[static_cast<std::size_t>(asset)].spot * growth_),
          variance_(terms_.mean_integral(time_)) {
        if (!model.jumps.empty()) jumps_ = model.jumps[static_cast<std::size_t>(asset)];
        double end = 1.0;
        while (end < 1e8 && value_of(exponent(P(end)).re) > -36.0) end *= 2.0;
        scale_ = end / 36.0;
    }

    /// max(sign (S - strike), 0); sign = +1 call, -1 put, strike > 0.
    P option(double sign, double strike) const {
        const P k(strike);
        const P correction = transform(strike, [](double u) { return Complex<P>(P(1.0 / (u * u + 0.25))); });
        return discount_ *
               (black(P(sign), forward_, k, variance_) - sqrt(forward_ * k) * P(per_pi) * correction);
    }
    /// 1 if sign (S - strike) > 0.
    P digital(double sign, double strike) const {
        const P correction =
            transform(strike, [](double u) { return Complex<P>(P(0.5), P(-u)) * P(1.0 / (u * u + 0.25)); });
        const P deviation = sqrt(variance_);
        const P d2 = log(forward_ / P(strike)) / deviation - P(0.5) * deviation;
        return discount_ *
               (normal_cdf(P(sign) * d2) + P(sign) * sqrt(forward_ / P(strike)) * P(per_pi) * correction);
    }
    /// Second derivative of the option in spot.
    P gamma(double strike) const {
        const P k(strike);
        const P correction = transform(strike, [](double) { return Complex<P>(P(1.0)); });
        const P deviation = sqrt(variance_);
        const P d1 = log(forward_ / k) / deviation + P(0.5) * deviation;
        return discount_ * growth_ * growth_ / forward_ *
               (normal_pdf(d1) / deviation + sqrt(k / forward_) * P(per_pi) * correction);
    }

    /// log E[(S / F)^z] at z = 1/2 + i u, with (b - d) / xi^2 = (z^2 - z) / (b + d), which neither cancels
    /// nor winds (the branch of Albrecher, Mayer, Schoutens and Tistaert 2007, "The little Heston trap").
    Complex<P> exponent(P u) const {
        const auto& [v0, kappa, theta, xi, rho] = terms_;
        const P product = -(u * u + P(0.25));  // z^2 - z
        const Complex<P> z(P(0.5), u);
        const Complex<P> b = Complex<P>(kappa) - z * (rho * xi);
        const Complex<P> d = sqrt(b * b - Complex<P>(xi * xi * product));
        const Complex<P> w = Complex<P>(product) / (b + d);
        const Complex<P> g = w * (xi * xi) / (b + d);
        const Complex<P> one(P(1.0));
        const Complex<P> decay = exp(-(d * time_));
        const Complex<P> settled = one - decay;
        const Complex<P> wound = log1p(g * settled / (one - g));
        Complex<P> sum = (w * time_ - wound * (P(2.0) / (xi * xi))) * (kappa * theta) +
                         w * settled / (one - g * decay) * v0;
        if (jumps_) {
            const P& std = jumps_->log_std;
            const Complex<P> jump = exp(z * jumps_->log_mean + z * z * (P(0.5) * std * std)) - one;
            sum = sum + (jump * jumps_->intensity + z * jumps_->compensator()) * time_;
        }
        return sum;
    }

  private:
    static constexpr double per_pi = 0.31830988618379067;

    /// Integral over u > 0 of Re[(F / K)^{iu} (E[(S / F)^z] - the lognormal's) weight(u)].
    template <class Weight>
    P transform(double strike, const Weight& weight) const {
        const P x = log(forward_ / P(strike));
        const auto f = [&](double u) {
            const Complex<P> turn(P(0.0), P(u) * x);
            const P twin = P(-0.5) * variance_ * P(u * u + 0.25);
            const Complex<P> difference = exp(exponent(P(u)) + turn) - exp(Complex<P>(twin) + turn);
            return (difference * weight(u)).re;
        };
        return integrate_decaying<P>(f, scale_, 1e-12);
    }

    HestonTerms<P> terms_;
    P time_, discount_, growth_, forward_;
    P variance_;  ///< of the lognormal
    std::optional<Jumps<P>> jumps_;
    double scale_;  ///< of the integrand's decay in u
};

}  // namespace snell
