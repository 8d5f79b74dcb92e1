#pragma once
#include "core/real.h"
#include "core/register.h"

/// Lanes<W, K>: W x K paths side by side in K vector registers of W doubles (W = 8: AVX-512, W = 4: AVX2).
/// K registers per value let K independent instruction chains hide each other's latency; K = 4 measures 1.4
/// times faster than K = 1 on path code (docs/benchmarks). The type carries W in its name, so code
/// compiled for different instruction sets never shares a symbol.
namespace snell {

template <int W, int K>
struct LaneMask {
    typename Register<W>::Mask m[K];

    friend ALWAYS_INLINE LaneMask operator&(LaneMask a, LaneMask b) {
        UNROLL
        for (int k = 0; k < K; ++k) a.m[k] = Register<W>::both(a.m[k], b.m[k]);
        return a;
    }
    friend ALWAYS_INLINE LaneMask operator|(LaneMask a, LaneMask b) {
        UNROLL
        for (int k = 0; k < K; ++k) a.m[k] = Register<W>::either(a.m[k], b.m[k]);
        return a;
    }
    friend ALWAYS_INLINE LaneMask operator!(LaneMask a) {
        UNROLL
        for (int k = 0; k < K; ++k) a.m[k] = Register<W>::negate(a.m[k]);
        return a;
    }
    friend ALWAYS_INLINE bool any_of(LaneMask a) {
        typename Register<W>::Mask all = a.m[0];
        UNROLL
        for (int k = 1; k < K; ++k) all = Register<W>::either(all, a.m[k]);
        return Register<W>::any(all);
    }
};

/// 64-bit integers (or bit patterns) along the lanes; arithmetic is modulo 2^64.
template <int W, int K>
struct BitLanes {
    using Reg = Register<W>;
    typename Reg::Bits b[K];

    BitLanes() = default;
    ALWAYS_INLINE BitLanes(std::uint64_t a) {
        UNROLL
        for (int k = 0; k < K; ++k) b[k] = Reg::all_bits(a);
    }
    friend ALWAYS_INLINE BitLanes operator+(BitLanes x, BitLanes y) {
        UNROLL
        for (int k = 0; k < K; ++k) x.b[k] = Reg::add(x.b[k], y.b[k]);
        return x;
    }
    friend ALWAYS_INLINE BitLanes operator-(BitLanes x, BitLanes y) {
        UNROLL
        for (int k = 0; k < K; ++k) x.b[k] = Reg::subtract(x.b[k], y.b[k]);
        return x;
    }
    friend ALWAYS_INLINE BitLanes operator&(BitLanes x, BitLanes y) {
        UNROLL
        for (int k = 0; k < K; ++k) x.b[k] = Reg::conjunction(x.b[k], y.b[k]);
        return x;
    }
    friend ALWAYS_INLINE BitLanes operator|(BitLanes x, BitLanes y) {
        UNROLL
        for (int k = 0; k < K; ++k) x.b[k] = Reg::disjunction(x.b[k], y.b[k]);
        return x;
    }
    friend ALWAYS_INLINE BitLanes operator^(BitLanes x, BitLanes y) {
        UNROLL
        for (int k = 0; k < K; ++k) x.b[k] = Reg::exclusive(x.b[k], y.b[k]);
        return x;
    }
    friend ALWAYS_INLINE BitLanes operator<<(BitLanes x, int n) {
        UNROLL
        for (int k = 0; k < K; ++k) x.b[k] = Reg::left(x.b[k], n);
        return x;
    }
    friend ALWAYS_INLINE BitLanes operator>>(BitLanes x, int n) {
        UNROLL
        for (int k = 0; k < K; ++k) x.b[k] = Reg::right(x.b[k], n);
        return x;
    }
    friend ALWAYS_INLINE LaneMask<W, K> operator==(BitLanes x, BitLanes y) {
        LaneMask<W, K> m;
        UNROLL
        for (int k = 0; k < K; ++k) m.m[k] = Reg::equal_bits(x.b[k], y.b[k]);
        return m;
    }
    friend ALWAYS_INLINE BitLanes low_product(BitLanes x, BitLanes y) {
        UNROLL
        for (int k = 0; k < K; ++k) x.b[k] = Reg::low_product(x.b[k], y.b[k]);
        return x;
    }
    friend ALWAYS_INLINE BitLanes reverse_bits(BitLanes x) {
        UNROLL
        for (int k = 0; k < K; ++k) x.b[k] = Reg::reverse(x.b[k]);
        return x;
    }
    friend ALWAYS_INLINE BitLanes select(LaneMask<W, K> m, BitLanes yes, BitLanes no) {
        UNROLL
        for (int k = 0; k < K; ++k) yes.b[k] = Reg::select_bits(m.m[k], yes.b[k], no.b[k]);
        return yes;
    }
};

template <int W, int K>
struct Lanes {
    using Reg = Register<W>;
    static constexpr int size = W * K;
    typename Reg::Reals r[K];

