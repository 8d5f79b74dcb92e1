#pragma once
#include <vector>

#include "core/draws.h"

namespace snell {

/// Points of a rank-1 lattice with the generators 1, a, a^2 ... (Korobov 1959), any first 2^m of them a
/// lattice (Hickernell, Hong, L'Ecuyer and Lemieux 2000), shifted at random (Cranley and Patterson 1976).
/// 2^32 paths a replicate.
struct Lattice {
    std::uint64_t seed = 0;
    std::uint32_t purpose = 0;

    struct Dimension {
        std::uint32_t generator;
        std::uint64_t shift;  ///< binary fraction of 64 bits
    };

    /// What a replicate's points need to know of a dimension.
    Dimension dimension(std::uint32_t replicate, std::uint32_t which) const {
        std::uint32_t generator = 1;
        for (std::uint32_t i = 0; i < which; ++i) generator *= multiplier;
        const PhiloxBlock<std::uint64_t> words = philox_words(
            PhiloxBlock<std::uint64_t>{{which, 0, 0, replicate_purpose(purpose, replicate)}}, seed);
        return {generator, words.word[1] << 32 | (words.word[0] & 0xffffffffu)};
    }

    // quote uniform
    /// A dimension of lanes_of<R> consecutive paths: the index in mirrored order, times the generator.
    template <class R>
    static ALWAYS_INLINE R uniform(const Dimension& of, std::uint64_t first_path) {
        using B = BitsOf<R>;
        const B mirrored = reverse_bits(B(first_path) + lane_index<R>()) >> 32;
        return uniform_from_bits<R>((low_product(mirrored, B(of.generator)) << 32) + B(of.shift));
    }
    // end quote

    /// Of 20,000 at random the one with the least sum of log P_2 over 2^8 ... 2^13 points, for 16 dimensions
    /// weighted by 1 / dimension^2.
    static constexpr std::uint32_t multiplier = 951046357;
};

/// The source that the path loop reads: for each step of a path its normals, then its uniforms.
template <class R>
class LatticeRows {
  public:
    LatticeRows(const Lattice& lattice, int steps, int normals, int uniforms)
        : lattice_(lattice), normals_(normals), width_(normals + uniforms), rows_(steps * width_) {}

    /// Goes to lanes_of<R> consecutive paths of a replicate.
    void start(std::uint32_t replicate, std::uint64_t first_path) {
        if (replicate != replicate_ || dimensions_.empty()) know(replicate);
        for (std::size_t d = 0; d < rows_.size(); ++d) {
            const R u = Lattice::uniform<R>(dimensions_[d], first_path);
            rows_[d] = static_cast<int>(d) % width_ < normals_ ? normal_inverse(u) : u;
        }
    }
    const R* step(int s) const { return rows_.data() + s * width_; }
    R last(int s) const { return step(s)[width_ - 1]; }

  private:
    Lattice lattice_;
    int normals_, width_;
    std::vector<R> rows_;  // [step][normals, then uniforms]
    std::uint32_t replicate_ = 0;
    std::vector<Lattice::Dimension> dimensions_;

    void know(std::uint32_t replicate) {
        replicate_ = replicate;
        dimensions_.clear();
        for (std::uint32_t d = 0; d < rows_.size(); ++d)
            dimensions_.push_back(lattice_.dimension(replicate, d));
    }
};

}  // namespace snell
