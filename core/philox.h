#pragma once
#include "core/real.h"

/// Philox4x32, a counter-based generator: every draw is a pure function of a key and a counter, so paths can
/// be made in any order, on any device, and made again. Salmon, Moraes, Dror and Shaw (2011), "Parallel
/// random numbers: as easy as 1, 2, 3", section 3.3.
namespace snell {

/// One block of four 32-bit words, each in the low half of a 64-bit lane.  The upper halves may hold
/// anything: every consumer masks or shifts them away.
template <class B>
struct PhiloxBlock {
    B word[4];
};

/// The block of random words that belongs to a counter, under a 64-bit key (low word first); Salmon et al.
/// (2011) recommend 10 rounds and found 7 the fewest to pass BigCrush.
template <int rounds = 10, class B>
ALWAYS_INLINE PhiloxBlock<B> philox_words(PhiloxBlock<B> counter, std::uint64_t key) {
    constexpr std::uint32_t weyl_low = 0x9e3779b9u, weyl_high = 0xbb67ae85u;
    const B multiplier0(0xd2511f53u), multiplier2(0xcd9e8d57u);
    std::uint32_t key_low = static_cast<std::uint32_t>(key), key_high = static_cast<std::uint32_t>(key >> 32);
    B(&c)[4] = counter.word;
    UNROLL
    for (int round = 0; round < rounds; ++round) {
        const B product0 = low_product(c[0], multiplier0);
        const B product2 = low_product(c[2], multiplier2);
        c[0] = (product2 >> 32) ^ c[1] ^ B(key_low);
        c[1] = product2;
        c[2] = (product0 >> 32) ^ c[3] ^ B(key_high);
        c[3] = product0;
        key_low += weyl_low;
        key_high += weyl_high;
    }
    return counter;
}

/// The top 52 bits of a word as a uniform strictly inside (0, 1): (bits + 1/2) / 2^52, exactly.
template <class R>
ALWAYS_INLINE R uniform_from_bits(BitsOf<R> bits) {
    const R one_to_two = from_bits<R>((bits >> 12) | BitsOf<R>(0x3ff0000000000000ull));
    return one_to_two - R(1.0 - 0x1p-53);
}

/// Pseudo-random draws.  The counter is (path low, path high, block, purpose): draws of different purposes
/// (pricing, calibration of an exercise rule, inner paths ...) under one seed are independent.
struct Philox {
    std::uint64_t seed = 0;
    std::uint32_t purpose = 0;

    /// Dimensions 2 * block and 2 * block + 1 of lanes_of<R> consecutive paths.
    template <class R>
    ALWAYS_INLINE void uniforms(std::uint64_t first_path, std::uint32_t block, R& even, R& odd) const {
        using B = BitsOf<R>;
        const B path = B(first_path) + lane_index<R>();
        const PhiloxBlock<B> words =
            philox_words(PhiloxBlock<B>{{path, path >> 32, B(block), B(purpose)}}, seed);
        const B low_half(0xffffffffu);
        even = uniform_from_bits<R>((words.word[1] << 32) | (words.word[0] & low_half));
        odd = uniform_from_bits<R>((words.word[3] << 32) | (words.word[2] & low_half));
    }
};

}  // namespace snell
