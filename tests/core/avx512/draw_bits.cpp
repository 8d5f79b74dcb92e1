#include "core/lanes.h"
#include "tests/core/draw_bits_bodies.h"

namespace snell {

void philox_bits_wide(const Philox& philox, std::uint64_t first_path, std::uint32_t block, std::size_t paths,
                      double* out) {
    philox_bits<Lanes<8, 4>>(philox, first_path, block, paths, out);
}

void draw_bits_wide(const DrawPlan& plan, std::uint32_t replicate, std::uint64_t first_path, bool mirrored,
                    std::size_t paths, double* out) {
    draw_bits<Lanes<8, 4>>(plan, replicate, first_path, mirrored, paths, out);
}

}  // namespace snell
