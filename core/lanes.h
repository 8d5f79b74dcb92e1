#pragma once
#include "core/real.h"

#include <immintrin.h>

/// Lanes<W, K>: W x K paths side by side in K vector registers of W doubles (W = 8: AVX-512, W = 4: AVX2).
/// K registers per value let K independent instruction chains hide each other's latency; K = 4 measures 1.4
/// times faster than K = 1 on path code (docs/benchmarks.md). The type carries W in its name, so code
/// compiled for different instruction sets never shares a symbol.
namespace snell {

/// Byte shuffles that mirror 64 bits: each nibble mirrored into the other half of its byte, then the bytes.
struct Mirror {
    alignas(16) static constexpr unsigned char low_nibble[16] = {
        0x00, 0x80, 0x40, 0xc0, 0x20, 0xa0, 0x60, 0xe0, 0x10, 0x90, 0x50, 0xd0, 0x30, 0xb0, 0x70, 0xf0};
    alignas(16) static constexpr unsigned char high_nibble[16] = {0x0, 0x8, 0x4, 0xc, 0x2, 0xa, 0x6, 0xe,
                                                                  0x1, 0x9, 0x5, 0xd, 0x3, 0xb, 0x7, 0xf};
    alignas(16) static constexpr unsigned char byte[16] = {7,  6,  5,  4,  3,  2,  1, 0,
                                                           15, 14, 13, 12, 11, 10, 9, 8};
};

/// One vector register of W doubles: the instructions that Lanes is made of.
template <int W>
struct Register;

#if defined(__AVX512F__) && defined(__AVX512BW__) && defined(__AVX512DQ__) && defined(__AVX512VL__)
template <>
struct Register<8> {
    using Reals = __m512d;
    using Bits = __m512i;
    using Mask = __mmask8;
    static ALWAYS_INLINE Reals all(double a) { return _mm512_set1_pd(a); }
    static ALWAYS_INLINE Bits all_bits(std::uint64_t a) {
        return _mm512_set1_epi64(static_cast<long long>(a));
    }
    static ALWAYS_INLINE Reals load(const double* p) { return _mm512_loadu_pd(p); }
    static ALWAYS_INLINE void store(double* p, Reals a) { _mm512_storeu_pd(p, a); }
    static ALWAYS_INLINE Reals fma(Reals a, Reals b, Reals c) { return _mm512_fmadd_pd(a, b, c); }
    static ALWAYS_INLINE Reals sqrt(Reals a) { return _mm512_sqrt_pd(a); }
    static ALWAYS_INLINE Reals max(Reals a, Reals b) { return _mm512_max_pd(a, b); }
    static ALWAYS_INLINE Reals min(Reals a, Reals b) { return _mm512_min_pd(a, b); }
    static ALWAYS_INLINE Mask less(Reals a, Reals b) { return _mm512_cmp_pd_mask(a, b, _CMP_LT_OQ); }
    static ALWAYS_INLINE Mask less_equal(Reals a, Reals b) { return _mm512_cmp_pd_mask(a, b, _CMP_LE_OQ); }
    static ALWAYS_INLINE Mask equal(Reals a, Reals b) { return _mm512_cmp_pd_mask(a, b, _CMP_EQ_OQ); }
    static ALWAYS_INLINE Mask equal_bits(Bits a, Bits b) { return _mm512_cmpeq_epi64_mask(a, b); }
    static ALWAYS_INLINE Reals select(Mask m, Reals yes, Reals no) {
        return _mm512_mask_blend_pd(m, no, yes);
    }
    static ALWAYS_INLINE Bits select_bits(Mask m, Bits yes, Bits no) {
        return _mm512_mask_blend_epi64(m, no, yes);
    }
    static ALWAYS_INLINE Mask both(Mask a, Mask b) { return static_cast<Mask>(a & b); }
    static ALWAYS_INLINE Mask either(Mask a, Mask b) { return static_cast<Mask>(a | b); }
    static ALWAYS_INLINE Mask negate(Mask a) { return static_cast<Mask>(~a); }
    static ALWAYS_INLINE bool any(Mask a) { return a != 0; }
    static ALWAYS_INLINE Bits bits(Reals a) { return _mm512_castpd_si512(a); }
    static ALWAYS_INLINE Reals reals(Bits a) { return _mm512_castsi512_pd(a); }
    static ALWAYS_INLINE Bits add(Bits a, Bits b) { return _mm512_add_epi64(a, b); }
    static ALWAYS_INLINE Bits subtract(Bits a, Bits b) { return _mm512_sub_epi64(a, b); }
    static ALWAYS_INLINE Bits conjunction(Bits a, Bits b) { return _mm512_and_si512(a, b); }
    static ALWAYS_INLINE Bits disjunction(Bits a, Bits b) { return _mm512_or_si512(a, b); }
    static ALWAYS_INLINE Bits exclusive(Bits a, Bits b) { return _mm512_xor_si512(a, b); }
    static ALWAYS_INLINE Bits left(Bits a, int n) { return _mm512_slli_epi64(a, static_cast<unsigned>(n)); }
    static ALWAYS_INLINE Bits right(Bits a, int n) { return _mm512_srli_epi64(a, static_cast<unsigned>(n)); }
    static ALWAYS_INLINE Bits low_product(Bits a, Bits b) { return _mm512_mul_epu32(a, b); }
    static ALWAYS_INLINE Bits reverse(Bits a) {
        const Bits low = all_bits(0x0f0f0f0f0f0f0f0full);
        const Bits bytes =
            disjunction(_mm512_shuffle_epi8(all_lanes(Mirror::low_nibble), conjunction(a, low)),
                        _mm512_shuffle_epi8(all_lanes(Mirror::high_nibble), conjunction(right(a, 4), low)));
        return _mm512_shuffle_epi8(bytes, all_lanes(Mirror::byte));
    }
    static ALWAYS_INLINE Bits all_lanes(const unsigned char (&table)[16]) {
        return _mm512_broadcast_i32x4(_mm_load_si128(reinterpret_cast<const __m128i*>(table)));
    }
    static ALWAYS_INLINE Bits index() { return _mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0); }
    static ALWAYS_INLINE Reals gather(const double* table, Bits index) {
        return _mm512_i64gather_pd(index, table, 8);
    }
    static ALWAYS_INLINE Reals lookup16(const double* table, Bits index) {
        return _mm512_permutex2var_pd(_mm512_loadu_pd(table), index, _mm512_loadu_pd(table + 8));
    }
};
#endif