    Lanes() = default;
    ALWAYS_INLINE Lanes(double a) {
        UNROLL
        for (int k = 0; k < K; ++k) r[k] = Reg::all(a);
    }
    friend ALWAYS_INLINE Lanes operator-(Lanes a) {
        UNROLL
        for (int k = 0; k < K; ++k) a.r[k] = -a.r[k];
        return a;
    }
    friend ALWAYS_INLINE Lanes operator+(Lanes a, Lanes b) {
        UNROLL
        for (int k = 0; k < K; ++k) a.r[k] = a.r[k] + b.r[k];
        return a;
    }
    friend ALWAYS_INLINE Lanes operator-(Lanes a, Lanes b) {
        UNROLL
        for (int k = 0; k < K; ++k) a.r[k] = a.r[k] - b.r[k];
        return a;
    }
    friend ALWAYS_INLINE Lanes operator*(Lanes a, Lanes b) {
        UNROLL
        for (int k = 0; k < K; ++k) a.r[k] = a.r[k] * b.r[k];
        return a;
    }
    friend ALWAYS_INLINE Lanes operator/(Lanes a, Lanes b) {
        UNROLL
        for (int k = 0; k < K; ++k) a.r[k] = a.r[k] / b.r[k];
        return a;
    }
    friend ALWAYS_INLINE LaneMask<W, K> operator<(Lanes a, Lanes b) {
        LaneMask<W, K> m;
        UNROLL
        for (int k = 0; k < K; ++k) m.m[k] = Reg::less(a.r[k], b.r[k]);
        return m;
    }
    friend ALWAYS_INLINE LaneMask<W, K> operator<=(Lanes a, Lanes b) {
        LaneMask<W, K> m;
        UNROLL
        for (int k = 0; k < K; ++k) m.m[k] = Reg::less_equal(a.r[k], b.r[k]);
        return m;
    }
    friend ALWAYS_INLINE LaneMask<W, K> operator==(Lanes a, Lanes b) {
        LaneMask<W, K> m;
        UNROLL
        for (int k = 0; k < K; ++k) m.m[k] = Reg::equal(a.r[k], b.r[k]);
        return m;
    }
    friend ALWAYS_INLINE LaneMask<W, K> operator>(Lanes a, Lanes b) { return b < a; }
    friend ALWAYS_INLINE LaneMask<W, K> operator>=(Lanes a, Lanes b) { return b <= a; }
    friend ALWAYS_INLINE Lanes fma(Lanes a, Lanes b, Lanes c) {
        UNROLL
        for (int k = 0; k < K; ++k) a.r[k] = Reg::fma(a.r[k], b.r[k], c.r[k]);
        return a;
    }
    friend ALWAYS_INLINE Lanes sqrt(Lanes a) {
        UNROLL
        for (int k = 0; k < K; ++k) a.r[k] = Reg::sqrt(a.r[k]);
        return a;
    }
    friend ALWAYS_INLINE Lanes max(Lanes a, Lanes b) {
        UNROLL
        for (int k = 0; k < K; ++k) a.r[k] = Reg::max(a.r[k], b.r[k]);
        return a;
    }
    friend ALWAYS_INLINE Lanes min(Lanes a, Lanes b) {
        UNROLL
        for (int k = 0; k < K; ++k) a.r[k] = Reg::min(a.r[k], b.r[k]);
        return a;
    }
    friend ALWAYS_INLINE Lanes abs(Lanes a) {
        UNROLL
        for (int k = 0; k < K; ++k)
            a.r[k] = Reg::reals(Reg::conjunction(Reg::bits(a.r[k]), Reg::all_bits(0x7fffffffffffffffull)));
        return a;
    }
    friend ALWAYS_INLINE Lanes select(LaneMask<W, K> m, Lanes yes, Lanes no) {
        UNROLL
        for (int k = 0; k < K; ++k) yes.r[k] = Reg::select(m.m[k], yes.r[k], no.r[k]);
        return yes;
    }
    friend ALWAYS_INLINE BitLanes<W, K> to_bits(Lanes a) {
        BitLanes<W, K> b;
        UNROLL
        for (int k = 0; k < K; ++k) b.b[k] = Reg::bits(a.r[k]);
        return b;
    }
    friend ALWAYS_INLINE void store(double* to, Lanes a) {
        UNROLL
        for (int k = 0; k < K; ++k) Reg::store(to + k * W, a.r[k]);
    }
};

template <int W, int K>
struct RealTraits<Lanes<W, K>> {
    using Value = Lanes<W, K>;
    using Mask = LaneMask<W, K>;
    using Bits = BitLanes<W, K>;
    static constexpr int lanes = W * K;
};

template <int W, int K>
struct RealMaker<Lanes<W, K>> {
    using Reg = Register<W>;
    static ALWAYS_INLINE Lanes<W, K> from_bits(BitLanes<W, K> b) {
        Lanes<W, K> a;
        UNROLL
        for (int k = 0; k < K; ++k) a.r[k] = Reg::reals(b.b[k]);
        return a;
    }
    static ALWAYS_INLINE Lanes<W, K> load(const double* p) {
        Lanes<W, K> a;
        UNROLL
        for (int k = 0; k < K; ++k) a.r[k] = Reg::load(p + k * W);
        return a;
    }
    static ALWAYS_INLINE Lanes<W, K> lookup16(const double* table, BitLanes<W, K> index) {
        Lanes<W, K> a;
        UNROLL
        for (int k = 0; k < K; ++k) a.r[k] = Reg::lookup16(table, index.b[k]);
        return a;
    }
    static ALWAYS_INLINE Lanes<W, K> gather(const double* table, BitLanes<W, K> index) {
        Lanes<W, K> a;
        UNROLL
        for (int k = 0; k < K; ++k) a.r[k] = Reg::gather(table, index.b[k]);
        return a;
    }
    static ALWAYS_INLINE BitLanes<W, K> lane_index() {
        BitLanes<W, K> b;
        UNROLL
        for (int k = 0; k < K; ++k)
            b.b[k] = Reg::add(Reg::index(), Reg::all_bits(static_cast<std::uint64_t>(k * W)));
        return b;
    }
};

}  // namespace snell
