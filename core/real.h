#pragma once
#include <cstdint>
#include <cstring>
#include <type_traits>

/// The number types of the path code.  A *Real* is one of
///   double            one path (a scalar CPU build, a CUDA thread),
///   Lanes<W, K>       W x K paths side by side in K vector registers (lanes.h),
///   Dual<R, N>        a value of type R and N slopes (dual.h).
/// Models and payoffs are templates on Real and never ask which one they got.
///
/// Every operation here is exactly rounded IEEE arithmetic or integer arithmetic, so a template gives the
/// same bits for every Real, compiler and device (docs/theory/reproducibility.md).  Branches on values become
/// `select`.
#if defined(__CUDACC__)
#define HOST_DEVICE __host__ __device__
#define ALWAYS_INLINE __host__ __device__ __forceinline__
#define UNROLL _Pragma("unroll")
#elif defined(__clang__)
#define HOST_DEVICE
#define ALWAYS_INLINE inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")
#else
#define HOST_DEVICE
#define ALWAYS_INLINE inline __attribute__((always_inline))
#define UNROLL _Pragma("GCC unroll 32")
#endif

namespace snell {

/// What a Real is made of: `Value` without slopes, `Mask` of a comparison, `Bits` its 64-bit patterns, number
/// of lanes.
template <class R>
struct RealTraits;
template <>
struct RealTraits<double> {
    using Value = double;
    using Mask = bool;
    using Bits = std::uint64_t;
    static constexpr int lanes = 1;
};
template <class R>
using ValueOf = typename RealTraits<R>::Value;
template <class R>
using MaskOf = typename RealTraits<R>::Mask;
template <class R>
using BitsOf = typename RealTraits<R>::Bits;
template <class R>
inline constexpr int lanes_of = RealTraits<R>::lanes;

/// a * b + c with one rounding.
ALWAYS_INLINE double fma(double a, double b, double c) {
#if defined(__CUDA_ARCH__)
    return ::fma(a, b, c);
#else
    return __builtin_fma(a, b, c);
#endif
}
ALWAYS_INLINE double sqrt(double a) {
#if defined(__CUDA_ARCH__)
    return ::sqrt(a);
#else
    return __builtin_sqrt(a);
#endif
}
/// Larger of two; the second operand if either is NaN (the rule of the x86 instruction, so that all Reals
/// agree).
ALWAYS_INLINE double max(double a, double b) { return a > b ? a : b; }
/// Smaller of two; the second operand if either is NaN.
ALWAYS_INLINE double min(double a, double b) { return a < b ? a : b; }
ALWAYS_INLINE double abs(double a) { return __builtin_fabs(a); }
ALWAYS_INLINE double select(bool mask, double yes, double no) { return mask ? yes : no; }
ALWAYS_INLINE std::uint64_t select(bool mask, std::uint64_t yes, std::uint64_t no) { return mask ? yes : no; }
/// True if any lane is set; guards branches that are rare.
ALWAYS_INLINE bool any_of(bool mask) { return mask; }

/// The 64-bit pattern of a double, and back.
ALWAYS_INLINE std::uint64_t to_bits(double a) {
    std::uint64_t bits;
    memcpy(&bits, &a, sizeof bits);
    return bits;
}
/// The operations that must name their result type; each Real specialises it.
template <class R>
struct RealMaker;
template <>
struct RealMaker<double> {
    static ALWAYS_INLINE double from_bits(std::uint64_t bits) {
        double a;
        memcpy(&a, &bits, sizeof a);
        return a;
    }
    static ALWAYS_INLINE double load(const double* from) { return *from; }
    static ALWAYS_INLINE double lookup16(const double* table, std::uint64_t index) {
        return table[index & 15];
    }
    static ALWAYS_INLINE double gather(const double* table, std::uint64_t index) { return table[index]; }
    static ALWAYS_INLINE std::uint64_t lane_index() { return 0; }
};
template <class R>
ALWAYS_INLINE R from_bits(BitsOf<R> bits) {
    return RealMaker<R>::from_bits(bits);
}
/// Product of the low 32 bits of both operands, as 64 bits.
ALWAYS_INLINE std::uint64_t low_product(std::uint64_t a, std::uint64_t b) {
    return (a & 0xffffffffu) * (b & 0xffffffffu);
}
/// The 64 bits in mirrored order.
ALWAYS_INLINE std::uint64_t reverse_bits(std::uint64_t a) {
#if defined(__CUDA_ARCH__)
    return __brevll(a);
#else
    a = (a >> 1 & 0x5555555555555555ull) | (a & 0x5555555555555555ull) << 1;
    a = (a >> 2 & 0x3333333333333333ull) | (a & 0x3333333333333333ull) << 2;
    a = (a >> 4 & 0x0f0f0f0f0f0f0f0full) | (a & 0x0f0f0f0f0f0f0f0full) << 4;
    return __builtin_bswap64(a);
#endif
}
/// An integer below 2^52 as a real number (exact).
template <class R>
ALWAYS_INLINE R real_from_integer(BitsOf<R> n) {
    return from_bits<R>(n | BitsOf<R>(0x4330000000000000ull)) - R(0x1p52);
}
/// 0, 1, 2 ... along the lanes of R.
template <class R>
ALWAYS_INLINE BitsOf<R> lane_index() {
    return RealMaker<R>::lane_index();
}
/// table[index modulo 16] per lane, for a table of 16 entries.
template <class R>
ALWAYS_INLINE R lookup16(const double* table, BitsOf<R> index) {
    return RealMaker<R>::lookup16(table, index);
}
/// table[index] per lane, for a table of any length.
template <class R>
ALWAYS_INLINE R gather(const double* table, BitsOf<R> index) {
    return RealMaker<R>::gather(table, index);
}
/// Read / write a Real from / to `width_of<R>` consecutive doubles: all lanes (a Dual: its value, then each
/// slope).
template <class R>
ALWAYS_INLINE R load(const double* from) {
    return RealMaker<R>::load(from);
}
ALWAYS_INLINE void store(double* to, double a) { *to = a; }
template <class R>
inline constexpr int width_of = lanes_of<R>;

/// A parameter (double, or Dual<double, N>) spread over the lanes of R.
template <class R, class P>
ALWAYS_INLINE R spread(const P& parameter) {
    return R(parameter);
}

/// c[0] + c[1] x + c[2] x^2 + ... by Estrin's scheme in x and x^2: half of Horner's latency, the same bits
/// everywhere.
template <class R, int N>
ALWAYS_INLINE R polynomial(const double (&c)[N], R x) {
    if constexpr (N == 1) {
        return R(c[0]);
    } else if constexpr (N == 2) {
        return fma(R(c[1]), x, R(c[0]));
    } else {
        constexpr int top_even = (N - 1) & ~1;
        constexpr int top_odd = ((N - 1) & 1) ? N - 1 : N - 2;
        const R square = x * x;
        R even(c[top_even]);
        R odd(c[top_odd]);
        UNROLL
        for (int i = top_even - 2; i >= 0; i -= 2) even = fma(even, square, R(c[i]));
        UNROLL
        for (int i = top_odd - 2; i >= 1; i -= 2) odd = fma(odd, square, R(c[i]));
        return fma(odd, x, even);
    }
}

}  // namespace snell
