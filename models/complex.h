#pragma once
#include "core/math/exp.h"
#include "core/math/log.h"
#include "core/math/log1p.h"
#include "core/math/sincos.h"

namespace snell {

/// Angle of the point (x, y), in (-pi, pi] [radians]; both finite and not both 0.  A rational guess within
/// 0.004, then one Newton step on its sine and cosine; maximum error 2^-51.
inline double angle(double x, double y) {
    const double wide = abs(x), high = abs(y);
    const double slant = min(wide, high) / max(wide, high);
    double guess = slant * (0.78539816339744831 + 0.273 * (1.0 - slant));
    if (high > wide) guess = 1.5707963267948966 - guess;
    if (x < 0.0) guess = 3.1415926535897931 - guess;
    if (y < 0.0) guess = -guess;
    double s, c;
    sincos(guess, s, c);
    const double off = fma(y, c, -(x * s)) / fma(x, c, y * s);  // tangent of the error
    const double square = off * off;
    return guess + off * fma(square, fma(square, 0.2, -1.0 / 3.0), 1.0);
}
template <int N>
Dual<double, N> angle(const Dual<double, N>& x, const Dual<double, N>& y) {
    const double square = fma(x.value, x.value, y.value * y.value);
    return Dual<double, N>::chain(angle(x.value, y.value), x, -y.value / square, y, x.value / square);
}

/// A complex number of a parameter type.  std::complex leaves its results to the machine's library.
template <class P>
struct Complex {
    P re, im;

    Complex(P real, P imaginary) : re(real), im(imaginary) {}
    Complex(P real) : re(real), im(0.0) {}

    friend Complex operator+(const Complex& a, const Complex& b) { return {a.re + b.re, a.im + b.im}; }
    friend Complex operator-(const Complex& a, const Complex& b) { return {a.re - b.re, a.im - b.im}; }
    friend Complex operator-(const Complex& a) { return {-a.re, -a.im}; }
    friend Complex operator*(const Complex& a, const Complex& b) {
        return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
    }
    friend Complex operator*(const Complex& a, const P& b) { return {a.re * b, a.im * b}; }
    friend Complex operator/(const Complex& a, const Complex& b) {
        const P inverse = P(1.0) / (b.re * b.re + b.im * b.im);
        return {(a.re * b.re + a.im * b.im) * inverse, (a.im * b.re - a.re * b.im) * inverse};
    }
    friend Complex exp(const Complex& a) {
        P s, c;
        sincos(a.im, s, c);
        const P size = exp(a.re);
        return {size * c, size * s};
    }
    /// log(1 + a), principal branch.
    friend Complex log1p(const Complex& a) {
        return {P(0.5) * log1p(a.re * (P(2.0) + a.re) + a.im * a.im), angle(P(1.0) + a.re, a.im)};
    }
    /// Root with a real part >= 0.
    friend Complex sqrt(const Complex& a) {
        const P size = sqrt(a.re * a.re + a.im * a.im);
        const P larger = sqrt(P(0.5) * (size + abs(a.re)));
        if (value_of(larger) == 0.0) return P(0.0);
        const P smaller = abs(a.im) / (P(2.0) * larger);
        const bool below = value_of(a.im) < 0.0;
        if (value_of(a.re) >= 0.0) return {larger, below ? -smaller : smaller};
        return {smaller, below ? -larger : larger};
    }
};

}  // namespace snell
