#pragma once
#include "tests/core/draw_bits.h"

namespace snell {

template <class R>
void philox_bits(const Philox& philox, std::uint64_t first_path, std::uint32_t block, std::size_t paths,
                 double* out) {
    for (std::size_t p = 0; p < paths; p += lanes_of<R>) {
        R even, odd;
        philox.uniforms(first_path + p, block, even, odd);
        store(out + p, even);
        store(out + paths + p, odd);
    }
}

template <class R>
void draw_bits(const DrawPlan& plan, std::uint32_t replicate, std::uint64_t first_path, bool mirrored,
               std::size_t paths, double* out) {
    const std::size_t steps = plan.tables().steps, width = plan.tables().width();
    Draws<R> draws(plan);
    for (std::size_t p = 0; p < paths; p += lanes_of<R>) {
        draws.start(replicate, first_path + p, mirrored);
        for (std::size_t s = 0; s < steps; ++s) {
            const R* row = draws.step(static_cast<int>(s));
            for (std::size_t i = 0; i < width; ++i) {
                double lanes[lanes_of<R>];
                store(lanes, row[i]);
                for (std::size_t lane = 0; lane < lanes_of<R>; ++lane)
                    out[((p + lane) * steps + s) * width + i] = lanes[lane];
            }
        }
    }
}

}  // namespace snell
