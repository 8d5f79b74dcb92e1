#pragma once
#include "core/box_muller.h"
#include "core/bridge.h"
#include "core/math/normal_inverse.h"
#include "core/philox.h"
#include "core/sobol.h"

#include <bit>
#include <cassert>
#include <cstdint>
#include <memory>
#include <variant>
#include <vector>

/// The random numbers of a walk: per time step the same number of standard normals and of uniforms, as a pure
/// function of (seed, purpose, replicate, path, step), the same bits for every Real.
namespace snell {

using Sampler = std::variant<Philox, Sobol>;

/// What a walk asks for.
struct DrawShape {
    std::vector<double> times;  // ends of the steps, increasing from above 0 [years]
    int normals_per_step = 1;
    int uniforms_per_step = 0;
};

/// What the path code sees of a DrawPlan: counts and pointers only, so that a device can hold the same.
///
/// A row is a step's normals, then its uniforms.  Sobol': dimension = order * normals + factor, where order
/// is the rank of the step in the bridge, then the uniforms step by step.  Philox: dimension = step * normals
/// + factor, and 2^32 + step * uniforms + i, so that longer walks repeat the draws of shorter ones.
struct DrawTables {
    bool is_sobol;
    std::uint64_t seed;
    std::uint32_t purpose;
    int steps, normals, uniforms;     // normals and uniforms per step
    int dimensions;                   // steps * (normals + uniforms)
    const std::uint32_t* directions;  // Sobol': [32][dimensions], see mirrored_directions
    const std::int32_t* places;       // Sobol': [dimension] -> place in [step][normals + uniforms]
    const BridgeSplit* splits;        // Sobol' with bridge: the splits in order
    int split_count;

    ALWAYS_INLINE int width() const { return normals + uniforms; }
};

/// Block of Philox draws where the uniforms' dimensions begin.
inline constexpr std::uint32_t first_uniform_block = 0x80000000u;

/// The purpose word of a replicate: purposes stay below 2^8, replicates below 2^24.
ALWAYS_INLINE std::uint32_t replicate_purpose(std::uint32_t purpose, std::uint32_t replicate) {
    return purpose | replicate << 8;
}

/// Sampler and shape made ready, once per run.  Immutable; shared by all threads.
class DrawPlan {
  public:
    /// Throws std::invalid_argument if times do not increase from above 0, a count is negative, the purpose
    /// is not below 2^8, or Sobol' points of so many dimensions do not exist.
    DrawPlan(const Sampler& sampler, DrawShape shape);
    DrawPlan(const DrawPlan&) = delete;
    DrawPlan& operator=(const DrawPlan&) = delete;
    DrawPlan(DrawPlan&&) = default;
    DrawPlan& operator=(DrawPlan&&) = default;

    const DrawShape& shape() const { return shape_; }
    const Sampler& sampler() const { return sampler_; }
    /// Valid while the plan, or a plan it was moved to, lives.
    const DrawTables& tables() const { return tables_; }

  private:
    Sampler sampler_;
    DrawShape shape_;
    std::vector<std::uint32_t> directions_;
    std::vector<std::int32_t> places_;
    std::vector<BridgeSplit> splits_;
    DrawTables tables_{};

    void prepare(const Philox& philox);
    void prepare(const Sobol& sobol);
};

/// One thread's draws for lanes_of<R> consecutive paths at a time.  The plan must outlive it.
template <class R>
class Draws {
  public:
    explicit Draws(const DrawPlan& plan);

    /// Goes to the paths first_path ... first_path + lanes_of<R> - 1 of a replicate.  first_path is a
    /// multiple of lanes_of<R>; Sobol' has 2^32 points a replicate, and beyond them the same points in
    /// another scrambling, a set for each high word of first_path.  Mirrored paths are antithetic: normals
    /// negated, uniforms u replaced by 1 - u.
    void start(std::uint32_t replicate, std::uint64_t first_path, bool mirrored = false);

    /// The normals, then the uniforms, of step s; call for s = 0, 1, 2 ... in order.  Valid until the next
    /// call.
    ALWAYS_INLINE const R* step(int s) {
        assert(s >= 0 && s < tables_.steps);
        if (s >= filled_) fill(s);
        return rows_.get() + static_cast<std::ptrdiff_t>(s - first_filled_) * tables_.width();
    }
    /// The last number of the step that was called last.
    ALWAYS_INLINE R last(int s) const {
        return rows_[static_cast<std::size_t>(s - first_filled_ + 1) * tables_.width() - 1];
    }

  private:
    DrawTables tables_;
    int chunk_;  // steps held at a time
    int first_filled_ = 0, filled_ = 0;
    PhiloxPaths<R> philox_;
    R sign_ = R(1.0);
    std::unique_ptr<R[]> rows_;
    SobolCursor cursor_;

