#pragma once
#include "core/real.h"

/// Forward-mode differentiation: Dual<R, N> is a value and its N slopes with respect to N parameters.
/// The value takes the same operations in the same order as a plain R, so a run with slopes returns the
/// value's bits unchanged.  Operations with a plain R treat it as a constant.
namespace snell {

template <class R, int N>
struct Dual {
    R value;
    R slope[N];

    Dual() = default;
    ALWAYS_INLINE Dual(R v) : value(v) {
        UNROLL
        for (int i = 0; i < N; ++i) slope[i] = R(0.0);
    }
    template <class S>
    requires(!std::is_same_v<S, R> && std::is_convertible_v<S, R>) ALWAYS_INLINE Dual(S v) : Dual(R(v)) {}
    /// A parameter spread over the lanes.
    template <class S>
    requires(!std::is_same_v<S, R>) ALWAYS_INLINE explicit Dual(const Dual<S, N>& a) : value(a.value) {
        UNROLL
        for (int i = 0; i < N; ++i) slope[i] = R(a.slope[i]);
    }

    /// y = f(x) with slope fx; y = f(a, b) with slopes fa, fb.
    static ALWAYS_INLINE Dual chain(R f, const Dual& x, R fx) {
        Dual y;
        y.value = f;
        UNROLL
        for (int i = 0; i < N; ++i) y.slope[i] = fx * x.slope[i];
        return y;
    }
    static ALWAYS_INLINE Dual chain(R f, const Dual& a, R fa, const Dual& b, R fb) {
        Dual y;
        y.value = f;
        UNROLL
        for (int i = 0; i < N; ++i) y.slope[i] = fma(fa, a.slope[i], fb * b.slope[i]);
        return y;
    }

    friend ALWAYS_INLINE Dual operator-(const Dual& a) { return chain(-a.value, a, R(-1.0)); }
    friend ALWAYS_INLINE Dual operator+(const Dual& a, const Dual& b) {
        Dual y;
        y.value = a.value + b.value;
        UNROLL
        for (int i = 0; i < N; ++i) y.slope[i] = a.slope[i] + b.slope[i];
        return y;
    }
    friend ALWAYS_INLINE Dual operator-(const Dual& a, const Dual& b) {
        Dual y;
        y.value = a.value - b.value;
        UNROLL
        for (int i = 0; i < N; ++i) y.slope[i] = a.slope[i] - b.slope[i];
        return y;
    }
    friend ALWAYS_INLINE Dual operator*(const Dual& a, const Dual& b) {
        return chain(a.value * b.value, a, b.value, b, a.value);
    }
    friend ALWAYS_INLINE Dual operator/(const Dual& a, const Dual& b) {
        const R quotient = a.value / b.value;
        const R inverse = R(1.0) / b.value;
        return chain(quotient, a, inverse, b, -(quotient * inverse));
    }
    friend ALWAYS_INLINE Dual operator+(const Dual& a, R b) {
        Dual y = a;
        y.value = a.value + b;
        return y;
    }
    friend ALWAYS_INLINE Dual operator+(R a, const Dual& b) { return b + a; }
    friend ALWAYS_INLINE Dual operator-(const Dual& a, R b) {
        Dual y = a;
        y.value = a.value - b;
        return y;
    }
    friend ALWAYS_INLINE Dual operator-(R a, const Dual& b) { return chain(a - b.value, b, R(-1.0)); }
    friend ALWAYS_INLINE Dual operator*(const Dual& a, R b) { return chain(a.value * b, a, b); }
    friend ALWAYS_INLINE Dual operator*(R a, const Dual& b) { return chain(a * b.value, b, a); }
    friend ALWAYS_INLINE Dual operator/(const Dual& a, R b) { return chain(a.value / b, a, R(1.0) / b); }
    friend ALWAYS_INLINE Dual operator/(R a, const Dual& b) { return Dual(a) / b; }

    friend ALWAYS_INLINE auto operator<(const Dual& a, const Dual& b) { return a.value < b.value; }
    friend ALWAYS_INLINE auto operator<=(const Dual& a, const Dual& b) { return a.value <= b.value; }
    friend ALWAYS_INLINE auto operator>(const Dual& a, const Dual& b) { return b.value < a.value; }
    friend ALWAYS_INLINE auto operator>=(const Dual& a, const Dual& b) { return b.value <= a.value; }

    friend ALWAYS_INLINE Dual fma(const Dual& a, const Dual& b, const Dual& c) {
        Dual y;
        y.value = fma(a.value, b.value, c.value);
        UNROLL
        for (int i = 0; i < N; ++i)
            y.slope[i] = fma(a.value, b.slope[i], fma(b.value, a.slope[i], c.slope[i]));
        return y;
    }
    friend ALWAYS_INLINE Dual fma(const Dual& a, R b, const Dual& c) {
        Dual y;
        y.value = fma(a.value, b, c.value);
        UNROLL
        for (int i = 0; i < N; ++i) y.slope[i] = fma(b, a.slope[i], c.slope[i]);
        return y;
    }
    /// The slope at 0 is 0: a branch that `select` discards must not breed NaN.
    friend ALWAYS_INLINE Dual sqrt(const Dual& x) {
        const R root = sqrt(x.value);
        return chain(root, x, select(root <= R(0.0), R(0.0), R(0.5) / root));
    }
    friend ALWAYS_INLINE Dual abs(const Dual& x) {
        return chain(abs(x.value), x, select(x.value < R(0.0), R(-1.0), R(1.0)));
    }
    template <class Mask>
    friend ALWAYS_INLINE Dual select(Mask mask, const Dual& yes, const Dual& no) {
        Dual y;
        y.value = select(mask, yes.value, no.value);
        UNROLL
        for (int i = 0; i < N; ++i) y.slope[i] = select(mask, yes.slope[i], no.slope[i]);
        return y;
    }
    friend ALWAYS_INLINE Dual max(const Dual& a, const Dual& b) { return select(a.value > b.value, a, b); }
    friend ALWAYS_INLINE Dual min(const Dual& a, const Dual& b) { return select(a.value < b.value, a, b); }
    friend ALWAYS_INLINE void store(double* to, const Dual& a) {
        store(to, a.value);
        UNROLL
        for (int i = 0; i < N; ++i) store(to + (i + 1) * lanes_of<R>, a.slope[i]);
    }
};

template <class R, int N>
struct RealTraits<Dual<R, N>> {
    using Value = R;
    using Mask = MaskOf<R>;
    using Bits = BitsOf<R>;
    static constexpr int lanes = lanes_of<R>;
};
template <class R, int N>
struct RealMaker<Dual<R, N>> {
    static ALWAYS_INLINE Dual<R, N> load(const double* from) {
        Dual<R, N> a;
        a.value = snell::load<R>(from);
        UNROLL
        for (int i = 0; i < N; ++i) a.slope[i] = snell::load<R>(from + (i + 1) * lanes_of<R>);
        return a;
    }
};
template <class R, int N>
inline constexpr int width_of<Dual<R, N>> = (N + 1) * lanes_of<R>;

/// The value of a Real without its slopes.
template <class R>
ALWAYS_INLINE ValueOf<R> value_of(const R& a) {
    return a;
}
template <class R, int N>
ALWAYS_INLINE R value_of(const Dual<R, N>& a) {
    return a.value;
}

}  // namespace snell
