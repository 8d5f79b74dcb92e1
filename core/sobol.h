#pragma once
#include "core/philox.h"
#include "core/real.h"

#include <array>
#include <vector>

/// Sobol' points with Joe and Kuo's direction numbers, and their randomisation by hashed Owen scrambling.
/// A point is a pure function of (seed, purpose, replicate, index, dimension).
/// Sobol' (1967); Joe and Kuo (2008); Owen (1995); Laine and Karras (2011); Burley (2020).
namespace snell {

/// Dimensions of Joe and Kuo's table new-joe-kuo-6.21201.
inline constexpr int sobol_dimensions = 21201;

/// The 64 direction vectors of a dimension (counted from 0), as binary fractions of 64 bits: the coordinate
/// of the point with index i is the exclusive or of vector[k] over the bits k set in i (order of the index)
/// or in gray_index(i) (order of Antonov and Saleev 1979).  Throws std::out_of_range outside
/// sobol_dimensions.
std::array<std::uint64_t, 64> direction_vectors(int dimension);

/// Gray code: neighbours differ in one bit.
ALWAYS_INLINE std::uint64_t gray_index(std::uint64_t index) { return index ^ (index >> 1); }

/// Coordinate of an unscrambled point, as a binary fraction of 64 bits.
std::uint64_t sobol_coordinate(const std::array<std::uint64_t, 64>& vectors, std::uint64_t index);

/// Randomised quasi-random draws.  With `bridge` the first dimensions drive a Brownian bridge (bridge.h), so
/// that they carry most of the variance of a path.
struct Sobol {
    std::uint64_t seed = 0;
    std::uint32_t purpose = 0;
    bool bridge = true;
};

/// The random words of one dimension's scrambling; `multiply` is odd.
struct Scramble {
    std::uint32_t add, multiply, flip, tail;
};

/// The scrambling of a dimension (counted from 0) under a seed and a purpose; each set of points has its own.
ALWAYS_INLINE Scramble scramble_of(std::uint64_t seed, std::uint32_t purpose, std::uint32_t dimension,
                                   std::uint32_t set = 0) {
    // The block is one that no pair of dimensions of Philox draws reaches.
    const PhiloxBlock<std::uint64_t> words =
        philox_words(PhiloxBlock<std::uint64_t>{{dimension, set, 0xffffffffu, purpose}}, seed);
    const auto low_half = [&](int i) { return static_cast<std::uint32_t>(words.word[i]); };
    return {low_half(0), low_half(1) | 1u, low_half(2), low_half(3)};
}

/// Scrambled uniform in (0, 1) from the top 32 bits of a Sobol' coordinate in mirrored order (highest bit
/// lowest; what lies above bit 31 is ignored).
///
/// Each step of the hash lets a bit depend on lower bits alone, which in mirrored order is Owen's nested
/// permutation (Laine and Karras 2011).  Steps and constants are those of Vegdahl (2021), "Building a better
/// LK hash", as the original's are far from fair (tests/core/scrambling_test.cpp); a last flip makes every
/// point exactly uniform over the seeds.  Among fewer than 2^32 points each is alone in its cell of 2^-32,
/// where one more hash of 20 bits stands for the rest of the permutation.
template <class R>
ALWAYS_INLINE R scrambled_uniform(BitsOf<R> mirrored, const Scramble& scramble) {
    using B = BitsOf<R>;
    const B low_half(0xffffffffull), high_half(0xffffffff00000000ull);
    B x = mirrored ^ low_product(mirrored, B(0x3d20adeaull));
    x = low_product(x + B(scramble.add), B(scramble.multiply));
    x = x ^ low_product(x, B(0x05526c56ull));
    x = x ^ low_product(x, B(0x53a22864ull)) ^ B(scramble.flip);
    const B tail = low_product(x ^ B(scramble.tail), B(0x9e3779b9ull));
    return uniform_from_bits<R>(reverse_bits((x & low_half) | (tail & high_half)));
}

/// Direction vectors of the first dimensions as the path code wants them: their top 32 bits mirrored, laid
/// out [bit of the index][dimension].
std::vector<std::uint32_t> mirrored_directions(int dimensions);

/// Walks over the unscrambled points of one replicate, all dimensions at a time.  Going on to the next block
/// of points costs two exclusive ors a dimension on average.
class SobolCursor {
  public:
    /// `directions`: [32][dimensions], see mirrored_directions; must outlive the cursor.
    SobolCursor(std::uint64_t seed, const std::uint32_t* directions, int dimensions);
    ~SobolCursor();
    SobolCursor(const SobolCursor&) = delete;
    SobolCursor& operator=(const SobolCursor&) = delete;

    /// Goes to the point with the low 32 bits of this index, scrambled for `purpose` (replicates differ in
    /// it) and for the set of points that its high 32 bits number.
    void seek(std::uint32_t purpose, std::uint64_t index);

    /// [dimension]: the mirrored coordinates of the point, and the scrambling of each dimension.
    ALWAYS_INLINE const std::uint32_t* coordinates() const { return coordinates_.data(); }
    ALWAYS_INLINE const Scramble* scrambles() const { return scrambles_.data(); }

  private:
    std::uint64_t seed_;
    std::uint32_t purpose_ = 0, set_ = 0, index_ = 0;
    const std::uint32_t* directions_;
    std::vector<std::uint32_t> coordinates_;
    std::vector<Scramble> scrambles_;  // empty until the first seek

    void scramble();
};

}  // namespace snell