#if defined(__AVX2__) && defined(__FMA__)
template <>
struct Register<4> {
    using Reals = __m256d;
    using Bits = __m256i;
    using Mask = __m256d;
    static ALWAYS_INLINE Reals all(double a) { return _mm256_set1_pd(a); }
    static ALWAYS_INLINE Bits all_bits(std::uint64_t a) {
        return _mm256_set1_epi64x(static_cast<long long>(a));
    }
    static ALWAYS_INLINE Reals load(const double* p) { return _mm256_loadu_pd(p); }
    static ALWAYS_INLINE void store(double* p, Reals a) { _mm256_storeu_pd(p, a); }
    static ALWAYS_INLINE Reals fma(Reals a, Reals b, Reals c) { return _mm256_fmadd_pd(a, b, c); }
    static ALWAYS_INLINE Reals sqrt(Reals a) { return _mm256_sqrt_pd(a); }
    static ALWAYS_INLINE Reals max(Reals a, Reals b) { return _mm256_max_pd(a, b); }
    static ALWAYS_INLINE Reals min(Reals a, Reals b) { return _mm256_min_pd(a, b); }
    static ALWAYS_INLINE Mask less(Reals a, Reals b) { return _mm256_cmp_pd(a, b, _CMP_LT_OQ); }
    static ALWAYS_INLINE Mask less_equal(Reals a, Reals b) { return _mm256_cmp_pd(a, b, _CMP_LE_OQ); }
    static ALWAYS_INLINE Mask equal(Reals a, Reals b) { return _mm256_cmp_pd(a, b, _CMP_EQ_OQ); }
    static ALWAYS_INLINE Mask equal_bits(Bits a, Bits b) {
        return _mm256_castsi256_pd(_mm256_cmpeq_epi64(a, b));
    }
    static ALWAYS_INLINE Reals select(Mask m, Reals yes, Reals no) { return _mm256_blendv_pd(no, yes, m); }
    static ALWAYS_INLINE Bits select_bits(Mask m, Bits yes, Bits no) {
        return bits(_mm256_blendv_pd(reals(no), reals(yes), m));
    }
    static ALWAYS_INLINE Mask both(Mask a, Mask b) { return _mm256_and_pd(a, b); }
    static ALWAYS_INLINE Mask either(Mask a, Mask b) { return _mm256_or_pd(a, b); }
    static ALWAYS_INLINE Mask negate(Mask a) { return reals(exclusive(bits(a), all_bits(~0ull))); }
    static ALWAYS_INLINE bool any(Mask a) { return _mm256_movemask_pd(a) != 0; }
    static ALWAYS_INLINE Bits bits(Reals a) { return _mm256_castpd_si256(a); }
    static ALWAYS_INLINE Reals reals(Bits a) { return _mm256_castsi256_pd(a); }
    static ALWAYS_INLINE Bits add(Bits a, Bits b) { return _mm256_add_epi64(a, b); }
    static ALWAYS_INLINE Bits subtract(Bits a, Bits b) { return _mm256_sub_epi64(a, b); }
    static ALWAYS_INLINE Bits conjunction(Bits a, Bits b) { return _mm256_and_si256(a, b); }
    static ALWAYS_INLINE Bits disjunction(Bits a, Bits b) { return _mm256_or_si256(a, b); }
    static ALWAYS_INLINE Bits exclusive(Bits a, Bits b) { return _mm256_xor_si256(a, b); }
    static ALWAYS_INLINE Bits left(Bits a, int n) { return _mm256_slli_epi64(a, n); }
    static ALWAYS_INLINE Bits right(Bits a, int n) { return _mm256_srli_epi64(a, n); }
    static ALWAYS_INLINE Bits low_product(Bits a, Bits b) { return _mm256_mul_epu32(a, b); }
    static ALWAYS_INLINE Bits reverse(Bits a) {
        const Bits low = all_bits(0x0f0f0f0f0f0f0f0full);
        const Bits bytes =
            disjunction(_mm256_shuffle_epi8(all_lanes(Mirror::low_nibble), conjunction(a, low)),
                        _mm256_shuffle_epi8(all_lanes(Mirror::high_nibble), conjunction(right(a, 4), low)));
        return _mm256_shuffle_epi8(bytes, all_lanes(Mirror::byte));
    }
    static ALWAYS_INLINE Bits all_lanes(const unsigned char (&table)[16]) {
        return _mm256_broadcastsi128_si256(_mm_load_si128(reinterpret_cast<const __m128i*>(table)));
    }
    static ALWAYS_INLINE Bits index() { return _mm256_set_epi64x(3, 2, 1, 0); }
    static ALWAYS_INLINE Reals gather(const double* table, Bits index) {
        return _mm256_i64gather_pd(table, index, 8);
    }
    static ALWAYS_INLINE Reals lookup16(const double* table, Bits index) {
        return _mm256_i64gather_pd(table, index, 8);
    }
};
#endif

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
