#pragma once
#include <functional>

#include "core/path.h"
#include "models/cross_asset_terms.h"
#include "models/daily_curve.h"

/// A default intensity lambda(t) = x(t) + phi(t): x moves by the terms of one credit name, phi is what meets
/// its survival curve (Brigo and Mercurio 2006, ch. 22).
namespace snell {

/// A normal number of mean 0: the integral of shape(u) dW(u) over [from, to], W the Brownian motion of a
/// name.
struct DriverNoise {
    Years from = 0.0, to = 0.0;
    std::function<double(Years)> shape;
    double fastest = 0.0;  ///< of the exponentials in the shape [1/year]
};

/// Calls add(u, weight) at the nodes of Gauss and Legendre's rule over [from, to], in pieces on which
/// exponentials no faster than `fastest` are close to polynomials.
void integrate_smooth(Years from, Years to, double fastest, const std::function<void(Years, double)>& add);

/// Covariance of two such numbers whose Brownian motions have a correlation.
double covariance(const DriverNoise& a, const DriverNoise& b, double correlation);

/// (1 - exp(-kappa t)) / kappa; t at kappa = 0 [years].
double reversion_time(double kappa, Years t);

/// What a step adds to x(to), and to its integral, where x is Gaussian: dx = -kappa x dt + sigma dW.
DriverNoise noise_of_hazard(const HazardTerms& terms, Years from, Years to);
DriverNoise noise_of_integral(const HazardTerms& terms, Years from, Years to);

/// E[exp(-integral of x over [0, t])] of the square root dx = kappa (theta - x) dt + sigma sqrt(x) dW (Cox,
/// Ingersoll and Ross 1985, eq. 23), for any sigma >= 0.
double square_root_survival(const HazardTerms& terms, Years t);

/// The end of the first month on which phi is negative on average, so that lambda may be; the curve's today
/// if there is none.
Date first_negative_shift(const HazardTerms& terms, const DailyCurve& survival);

/// The numbers of one step of the square root: Andersen's (2008) quadratic-exponential scheme, psi_c = 3/2,
/// in the form of models/heston_step.h.  x stays at least 0, and its conditional mean and variance are exact.
///
/// The integral of x over the step given both ends is hold (x + x') + settle, the mean of an Ornstein and
/// Uhlenbeck bridge, whose pull and covariances x shares: its own mean is exact, its variance given the ends,
/// about sigma^2 x dt^3 / 12, is left out.
struct SquareRootStep {
    double decay;               ///< exp(-kappa dt)
    double pull;                ///< theta (1 - exp(-kappa dt))
    double scatter, scatter_0;  ///< half the variance of x' given x is scatter x + scatter_0
    double hold, settle;

    static SquareRootStep make(const HazardTerms& terms, Years dt);
};

}  // namespace snell
