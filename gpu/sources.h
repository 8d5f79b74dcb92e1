#pragma once
#include "core/draws.h"
#include "gpu/chunk.h"

/// The draws of one thread's path, a step at a time, with the bits of Draws (core/draws.h).  `assets` is the
/// most that a kernel has: of one asset or a basket (gpu/basket.h), whose number the compiler knows, a row
/// stays in registers; of any number it lies in the thread's memory.
namespace snell {

/// Assets of the kernels for baskets.
inline constexpr int basket_size = 5;

/// Uniforms of a step of a kernel whose number of assets is known: an asset's two and the payoffs' own;
/// baskets do not jump.
template <int assets>
inline constexpr int most_uniforms = assets == 1 ? 3 : 1;

/// Most numbers of a step: two normals and two uniforms an asset, and the payoffs' own uniform.
template <int assets>
inline constexpr int row_capacity = 4 * assets + 1;

/// Pseudo-random draws, made where they are used.
struct PhiloxSource {
    std::uint64_t seed;
    std::uint32_t purpose;
    int uniforms;  ///< per step
    double sign;   ///< -1 for mirrored paths

    template <int assets>
    class Thread {
      public:
        HOST_DEVICE Thread(const PhiloxSource& source, const Chunk& chunk, long i, int normals)
            : philox_({source.seed, replicate_purpose(source.purpose, chunk.replicate(i))}, chunk.path(i)),
              sign_(source.sign),
              normals_(normals),
              uniforms_(source.uniforms) {}

        ALWAYS_INLINE const double* step(int s) {
            if constexpr (assets <= basket_size) {
                normals_ == assets ? draw<assets>(s) : draw<2 * assets>(s);
            } else {
                for (int k = 0; k < normals_; ++k) draw_normal(s, k, normals_);
                for (int k = 0; k < uniforms_; ++k) draw_uniform(s, k, normals_);
            }
            return row_;
        }
        ALWAYS_INLINE double last(int) const { return last_; }

      private:
        PhiloxPaths<double> philox_;
        double sign_;
        int normals_, uniforms_;
        double held_normal_ = 0.0, held_uniform_ = 0.0, last_ = 0.0;
        double row_[row_capacity<assets>];

        /// Every place in the row is known to the compiler, so that the row needs no memory.
        template <int normals>
        ALWAYS_INLINE void draw(int s) {
            UNROLL
            for (int k = 0; k < normals; ++k) draw_normal(s, k, normals);
            UNROLL
            for (int k = 0; k < most_uniforms<assets>; ++k)
                if (k < uniforms_) draw_uniform(s, k, normals);
        }
        ALWAYS_INLINE void draw_normal(int s, int k, int normals) {
            const std::uint32_t dimension = static_cast<std::uint32_t>(s) * normals + k;
            if (dimension % 2 == 0) {
                double u, turn;
                philox_.uniforms(dimension / 2, u, turn);
                box_muller(u, turn, sign_, row_[k], held_normal_);
            } else {
                row_[k] = held_normal_;
            }
        }
        ALWAYS_INLINE void draw_uniform(int s, int k, int normals) {
            const std::uint32_t dimension = static_cast<std::uint32_t>(s) * uniforms_ + k;
            double even = 0.0, odd = held_uniform_;
            if (dimension % 2 == 0) philox_.uniforms(first_uniform_block + dimension / 2, even, odd);
            const double u = dimension % 2 == 0 ? even : odd;
            held_uniform_ = odd;
            last_ = fma(sign_, u - 0.5, 0.5);
            row_[normals + k] = last_;
        }
    };
};

/// Draws that were made before, [step][normals, then uniforms][path]: those of Sobol' points, whose bridge
/// needs the whole path at once.
struct RowSource {
    const double* rows;
    int uniforms;  ///< per step

    template <int assets>
    class Thread {
      public:
        HOST_DEVICE Thread(const RowSource& source, const Chunk& chunk, long i, int normals)
            : from_(source.rows + i), stride_(chunk.stride), normals_(normals), uniforms_(source.uniforms) {}

        ALWAYS_INLINE const double* step(int) {
            if constexpr (assets <= basket_size) {
                normals_ == assets ? read<assets>() : read<2 * assets>();
            } else {
                for (int k = 0; k < normals_; ++k) row_[k] = next();
                for (int k = 0; k < uniforms_; ++k) row_[normals_ + k] = last_ = next();
            }
            return row_;
        }
        ALWAYS_INLINE double last(int) const { return last_; }

      private:
        const double* from_;
        long stride_;
        int normals_, uniforms_;
        double last_ = 0.0;
        double row_[row_capacity<assets>];

        template <int normals>
        ALWAYS_INLINE void read() {
            UNROLL
            for (int k = 0; k < normals; ++k) row_[k] = next();
            UNROLL
            for (int k = 0; k < most_uniforms<assets>; ++k)
                if (k < uniforms_) row_[normals + k] = last_ = next();
        }
        ALWAYS_INLINE double next() {
            const double draw = *from_;
            from_ += stride_;
            return draw;
        }
    };
};

}  // namespace snell
