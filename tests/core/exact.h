#pragma once
#include <mpfr.h>

#include <cmath>
#include <map>

/// Numbers of 200 bits (MPFR), the yardstick of core/math.
namespace snell {

class Exact {
  public:
    explicit Exact(double value = 0.0) {
        mpfr_init2(number_, 200);
        mpfr_set_d(number_, value, MPFR_RNDN);
    }
    ~Exact() { mpfr_clear(number_); }
    Exact(const Exact&) = delete;
    Exact& operator=(const Exact&) = delete;
    operator mpfr_ptr() { return number_; }
    operator mpfr_srcptr() const { return number_; }
    double rounded() const { return mpfr_get_d(number_, MPFR_RNDN); }

  private:
    mpfr_t number_;
};

/// Distance from `exact` in units of the spacing of doubles there; 0 for an infinity that `exact` rounds to.
inline double ulps(double found, const Exact& exact) {
    const double rounded = exact.rounded();
    if (found == rounded && std::isinf(found)) return 0.0;
    if (!std::isfinite(found) || std::isinf(rounded)) return HUGE_VAL;
    const double spacing = std::nextafter(std::fabs(rounded), HUGE_VAL) - std::fabs(rounded);
    Exact distance(found);
    mpfr_sub(distance, distance, exact, MPFR_RNDN);
    mpfr_div_d(distance, distance, spacing, MPFR_RNDN);
    return std::fabs(distance.rounded());
}

/// The angle of x turns, 2 pi x.
inline void turn(Exact& y, const Exact& x) {
    Exact pi;
    mpfr_const_pi(pi, MPFR_RNDN);
    mpfr_mul(y, x, pi, MPFR_RNDN);
    mpfr_mul_2ui(y, y, 1, MPFR_RNDN);
}
/// The standard normal's density, exp(-x^2 / 2) / sqrt(2 pi).
inline void exact_normal_pdf(Exact& y, const Exact& x) {
    Exact scale(1.0);
    turn(scale, scale);
    mpfr_sqrt(scale, scale, MPFR_RNDN);
    mpfr_sqr(y, x, MPFR_RNDN);
    mpfr_div_si(y, y, -2, MPFR_RNDN);
    mpfr_exp(y, y, MPFR_RNDN);
    mpfr_div(y, y, scale, MPFR_RNDN);
}
/// The standard normal's distribution function: erfc of MPFR at multiples of 2^-7, which is slow and done
/// once each, and from there the Taylor series, whose terms are Hermite polynomials, down to 2^-150.
class ExactNormal {
  public:
    void cdf(Exact& y, const Exact& x) {
        const double anchor = std::nearbyint(x.rounded() * 128.0) / 128.0;
        const Anchor& base = at(anchor);
        Exact h, power, term, hermite(1.0), earlier, next;
        mpfr_sub_d(h, x, anchor, MPFR_RNDN);
        mpfr_set(power, h, MPFR_RNDN);  // (-1)^n h^(n + 1) / (n + 1)!
        mpfr_set_zero(y, 1);
        for (int n = 0, small = 0; small < 2 && n < 80; ++n) {  // every other term may vanish
            mpfr_mul(term, hermite, power, MPFR_RNDN);
            mpfr_add(y, y, term, MPFR_RNDN);
            small = exponent(term) < exponent(y) - 150 ? small + 1 : 0;
            mpfr_mul_d(next, hermite, anchor, MPFR_RNDN);  // He(n + 1) = x He(n) - n He(n - 1)
            mpfr_mul_si(earlier, earlier, n, MPFR_RNDN);
            mpfr_sub(next, next, earlier, MPFR_RNDN);
            mpfr_set(earlier, hermite, MPFR_RNDN);
            mpfr_set(hermite, next, MPFR_RNDN);
            mpfr_mul(power, power, h, MPFR_RNDN);
            mpfr_div_si(power, power, -(n + 2), MPFR_RNDN);
        }
        mpfr_fma(y, y, base.density, base.cdf, MPFR_RNDN);
    }

  private:
    struct Anchor {
        Exact cdf, density;
    };
    static mpfr_exp_t exponent(const Exact& a) {
        return mpfr_zero_p(mpfr_srcptr(a)) ? mpfr_get_emin() : mpfr_get_exp(mpfr_srcptr(a));
    }
    const Anchor& at(double x) {
        const auto [place, fresh] = anchors_.try_emplace(x);
        if (fresh) {
            Exact& y = place->second.cdf;
            Exact root(2.0);
            mpfr_sqrt(root, root, MPFR_RNDN);
            mpfr_div(y, Exact(x), root, MPFR_RNDN);
            mpfr_neg(y, y, MPFR_RNDN);
            mpfr_erfc(y, y, MPFR_RNDN);
            mpfr_div_2ui(y, y, 1, MPFR_RNDN);
            exact_normal_pdf(place->second.density, Exact(x));
        }
        return place->second;
    }
    std::map<double, Anchor> anchors_;
};
inline void exact_normal_cdf(Exact& y, const Exact& x) {
    static ExactNormal normal;
    normal.cdf(y, x);
}
/// The quantile of u next to `near`: one step of Newton's iteration, whose error is the square of a distance
/// of some ULP, far below them.
inline void exact_normal_inverse(Exact& y, double u, double near) {
    const Exact x(near);
    Exact density;
    exact_normal_cdf(y, x);
    exact_normal_pdf(density, x);
    mpfr_sub_d(y, y, u, MPFR_RNDN);
    mpfr_div(y, y, density, MPFR_RNDN);
    mpfr_sub(y, x, y, MPFR_RNDN);
}

}  // namespace snell
