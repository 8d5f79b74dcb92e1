#include "core/draws.h"

#include "core/lanes.h"
#include "tests/core/cpu.h"
#include "tests/core/draw_bits_bodies.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace snell {
namespace {

constexpr std::size_t paths = 128;

DrawShape shape_of(int steps, int normals, int uniforms) {
    DrawShape shape{{}, normals, uniforms};
    for (int s = 1; s <= steps; ++s) shape.times.push_back(0.25 * s * s);  // not evenly spaced
    return shape;
}

template <class R>
std::vector<double> bits_of(const DrawPlan& plan, std::uint32_t replicate, std::uint64_t first,
                            bool mirrored) {
    std::vector<double> out(paths * plan.tables().dimensions);
    draw_bits<R>(plan, replicate, first, mirrored, paths, out.data());
    return out;
}

const Sampler samplers[] = {Philox{7, 2}, Sobol{7, 2, true}, Sobol{7, 2, false}};
// Steps, normals, uniforms: odd counts leave half a block over, and one row is wider than the wide-lane
// chunk.
const DrawShape shapes[] = {shape_of(1, 1, 0),  shape_of(25, 1, 0), shape_of(7, 3, 2),
                            shape_of(13, 2, 1), shape_of(3, 41, 0), shape_of(9, 0, 3)};

TEST(Draws, lanes_give_the_bits_of_single_paths) {
    for (const Sampler& sampler : samplers)
        for (const DrawShape& shape : shapes) {
            const DrawPlan plan(sampler, shape);
            for (bool mirrored : {false, true}) {
                const std::vector<double> expected = bits_of<double>(plan, 5, 1 << 20, mirrored);
                EXPECT_EQ((bits_of<Lanes<4, 1>>(plan, 5, 1 << 20, mirrored)), expected);
                EXPECT_EQ((bits_of<Lanes<4, 4>>(plan, 5, 1 << 20, mirrored)), expected);
            }
        }
}

TEST(Draws, wide_lanes_give_the_bits_of_single_paths) {
    if (!has_avx512()) GTEST_SKIP() << "this processor has no AVX-512";
    for (const Sampler& sampler : samplers)
        for (const DrawShape& shape : shapes) {
            const DrawPlan plan(sampler, shape);
            for (bool mirrored : {false, true}) {
                std::vector<double> out(paths * plan.tables().dimensions);
                draw_bits_wide(plan, 5, 1 << 20, mirrored, paths, out.data());
                EXPECT_EQ(out, bits_of<double>(plan, 5, 1 << 20, mirrored));
            }
        }
}

TEST(Draws, do_not_depend_on_what_was_drawn_before) {
    for (const Sampler& sampler : samplers) {
        const DrawPlan plan(sampler, shape_of(13, 3, 1));
        Draws<double> fresh(plan), used(plan);
        for (const auto& [replicate, path] : {std::pair{0u, 9u}, {4u, 1000000u}, {4u, 3u}, {0u, 0u}}) {
            used.start(replicate, path, true);
            used.step(0);  // abandoned after one step
            used.start(replicate, path);
        }
        used.start(2, 17);
        fresh.start(2, 17);
        for (int s = 0; s < 13; ++s)
            for (int i = 0; i < 4; ++i) EXPECT_EQ(used.step(s)[i], fresh.step(s)[i]) << s << ' ' << i;
    }
}

TEST(Draws, mirrored_paths_are_antithetic) {
    for (const Sampler& sampler : samplers) {
        const DrawPlan plan(sampler, shape_of(6, 2, 1));
        const std::vector<double> drawn = bits_of<double>(plan, 1, 0, false);
        const std::vector<double> mirrored = bits_of<double>(plan, 1, 0, true);
        for (std::size_t i = 0; i < drawn.size(); ++i)
            EXPECT_EQ(mirrored[i], i % 3 == 2 ? 1.0 - drawn[i] : -drawn[i]);
    }
}

TEST(Draws, of_a_longer_philox_walk_begin_with_those_of_a_shorter_one) {
    const DrawPlan short_plan(Philox{3, 1}, shape_of(5, 3, 2)), long_plan(Philox{3, 1}, shape_of(31, 3, 2));
    Draws<double> short_draws(short_plan), long_draws(long_plan);
    short_draws.start(0, 12);
    long_draws.start(0, 12);
    for (int s = 0; s < 5; ++s) {
        const double *a = short_draws.step(s), *b = long_draws.step(s);
        for (int i = 0; i < 5; ++i) EXPECT_EQ(a[i], b[i]);
    }
}

TEST(Draws, differ_between_seeds_purposes_and_replicates) {
    const DrawShape shape = shape_of(4, 1, 1);
    for (bool sobol : {false, true}) {
        const auto plan = [&](std::uint64_t seed, std::uint32_t purpose) {
            return sobol ? DrawPlan(Sobol{seed, purpose, true}, shape)
                         : DrawPlan(Philox{seed, purpose}, shape);
        };
        const std::vector<double> drawn[] = {
            bits_of<double>(plan(1, 0), 0, 0, false), bits_of<double>(plan(2, 0), 0, 0, false),
            bits_of<double>(plan(1ull << 32 | 1, 0), 0, 0, false), bits_of<double>(plan(1, 1), 0, 0, false),
            bits_of<double>(plan(1, 0), 1, 0, false)};
        for (const auto& a : drawn)
            for (const auto& b : drawn) {
                std::size_t equal = 0;
                for (std::size_t i = 0; i < a.size(); ++i) equal += a[i] == b[i];
                EXPECT_EQ(equal, &a == &b ? a.size() : 0);
            }
    }
}

// For Sobol' each normal is a rotation of scrambled points, so its first two moments converge faster than
// 1/sqrt(n).
TEST(Draws, normals_have_unit_variance_and_steps_are_uncorrelated) {
    constexpr std::size_t n = 1 << 14;
    constexpr int steps = 6;
    for (const Sampler& sampler : samplers) {
        const DrawPlan plan(sampler, shape_of(steps, 1, 1));
        std::vector<double> z(n * steps * 2);
        draw_bits<Lanes<4, 4>>(plan, 0, 0, false, n, z.data());
        for (int s = 0; s < steps; ++s)
            for (int t = 0; t <= s; ++t) {
                double mean = 0, product = 0;
                for (std::size_t p = 0; p < n; ++p) {
                    mean += z[(p * steps + s) * 2];
                    product += z[(p * steps + s) * 2] * z[(p * steps + t) * 2] - (s == t);
                }
                // Sidak over 3 samplers x 21 pairs x 2 moments: 4 sigma leaves 1 in 125 for a fresh seed.
                EXPECT_LE(std::abs(mean), 4 * std::sqrt(n));
                EXPECT_LE(std::abs(product), 4 * std::sqrt(n * (s == t ? 2.0 : 1.0)));
            }
    }
}

TEST(Draws, refuse_shapes_that_cannot_be_drawn) {
    EXPECT_THROW(DrawPlan(Philox{}, DrawShape{{1.0, 1.0}}), std::invalid_argument);
    EXPECT_THROW(DrawPlan(Philox{}, DrawShape{{0.0, 1.0}}), std::invalid_argument);
    EXPECT_THROW(DrawPlan(Philox{}, DrawShape{{std::nan("")}}), std::invalid_argument);
    EXPECT_THROW(DrawPlan(Philox{}, DrawShape{{1.0}, -1, 0}), std::invalid_argument);
    EXPECT_THROW(DrawPlan(Philox{0, 256}, DrawShape{{1.0}}), std::invalid_argument);
    EXPECT_THROW(DrawPlan(Sobol{}, DrawShape{{1.0, 2.0}, 10601, 0}), std::invalid_argument);
}

}  // namespace
}  // namespace snell
