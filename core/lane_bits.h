#pragma once
#include "core/lanes.h"

namespace snell {

/// The lanes that a mask has set, one bit each, the first lane lowest.
ALWAYS_INLINE std::uint32_t lane_bits(bool mask) { return mask ? 1u : 0u; }
template <int W, int K>
ALWAYS_INLINE std::uint32_t lane_bits(LaneMask<W, K> mask) {
    static_assert(W * K <= 32);
    std::uint32_t bits = 0;
    UNROLL
    for (int k = 0; k < K; ++k) {
        if constexpr (W == 4)
            bits |= static_cast<std::uint32_t>(_mm256_movemask_pd(mask.m[k])) << (W * k);
        else
            bits |= static_cast<std::uint32_t>(mask.m[k]) << (W * k);
    }
    return bits;
}

}  // namespace snell
