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

/// A round's key: low and high word, each moved on by a Weyl sequence from round to round.
struct PhiloxKey {
    std::uint32_t low, high;

    explicit ALWAYS_INLINE PhiloxKey(std::uint64_t key)
        : low(static_cast<std::uint32_t>(key)), high(static_cast<std::uint32_t>(key >> 32)) {}
    ALWAYS_INLINE void advance() {
        low += 0x9e3779b9u;
        high += 0xbb67ae85u;
    }
};
inline constexpr std::uint64_t philox_multiplier0 = 0xd2511f53u, philox_multiplier2 = 0xcd9e8d57u;

/// `rounds` rounds on a counter; `key` is that of the first of them.
template <int rounds, class B>
ALWAYS_INLINE PhiloxBlock<B> philox_rounds(PhiloxBlock<B> counter, PhiloxKey key) {
    const B multiplier0(philox_multiplier0), multiplier2(philox_multiplier2);
    B(&c)[4] = counter.word;
    UNROLL
    for (int round = 0; round < rounds; ++round) {
        const B product0 = low_product(c[0], multiplier0);
        const B product2 = low_product(c[2], multiplier2);
        c[0] = (product2 >> 32) ^ c[1] ^ B(key.low);
        c[1] = product2;
        c[2] = (product0 >> 32) ^ c[3] ^ B(key.high);
        c[3] = product0;
        key.advance();
    }
    return counter;
}
/// The block of random words that belongs to a counter, under a 64-bit key (low word first); Salmon et al.
/// (2011) recommend 10 rounds and found 7 the fewest to pass BigCrush.
template <int rounds = 10, class B>
ALWAYS_INLINE PhiloxBlock<B> philox_words(PhiloxBlock<B> counter, std::uint64_t key) {
    return philox_rounds<rounds>(counter, PhiloxKey(key));
}

/// The top 52 bits of a word as a uniform strictly inside (0, 1): (bits + 1/2) / 2^52, exactly.
template <class R>
ALWAYS_INLINE R uniform_from_bits(BitsOf<R> bits) {
    const R one_to_two = from_bits<R>((bits >> 12) | BitsOf<R>(0x3ff0000000000000ull));
    return one_to_two - R(1.0 - 0x1p-53);
}

/// The two uniforms of a block of words.
template <class R>
ALWAYS_INLINE void uniforms_from_words(const PhiloxBlock<BitsOf<R>>& words, R& even, R& odd) {
    const BitsOf<R> low_half(0xffffffffu);
    even = uniform_from_bits<R>((words.word[1] << 32) | (words.word[0] & low_half));
    odd = uniform_from_bits<R>((words.word[3] << 32) | (words.word[2] & low_half));
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
        uniforms_from_words<R>(philox_words(PhiloxBlock<B>{{path, path >> 32, B(block), B(purpose)}}, seed),
                               even, odd);
    }
};

/// A Philox that stays on lanes_of<R> consecutive paths.  A path reaches half of the words in round 1 and all
/// of them in round 3 only, so two of the ten rounds shrink to what the paths alone determine, made once, and
/// to numbers common to all lanes.
template <class R>
class PhiloxPaths {
    using B = BitsOf<R>;

  public:
    PhiloxPaths() = default;
    /// `first_path` is a multiple of lanes_of<R>.
    ALWAYS_INLINE PhiloxPaths(const Philox& philox, std::uint64_t first_path)
        : key_(philox.seed), path_high_(first_path >> 32) {
        PhiloxKey key = key_;
        const B product0 = low_product(B(first_path) + lane_index<R>(), B(philox_multiplier0));
        const B word2 = (product0 >> 32) ^ B(philox.purpose) ^ B(key.high);
        key.advance();
        const B product2 = low_product(word2, B(philox_multiplier2));
        word0_ = (product2 >> 32) ^ B(key.low);
        word1_ = product2;
        word2_ = product0 ^ B(key.high);
    }
    /// The same draws as philox.uniforms(first_path, block, even, odd).
    ALWAYS_INLINE void uniforms(std::uint32_t block, R& even, R& odd) const {
        const std::uint64_t product2 = low_product(std::uint64_t{block}, philox_multiplier2);
        const std::uint64_t word0 = (product2 >> 32) ^ path_high_ ^ key_.low;
        const std::uint64_t product0 = low_product(word0, philox_multiplier0);
        PhiloxKey key = key_;
        key.advance();
        key.advance();
        uniforms_from_words<R>(
            philox_rounds<8>(
                PhiloxBlock<B>{{word0_ ^ B(product2), word1_, word2_ ^ B(product0 >> 32), B(product0)}}, key),
            even, odd);
    }

  private:
    PhiloxKey key_{0};
    std::uint64_t path_high_ = 0;
    B word0_{0}, word1_{0}, word2_{0};  // after two rounds, but for what a block adds
};

}  // namespace snell
