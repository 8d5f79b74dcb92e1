#include "tests/core/math_bits.h"
#include "core/lanes.h"

namespace snell {

void math_bits_wide(int k, const double* x, std::size_t count, double* out) {
    if (k == 1) math_bits<Lanes<8, 1>>(x, count, out);
    if (k == 2) math_bits<Lanes<8, 2>>(x, count, out);
    if (k == 4) math_bits<Lanes<8, 4>>(x, count, out);
}

}  // namespace snell
