#pragma once
#include "core/real.h"

#include <immintrin.h>

/// The vector instructions that Lanes is made of, under one name for each instruction set.
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
    /// Four permutes and three blends: on Zen 4 this makes log 1.2 times faster than a gather does.
    static ALWAYS_INLINE Reals lookup16(const double* table, Bits index) {
        const Bits twice = add(index, index);
        const Bits halves = add(add(twice, left(twice, 32)), all_bits(1ull << 32));  // of the entry modulo 4
        const Reals bit2 = reals(left(index, 61)), bit3 = reals(left(index, 60));
        const auto entry = [&](const double* four) {
            return _mm256_castps_pd(_mm256_permutevar8x32_ps(_mm256_castpd_ps(load(four)), halves));
        };
        const Reals low = _mm256_blendv_pd(entry(table), entry(table + 4), bit2);
        const Reals high = _mm256_blendv_pd(entry(table + 8), entry(table + 12), bit2);
        return _mm256_blendv_pd(low, high, bit3);
    }
};
#endif

}  // namespace snell