    ALWAYS_INLINE R normal(R u) const { return sign_ * normal_inverse(u); }
    /// 1 - u if mirrored; exact, as u is an odd multiple of 2^-53.
    ALWAYS_INLINE R uniform(R u) const { return fma(sign_, u - R(0.5), R(0.5)); }
    void fill(int s);
    /// `count` rows of `columns` uniforms from `first` on, from the blocks that start at `block`, converted
    /// in pairs.
    template <class Convert>
    void fill_columns(int first, int columns, int count, std::uint32_t block, Convert convert);
    void fill_sobol();
};

/// Steps that Philox draws make at a time: even, so that no pair of dimensions straddles two chunks, and few,
/// so that the rows stay in the first-level cache.
ALWAYS_INLINE int philox_chunk(int width) { return width <= 8 ? (24 / (width ? width : 1)) & ~1 : 2; }

template <class R>
Draws<R>::Draws(const DrawPlan& plan)
    : tables_(plan.tables()),
      chunk_(tables_.is_sobol ? tables_.steps : philox_chunk(tables_.width())),
      rows_(new R[static_cast<std::size_t>(chunk_) * tables_.width()]),
      cursor_(tables_.seed, tables_.directions, tables_.is_sobol ? tables_.dimensions : 0) {}

template <class R>
void Draws<R>::start(std::uint32_t replicate, std::uint64_t first_path, bool mirrored) {
    assert(first_path % lanes_of<R> == 0 && replicate < 1u << 24);
    const std::uint32_t purpose = replicate_purpose(tables_.purpose, replicate);
    sign_ = R(mirrored ? -1.0 : 1.0);
    first_filled_ = filled_ = 0;
    if (tables_.is_sobol)
        cursor_.seek(purpose, first_path);
    else
        philox_ = PhiloxPaths<R>({tables_.seed, purpose}, first_path);
}

template <class R>
void Draws<R>::fill(int s) {
    if (tables_.is_sobol) return fill_sobol();
    assert(s == filled_);
    const int count = s + chunk_ <= tables_.steps ? chunk_ : tables_.steps - s;
    const std::uint32_t step = static_cast<std::uint32_t>(s);
    fill_columns(0, tables_.normals, count, step * tables_.normals / 2, [this](R& even, R& odd) {
        const R u = even, turn = odd;
        box_muller(u, turn, sign_, even, odd);
    });
    fill_columns(tables_.normals, tables_.uniforms, count, first_uniform_block + step * tables_.uniforms / 2,
                 [this](R& even, R& odd) {
                     even = uniform(even);
                     odd = uniform(odd);
                 });
    first_filled_ = s;
    filled_ = s + count;
}

template <class R>
template <class Convert>
void Draws<R>::fill_columns(int first, int columns, int count, std::uint32_t block, Convert convert) {
    R* row = rows_.get() + first;
    int column = 0;
    const auto put = [&](const R& draw) {
        row[column] = draw;
        if (++column == columns) column = 0, row += tables_.width();
    };
    for (int left = count * columns; left > 0; left -= 2) {
        R even, odd;
        philox_.uniforms(block++, even, odd);
        convert(even, odd);
        put(even);
        if (left > 1) put(odd);
    }
}

template <class R>
void Draws<R>::fill_sobol() {
    using B = BitsOf<R>;
    constexpr int index_bits = std::countr_zero(static_cast<unsigned>(lanes_of<R>));
    B masks[index_bits + 1];  // all ones in the lanes whose index has the bit set
    UNROLL
    for (int k = 0; k < index_bits; ++k) masks[k] = B(0) - ((lane_index<R>() >> k) & B(1));

    const int normals = tables_.steps * tables_.normals;
    const std::uint32_t* coordinates = cursor_.coordinates();
    const Scramble* scrambles = cursor_.scrambles();
    const auto draw = [&](int d) {
        B x(coordinates[d]);
        UNROLL
        for (int k = 0; k < index_bits; ++k)
            x = x ^ (masks[k] & B(tables_.directions[static_cast<std::size_t>(k) * tables_.dimensions + d]));
        return scrambled_uniform<R>(x, scrambles[d]);
    };
    R* rows = rows_.get();
    for (int d = 0; d < normals; ++d) rows[tables_.places[d]] = normal(draw(d));
    for (int d = normals; d < tables_.dimensions; ++d) rows[tables_.places[d]] = uniform(draw(d));
    for (int j = 0; j < tables_.split_count; ++j) {
        const BridgeSplit& split = tables_.splits[j];
        R* left = rows + static_cast<std::ptrdiff_t>(split.left) * tables_.width();
        R* right = rows + static_cast<std::ptrdiff_t>(split.right) * tables_.width();
        for (int factor = 0; factor < tables_.normals; ++factor) apply(split, left[factor], right[factor]);
    }
    filled_ = tables_.steps;
}

}  // namespace snell
